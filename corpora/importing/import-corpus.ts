import { availableParallelism } from 'node:os';
import { UserError } from '../../core/errors.ts';
import { StagedFile } from '../database/staged-file.ts';
import type { CountedDocument, SourceDocument, TextDocument } from '../readers/document.ts';
import { ReadingNotes } from '../readers/reading-notes.ts';
import { detectLanguages } from '../text/language.ts';
import { loadReduction } from '../text/reduction.ts';
import { loadStopLists, stopWordLanguages } from '../text/stop-words.ts';
import { TokenizingPool } from '../text/tokenizing-pool.ts';
import type { TokenizingSetup } from '../text/tokenizing-messages.ts';
import { WordRules } from '../text/word-rules.ts';
import { checkReplacing } from './check-replacing.ts';
import { chooseWords } from './choose-words.ts';
import { CorpusBuilder } from './corpus-builder.ts';
import { inBatches, mixed, peek, readSources, totalBytes } from './document-source.ts';
import { makeReport } from './make-report.ts';
import type { ImportOptions, WordSettings } from './options.ts';
import type { ImportProgress, ImportReport } from './report.ts';
import { ScratchTokens } from './scratch-tokens.ts';
import { writeTokens } from './write-tokens.ts';

/**
 * Reads the sources into a new project file: texts to words, words to numbers.
 *
 * All or nothing: `into` appears when everything is done and on disk. Memory grows with the
 * vocabulary, not with the corpus.
 *
 * @throws {UserError} when a source cannot be read, nothing is left of it, or `into` is taken.
 */
export async function importCorpus(
  sources: readonly string[],
  into: string,
  options: ImportOptions = {},
  onProgress: (progress: ImportProgress) => void = () => undefined,
): Promise<ImportReport> {
  checkReplacing(into, sources, options);
  const staged = new StagedFile(into, options);
  const scratch = new ScratchTokens(staged.openScratch());
  try {
    const report = await new Import(sources, options, onProgress).run(staged, scratch);
    options.signal?.throwIfAborted();
    staged.publish();
    return report;
  } finally {
    scratch.close();
    staged.discard();
  }
}

/** Documents from which the language is told. */
const sampleDocuments = 200;

class Import {
  readonly #sources: readonly string[];
  readonly #options: ImportOptions;
  readonly #notes = new ReadingNotes();
  readonly #onProgress: (progress: ImportProgress) => void;
  readonly #started = performance.now();
  readonly #totalBytes: number | undefined;

  constructor(
    sources: readonly string[],
    options: ImportOptions,
    onProgress: (progress: ImportProgress) => void,
  ) {
    this.#sources = sources;
    this.#options = options;
    this.#onProgress = onProgress;
    this.#totalBytes = totalBytes(sources);
  }

  async run(staged: StagedFile, scratch: ScratchTokens): Promise<ImportReport> {
    const { first, all } = await peek(this.#documents(), isSample);
    if (first[0] === undefined) throw noDocuments(this.#sources);
    const isText = 'text' in first[0];
    const { settings, setup } = await this.#prepare(first, isText);
    const rules = new WordRules(setup);
    const builder = new CorpusBuilder(staged.file, scratch, {
      keepText: this.#options.keepText ?? true,
      dropDuplicates: this.#options.dropDuplicates ?? false,
      withTerms: setup.reduction !== 'none',
      reasons: rules.reasons,
      rule: (word) => rules.verdictOn(word),
    });
    if (isText) await this.#addTexts(all, setup, builder);
    else await this.#addCounts(all, builder);
    return this.#finish(staged, scratch, { settings, rules, builder, isText });
  }

  #documents(): AsyncGenerator<SourceDocument> {
    const { onBadBytes = 'fail', format } = this.#options;
    const options = { ...this.#options, onBadBytes };
    return readSources(this.#sources, format, { options, notes: this.#notes });
  }

  async #addTexts(
    documents: AsyncIterable<SourceDocument>,
    setup: TokenizingSetup,
    builder: CorpusBuilder,
  ): Promise<void> {
    const pool = new TokenizingPool(setup, this.#options.numThreads ?? availableParallelism());
    try {
      const waiting: { batch: TextDocument[]; answer: ReturnType<TokenizingPool['tokenize']> }[] =
        [];
      const addFirst = async (): Promise<void> => {
        const { batch, answer } = waiting.shift()!;
        builder.addTexts(batch, await answer);
        this.#tell('reading', builder.numRead);
      };
      for await (const batch of inBatches(documents)) {
        this.#options.signal?.throwIfAborted();
        const answer = pool.tokenize({ texts: batch.map(({ text }) => text) });
        answer.catch(() => undefined); // looked at when its turn comes
        waiting.push({ batch, answer });
        if (waiting.length > 2 * pool.numThreads) await addFirst();
      }
      while (waiting.length > 0) await addFirst();
    } finally {
      await pool.close();
    }
  }

  async #addCounts(
    documents: AsyncIterable<SourceDocument>,
    builder: CorpusBuilder,
  ): Promise<void> {
    for await (const document of documents) {
      if ('text' in document) throw mixed(document.place.path);
      this.#options.signal?.throwIfAborted();
      builder.addCounts(document satisfies CountedDocument);
      if (builder.numRead % 256 === 0) this.#tell('reading', builder.numRead);
    }
  }

  /** Settles everything that was left to be found out. */
  async #prepare(
    sample: readonly SourceDocument[],
    isText: boolean,
  ): Promise<{ settings: WordSettings; setup: TokenizingSetup }> {
    const options = this.#options;
    const texts = sample.flatMap((document) => ('text' in document ? [document.text] : []));
    const languages = options.languages ?? (isText ? await detectLanguages(texts) : []);
    const known = languages.filter((language) => stopWordLanguages.includes(language));
    const settings: WordSettings = {
      languages,
      stopWords: options.stopWords ?? (isText ? known : []),
      reduction: options.reduction ?? 'none',
      minLength: options.minLength ?? (isText ? 3 : 1),
      minDocuments: options.minDocuments ?? (isText ? undefined : 1),
      maxDocumentShare: options.maxDocumentShare ?? (isText ? undefined : 1),
      maxWords: options.maxWords,
      keepNumbers: options.keepNumbers ?? false,
      keepCase: options.keepCase ?? false,
      tokenPattern: options.tokenPattern,
      splitWords: options.splitWords,
      splitParagraphs: options.splitParagraphs ?? false,
    };
    await loadReduction(settings.reduction, languages); // says here what a thread cannot say
    const setup: TokenizingSetup = {
      ...settings,
      stopLists: await loadStopLists(settings.stopWords),
      replacements: new Map(),
      split: { words: settings.splitWords, paragraphs: settings.splitParagraphs },
      keepDropped: false,
    };
    return { settings, setup };
  }

  #finish(
    staged: StagedFile,
    scratch: ScratchTokens,
    { settings, rules, builder, isText }: {
      settings: WordSettings; rules: WordRules; builder: CorpusBuilder; isText: boolean;
    }, // prettier-ignore
  ): ImportReport {
    const dropped = { reasons: rules.reasons, tokens: builder.dropped };
    const numDocuments = builder.numWithWords;
    const chosen = chooseWords(builder.tally, dropped, { settings, numDocuments });
    if (chosen.words.length === 0) throw nothingLeft(chosen.steps, chosen.found.tokens);
    builder.writer.addWords(chosen.words);
    const written = writeTokens(staged.file, scratch, chosen, {
      withSpans: isText,
      onDocuments: (count) => this.#tell('writing', count, count / builder.writer.numDocuments),
    });
    const report = makeReport({
      file: staged.file, sources: this.#sources, options: this.#options, settings,
      notes: this.#notes, builder, chosen, written,
    }); // prettier-ignore
    builder.writer.addCorpus({
      fingerprint: written.fingerprint,
      numWords: chosen.words.length,
      numTokens: written.numTokens,
      settings,
      report,
    });
    return report;
  }

  #tell(phase: ImportProgress['phase'], documents: number, share?: number): void {
    const bytes = this.#notes.bytesRead;
    const total = this.#totalBytes;
    this.#onProgress({
      phase,
      documents,
      bytes,
      totalBytes: total,
      share: share ?? (total === undefined || total === 0 ? undefined : bytes / total),
      seconds: (performance.now() - this.#started) / 1000,
    });
  }
}

function isSample(documents: readonly SourceDocument[]): boolean {
  return documents.length >= sampleDocuments || !('text' in (documents[0] ?? { text: '' }));
}

function noDocuments(sources: readonly string[]): UserError {
  return new UserError(
    `Cannot import ${sources.join(', ')}: no documents were found`,
    'Is it the right file or folder? --format says how it is to be read.',
  );
}

function nothingLeft(
  steps: readonly { filter: string; tokensRemoved: number }[],
  found: number,
): UserError {
  const removed = steps
    .filter(({ tokensRemoved }) => tokensRemoved > 0)
    .map(({ filter, tokensRemoved }) => `${filter}: ${tokensRemoved}`);
  return new UserError(
    'Cannot make a corpus of this: no word is left in any document' +
      (found === 0
        ? ' (there were none to begin with)'
        : ` (${found} tokens; ${removed.join('; ')})`),
    found === 0
      ? 'Are there texts in it? --format and --text-column say where they are.'
      : 'Switch filters off: --stop-words none, --min-length 1, --min-documents 1, --max-document-share 1.',
  );
}
