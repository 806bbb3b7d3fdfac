import fs from 'node:fs';
import path from 'node:path';
import type { CorpusStore } from '../database/corpus-store.ts';

/** Formats in which the counts of a corpus can be written. */
export const countFormats = ['uci', 'lda-c', 'matrix-market'] as const;
export type CountFormat = (typeof countFormats)[number];

/**
 * Writes the counts of a corpus, its vocabulary and its documents' names into a folder; import
 * reads them back as the same corpus.
 *
 * @returns the files that were written.
 */
export function writeCounts(store: CorpusStore, folder: string, format: CountFormat): string[] {
  fs.mkdirSync(folder, { recursive: true });
  const names: Record<CountFormat, readonly [string, string, string]> = {
    uci: ['docword.txt', 'vocab.txt', 'docnames.txt'],
    'lda-c': ['corpus.ldac', 'corpus.vocab', 'corpus.docnames'],
    'matrix-market': ['corpus.mtx', 'corpus.vocab', 'corpus.docnames'],
  };
  const [counts, vocabulary, documents] = names[format].map((name) => path.join(folder, name));
  writeLines(vocabulary, store.vocabulary().words);
  writeLines(documents, documentNames(store));
  writeLines(counts, format === 'lda-c' ? ldaCLines(store) : entryLines(store, format));
  return [counts, vocabulary, documents];
}

/** A line break in a name would shift all names after it. */
function* documentNames(store: CorpusStore): Generator<string> {
  for (const { name } of store.documents()) yield name.replace(/[\r\n]+/gu, ' ');
}

function* ldaCLines(store: CorpusStore): Generator<string> {
  for (const counts of countsOfDocuments(store)) {
    const pairs = counts.map(([word, count]) => `${word}:${count}`);
    yield [counts.length, ...pairs].join(' ');
  }
}

/** UCI and Matrix Market differ in the header only: document, word and count, numbered from 1. */
function* entryLines(store: CorpusStore, format: CountFormat): Generator<string> {
  const { numDocuments, numWords } = store.summary();
  let numEntries = 0;
  for (const counts of countsOfDocuments(store)) numEntries += counts.length;
  if (format === 'uci') {
    yield* [numDocuments, numWords, numEntries].map(String);
  } else {
    yield '%%MatrixMarket matrix coordinate integer general';
    yield `${numDocuments} ${numWords} ${numEntries}`;
  }
  let document = 0;
  for (const counts of countsOfDocuments(store)) {
    document++;
    for (const [word, count] of counts) yield `${document} ${word + 1} ${count}`;
  }
}

/** Word and count, by rising word. */
function* countsOfDocuments(store: CorpusStore): Generator<(readonly [number, number])[]> {
  const tokens = store.tokenSource();
  for (let document = 0; document < tokens.numDocuments; document++) {
    const counts = new Map<number, number>();
    for (const word of tokens.readWords(document, document + 1).sort()) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    yield [...counts];
  }
}

function writeLines(file: string, lines: Iterable<string>): void {
  const descriptor = fs.openSync(file, 'w');
  try {
    let text = '';
    for (const line of lines) {
      text += `${line}\n`;
      if (text.length < 1 << 20) continue;
      fs.writeSync(descriptor, text);
      text = '';
    }
    fs.writeSync(descriptor, text);
  } finally {
    fs.closeSync(descriptor);
  }
}
