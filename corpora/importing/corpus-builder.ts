import { CorpusWriter } from '../database/corpus-writer.ts';
import type { ProjectFile } from '../database/project-file.ts';
import type { CountedDocument, TextDocument } from '../readers/document.ts';
import { NamedTally } from '../readers/reading-notes.ts';
import type { TokenizedBatch } from '../text/tokenizing-messages.ts';
import type { PoolAnswer } from '../text/tokenizing-pool.ts';
import { Uint32List } from '../text/growing-arrays.ts';
import { FingerprintSet } from './fingerprint-set.ts';
import type { ScratchTokens } from './scratch-tokens.ts';
import { WordTally } from './word-tally.ts';

export interface BuilderOptions {
  readonly keepText: boolean;
  readonly dropDuplicates: boolean;
  /** Whether words are counted by their stems. */
  readonly withTerms: boolean;
  /** Names of the filters that were applied to single words. */
  readonly reasons: readonly string[];
  /** Verdicts on the words of a source of counts. */
  readonly rule: (word: string) => number;
}

/**
 * The first pass: documents go into the project file, tokens with provisional word numbers into
 * the scratch file, and the words are counted.
 */
export class CorpusBuilder {
  readonly tally: WordTally;
  readonly writer: CorpusWriter;
  readonly duplicates = new NamedTally();
  /** Tokens taken away by the rules, by verdict. */
  readonly dropped: Float64Array;
  numRead = 0;
  numCut = 0;
  numPieces = 0;
  /** Documents with a word, whether or not it is kept in the end. */
  numWithWords = 0;
  readonly #options: BuilderOptions;
  readonly #scratch: ScratchTokens;
  readonly #seen = new FingerprintSet();
  readonly #wordsOfThread: Uint32List[] = [];
  readonly #idsOfVocabulary = new WeakMap<readonly string[], Uint32Array>();

  constructor(file: ProjectFile, scratch: ScratchTokens, options: BuilderOptions) {
    this.writer = new CorpusWriter(file);
    this.tally = new WordTally({ withTerms: options.withTerms });
    this.dropped = new Float64Array(options.reasons.length + 1);
    this.#options = options;
    this.#scratch = scratch;
  }

  /** @param answer what a thread made of the texts of these documents. */
  addTexts(documents: readonly TextDocument[], { thread, tokenized }: PoolAnswer): void {
    const ids = (this.#wordsOfThread[thread] ??= new Uint32List());
    this.#internNew(ids, tokenized);
    tokenized.dropped.forEach((count, verdict) => (this.dropped[verdict] += count));
    const words = renumber(tokenized.words, ids.values);
    const { lengths, spans } = tokenized;
    let piece = 0;
    let token = 0;
    documents.forEach((document, index) => {
      this.numRead++;
      const numPieces = tokenized.numPieces[index];
      this.#noteDuplicate(document, tokenized.fingerprints, index);
      const parent = numPieces > 1 ? this.#addParent(document, numPieces) : undefined;
      let start = 0;
      for (let part = 0; part < numPieces; part++, piece++) {
        const end = tokenized.pieceEnds[piece];
        const text = numPieces === 1 ? document.text : document.text.slice(start, end);
        const id = this.#addDocument(document, { text, parent, part });
        this.#count(words.subarray(token, token + lengths[piece]), id);
        token += lengths[piece];
        start = end;
      }
    });
    this.#scratch.append({ lengths, words, spans });
  }

  addCounts(document: CountedDocument): void {
    this.numRead++;
    const ids = this.#idsOf(document.vocabulary);
    const words = renumber(document.tokens, ids);
    const { name, label, metadata } = document;
    this.#count(words, this.writer.addDocument({ name, label, metadata, text: undefined }));
    this.#scratch.append({ lengths: Uint32Array.of(words.length), words, spans: undefined });
  }

  #internNew(ids: Uint32List, { newWords, newTerms, newVerdicts }: TokenizedBatch): void {
    newWords.forEach((word, index) => {
      ids.push(this.tally.intern(word, { term: newTerms[index], verdict: newVerdicts[index] }));
    });
  }

  /** Words of a vocabulary that occur nowhere count as well: they are part of the model. */
  #idsOf(vocabulary: readonly string[]): Uint32Array {
    let ids = this.#idsOfVocabulary.get(vocabulary);
    if (ids === undefined) {
      const { rule } = this.#options;
      ids = Uint32Array.from(vocabulary, (word) =>
        this.tally.intern(word, { verdict: rule(word) }),
      );
      this.#idsOfVocabulary.set(vocabulary, ids);
    }
    return ids;
  }

  #noteDuplicate({ name, text }: TextDocument, fingerprints: Uint32Array, index: number): void {
    if (text.trim() === '') return;
    const isNew = this.#seen.add(fingerprints[index * 2], fingerprints[index * 2 + 1]);
    if (!isNew) this.duplicates.add(name);
  }

  #addParent({ name }: TextDocument, numParts: number): number {
    this.numCut++;
    this.numPieces += numParts;
    return this.writer.addParent(name, numParts);
  }

  #addDocument(
    { name, label, metadata }: TextDocument,
    piece: { text: string; parent: number | undefined; part: number },
  ): number {
    const { text, parent, part } = piece;
    return this.writer.addDocument({
      name: parent === undefined ? name : `${name}#${part + 1}`,
      label,
      metadata,
      text: this.#options.keepText ? text : undefined,
      parent: parent === undefined ? undefined : { id: parent, part },
    });
  }

  #count(words: Uint32Array, document: number): void {
    if (words.length > 0) this.numWithWords++;
    this.tally.count(words, document);
  }
}

function renumber(words: Uint32Array, ids: Uint32Array): Uint32Array {
  const renumbered = new Uint32Array(words.length);
  for (let token = 0; token < words.length; token++) renumbered[token] = ids[words[token]];
  return renumbered;
}
