/** The first pass of an import. */
import { CorpusWriter } from '../database/corpus-writer.ts';
import type { ProjectFile } from '../database/project-file.ts';
import type { CountedDocument, TextDocument } from '../readers/document.ts';
import type { Priors } from '../../core/sampler/sampler.ts';
import { NamedTally } from '../readers/reading-notes.ts';
import { Uint32List } from '../text/growing-arrays.ts';
import { joinedFlag, type TokenizedBatch, wordMask } from '../text/tokenizing-messages.ts';
import type { PoolAnswer } from '../threads/tokenizing-pool.ts';
import { modelsDiffer } from './import-errors.ts';
import { checkNumTokens, checkProportions } from './import-limits.ts';
import { FingerprintSet } from './fingerprint-set.ts';
import { NameTally } from './name-tally.ts';
import type { ScratchTokens } from './scratch-tokens.ts';
import { TokenizedTexts, type TokenizedText } from './tokenized-texts.ts';
import { WholeTally } from './whole-tally.ts';
import { WordTally } from './word-tally.ts';

export interface BuilderOptions {
  readonly keepText: boolean;
  readonly dropDuplicates: boolean;
  /** Whether words are counted by their stems. */
  readonly withTerms: boolean;
  /** Whether it is counted in how many whole works a word is. */
  readonly countsWholes: boolean;
  /** How many filters are applied to single words. */
  readonly numReasons: number;
  /** Verdicts on the words of a source of counts. */
  readonly verdictOn: (word: string) => number;
}

/**
 * The first pass: documents go into the project file, tokens with provisional word numbers into
 * the scratch file, and the words are counted.
 */
export class CorpusBuilder {
  readonly tally: WordTally;
  readonly writer: CorpusWriter;
  /** Which words are names; empty unless the threads count capitals. */
  readonly names = new NameTally();
  readonly duplicates = new NamedTally();
  /** Tokens taken away by the rules, by verdict. */
  readonly dropped: Float64Array;
  /** Whether the documents are texts, not counts. */
  hasTexts = false;
  /** Whether tokens have places in texts. */
  hasPlaces = false;
  numRead = 0;
  numCut = 0;
  numPieces = 0;
  /** Documents with a word, whether or not it is kept in the end. */
  numWithWords = 0;
  /** Of the model that came with the documents; undefined where none did. */
  priors: Priors | undefined;
  #numEmpty = 0;
  #numTokens = 0;
  readonly #options: BuilderOptions;
  readonly #scratch: ScratchTokens;
  readonly #seen = new FingerprintSet();
  readonly #wordsOfThread: Uint32List[] = [];
  readonly #idsOfVocabulary = new WeakMap<readonly string[], Uint32List>();

  constructor(file: ProjectFile, scratch: ScratchTokens, options: BuilderOptions) {
    this.writer = new CorpusWriter(file);
    this.tally = new WordTally({
      withTerms: options.withTerms,
      wholes: options.countsWholes ? new WholeTally() : undefined,
    });
    this.dropped = new Float64Array(options.numReasons + 1);
    this.#options = options;
    this.#scratch = scratch;
  }

  /** @param answer what a thread made of the texts of these documents. */
  addTexts(documents: readonly TextDocument[], { thread, tokenized }: PoolAnswer): void {
    this.hasTexts = true;
    this.hasPlaces = true;
    const ids = (this.#wordsOfThread[thread] ??= new Uint32List());
    this.#internNew(ids, tokenized);
    const { capitals } = tokenized;
    if (capitals !== undefined) this.names.add(capitals, (word) => this.tally.words[ids.at(word)]);
    const texts = new TokenizedTexts(tokenized, renumber(tokenized.words, ids.values));
    const taken = [...texts].filter((text, index) => {
      const isTaken = !this.#isUnwanted(documents[index], text);
      if (isTaken) this.#addText(documents[index], text);
      return isTaken;
    });
    this.#scratch.append(texts.only(taken));
  }

  /** @param joined its text and where the tokens are in it, if a source of texts was given. */
  addCounts(
    document: CountedDocument,
    joined?: { readonly text: string; readonly spans: Uint8Array },
  ): void {
    const { name, label, metadata, vocabulary, tokens, assigned } = document;
    if (this.numRead === 0) this.priors = assigned?.priors;
    if (this.priors !== assigned?.priors) throw modelsDiffer(document.place.path);
    this.numRead++;
    const words = renumber(tokens, this.#idsOf(vocabulary));
    this.tally.wholes?.addWhole(1);
    this.#count(words, this.writer.addDocument({ name, label, metadata, text: joined?.text }));
    if (joined !== undefined) this.hasPlaces = true;
    this.#scratch.append({
      lengths: Uint32Array.of(words.length),
      words,
      spans: joined?.spans,
      topics: assigned?.topics,
    });
  }

  #internNew(ids: Uint32List, { newWords, newTerms, newVerdicts }: TokenizedBatch): void {
    newWords.forEach((word, index) => {
      ids.push(this.tally.intern(word, { term: newTerms[index], verdict: newVerdicts[index] }));
    });
  }

  /**
   * Words of a vocabulary that occur nowhere count as well: they are part of the model. A source
   * without one names its words as it goes.
   */
  #idsOf(vocabulary: readonly string[]): Uint32Array {
    let ids = this.#idsOfVocabulary.get(vocabulary);
    if (ids === undefined) {
      ids = new Uint32List();
      this.#idsOfVocabulary.set(vocabulary, ids);
    }
    const { verdictOn } = this.#options;
    for (const word of vocabulary.slice(ids.length)) {
      // As it will be stored: see `asText`.
      const stored = word.toWellFormed();
      ids.push(this.tally.intern(stored, { verdict: verdictOn(stored) }));
    }
    return ids.values;
  }

  /** Records repeated texts; blank ones do not count. */
  #isUnwanted(
    { name, text, isNumbered = false }: TextDocument,
    { fingerprint }: TokenizedText,
  ): boolean {
    this.numRead++;
    if (text.trim() === '' || this.#seen.add(...fingerprint)) return false;
    if (this.#options.dropDuplicates && isNumbered) return false;
    this.duplicates.add(name);
    return this.#options.dropDuplicates;
  }

  #addText(document: TextDocument, tokenized: TokenizedText): void {
    tokenized.dropped.forEach((count, verdict) => (this.dropped[verdict] += count));
    const { pieces } = tokenized;
    const isCut = pieces.length > 1;
    this.tally.wholes?.addWhole(pieces.length);
    const parent = isCut ? this.#addParent(document, pieces.length) : undefined;
    let start = 0;
    pieces.forEach(({ end, words }, part) => {
      const text = isCut ? document.text.slice(start, end) : document.text;
      start = end;
      const id = this.writer.addDocument({
        name: isCut ? `${document.name}#${part + 1}` : document.name,
        label: document.label,
        metadata: document.metadata,
        text: this.#options.keepText ? text : undefined,
        parent: parent === undefined ? undefined : { id: parent, part },
      });
      this.#count(words, id);
    });
  }

  #addParent({ name }: TextDocument, numParts: number): number {
    this.numCut++;
    this.numPieces += numParts;
    return this.writer.addParent(name, numParts);
  }

  #count(words: Uint32Array, document: number): void {
    if (words.length > 0) this.numWithWords++;
    else this.#numEmpty++;
    this.#numTokens += words.length;
    checkProportions(this.#numEmpty, this.numWithWords);
    checkNumTokens(this.#numTokens);
    this.tally.count(words, document);
  }
}

function renumber(words: Uint32Array, ids: Uint32Array): Uint32Array {
  const renumbered = new Uint32Array(words.length);
  for (let token = 0; token < words.length; token++) {
    const word = words[token];
    renumbered[token] = ids[word & wordMask] | (word & joinedFlag);
  }
  return renumbered;
}
