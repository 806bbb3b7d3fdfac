import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../core/errors.ts';
import type { CorpusStore } from '../database/corpus-store.ts';
import {
  createExclusively,
  removeLeftovers,
  temporaryName,
  usualPermissions,
} from '../database/temporary-files.ts';

/** Formats in which the counts of a corpus can be written. */
export const countFormats = ['uci', 'lda-c', 'matrix-market'] as const;
export type CountFormat = (typeof countFormats)[number];

/** Of counts, vocabulary and documents' names. */
const fileNames: Record<CountFormat, readonly [string, string, string]> = {
  uci: ['docword.txt', 'vocab.txt', 'docnames.txt'],
  'lda-c': ['corpus.ldac', 'corpus.vocab', 'corpus.docnames'],
  'matrix-market': ['corpus.mtx', 'corpus.vocab', 'corpus.docnames'],
};

/**
 * Writes the counts of a corpus, its vocabulary and its documents' names into a folder; import
 * reads them back as the same corpus. All of them appear, or none.
 *
 * @returns the files that were written.
 * @throws {UserError} when files of these names are there and not to be replaced, or the disk ends.
 */
export function writeCounts(
  store: CorpusStore,
  folder: string,
  { format, replace = false }: { readonly format: CountFormat; readonly replace?: boolean },
): string[] {
  const files = fileNames[format].map((name) => path.join(folder, name));
  const there = files.find((file) => fs.existsSync(file));
  if (there !== undefined && !replace) throw alreadyThere(there);
  makeFolder(folder);
  for (const file of files) removeLeftovers(file, 'writing');
  const [counts, vocabulary, documents] = files.map((file) => temporaryName(file, 'writing'));
  try {
    writeLines(vocabulary, store.vocabulary().words);
    writeLines(documents, documentNames(store));
    writeLines(counts, format === 'lda-c' ? ldaCLines(store) : entryLines(store, format));
    [counts, vocabulary, documents].forEach((staged, index) => {
      usualPermissions(staged, files[index]);
      fs.renameSync(staged, files[index]);
    });
  } catch (error) {
    throw cannotWrite(`counts into ${folder}`, error);
  } finally {
    for (const staged of [counts, vocabulary, documents]) fs.rmSync(staged, { force: true });
  }
  return files;
}

function alreadyThere(file: string): UserError {
  return new UserError(
    'target-exists',
    `Cannot write ${file}: there is a file of this name already`,
    {
      hint: 'Give another folder, or allow it to be replaced.',
      details: { target: file, kind: 'export' },
    },
  );
}

/** With the folders around it. (Node's own way of doing so never ends under /proc.) */
function makeFolder(folder: string): void {
  try {
    const stats = fs.statSync(folder, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return;
    if (stats !== undefined || folder === '') {
      throw new UserError(
        'target-invalid',
        `Cannot write counts into "${folder}": ${folder === '' ? 'it is not a name' : 'it is a file'}; a folder was expected`,
        { hint: 'Name a folder, new or not.', details: { target: folder, kind: 'export' } },
      );
    }
    makeFolder(path.dirname(path.resolve(folder)));
    fs.mkdirSync(folder);
  } catch (error) {
    throw cannotWrite(`counts into ${folder}`, error);
  }
}

/** What the system says when a file or folder cannot be made or written. */
function cannotWrite(what: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined || error instanceof UserError) return error;
  const found =
    code === 'ENOSPC' ? 'the disk is full' : message.replace(/^E[A-Z]+: |, \w+( '.*)?$/g, '');
  return new UserError(
    'target-unwritable',
    `Cannot write ${what}: ${found}; nothing was left behind`,
    { hint: 'Make room, or name a folder where you may write.', cause: error },
  );
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
  const descriptor = createExclusively(file);
  try {
    let text = '';
    for (const line of lines) {
      text += `${line}\n`;
      if (text.length < 1 << 20) continue;
      fs.writeFileSync(descriptor, text); // all of it, where writeSync may write a part
      text = '';
    }
    fs.writeFileSync(descriptor, text);
  } finally {
    fs.closeSync(descriptor);
  }
}
