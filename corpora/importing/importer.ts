/** The course of an import: read, tokenize, count, choose, write. */
import type { ProjectFile } from '../database/project-file.ts';
import type { StagedFile } from '../database/staged-file.ts';
import type { SourceDocument } from '../readers/document.ts';
import type { ReadContext } from '../readers/reader.ts';
import { addCounts, addTexts } from './add-documents.ts';
import { type InPieces, withBreaks } from '../breaks.ts';
import { type ChosenWords, chooseWords } from './choose-words.ts';
import { CorpusBuilder } from './corpus-builder.ts';
import { isSample, peek, totalBytes } from './document-source.ts';
import { addImportedRun } from './imported-run.ts';
import { joinMetadata } from './join-metadata.ts';
import { joinPhrases, type JoinedPhrases } from './join-phrases.ts';
import { makeReport } from './make-report.ts';
import type { ImportOptions } from './options.ts';
import { openReadContext } from './read-context.ts';
import { checkPlausible } from './plausibility.ts';
import type { ImportProgress, ImportReport, JoinedTexts, Origin } from './report.ts';
import { noDocuments, nothingLeft } from './import-errors.ts';
import { SampledTexts } from './sampled-texts.ts';
import { ScratchTokens } from './scratch-tokens.ts';
import { fittingCounts, type SettledWords, settleWords } from './settle-words.ts';
import { type WrittenTokens, writeTokens } from './write-tokens.ts';

export interface ImporterHooks {
  /** Where the documents come from. */
  readonly documents: (context: ReadContext) => AsyncIterable<SourceDocument>;
  readonly onProgress: (progress: ImportProgress) => void;
}

/** One import: everything between the sources and a staged file that is ready to be published. */
export class Importer {
  readonly #origin: Origin;
  readonly #options: ImportOptions;
  readonly #context: ReadContext;
  readonly #how: ImporterHooks;
  readonly #started = performance.now();
  readonly #totalBytes: number | undefined;
  readonly #sampled = new SampledTexts();

  /** @param origin for the report. */
  constructor(origin: Origin, options: ImportOptions, how: ImporterHooks) {
    this.#origin = origin;
    this.#options = options;
    this.#how = how;
    this.#totalBytes = totalBytes(origin.sources);
    this.#context = openReadContext(
      options.texts === undefined ? options : withoutColumns(options),
    );
  }

  async run(staged: StagedFile): Promise<ImportReport> {
    try {
      return await this.#import(staged);
    } finally {
      await this.#context.parsers.close();
    }
  }

  async #import(staged: StagedFile): Promise<ImportReport> {
    const { first, all } = await peek(this.#how.documents(this.#context), isSample);
    const { badFiles, badRows } = this.#context;
    if (first.length === 0)
      throw badFiles.error ?? badRows.error ?? noDocuments(this.#origin.sources);
    const settled = await settleWords(this.#options, first, this.#context);
    const areTexts = 'text' in first[0];
    const scratch = new ScratchTokens(staged.openScratch());
    const joined = new ScratchTokens(staged.openScratch());
    let texts: JoinedTexts | undefined;
    try {
      const builder = this.#builder(staged, scratch, settled);
      const adding = {
        builder,
        context: this.#context,
        options: this.#options,
        sampled: this.#sampled,
        onDocuments: (count: number) => {
          this.#tell('reading', count);
        },
      };
      if (areTexts) await addTexts(all, settled.setup, adding);
      else texts = await addCounts(all, staged.file, adding);
      badRows.throwIfDoomed();
      builder.writer.endDocuments();
      const metadata = await this.#joinMetadata(staged);
      const phrases = settled.setup.keepDropped
        ? await this.#withBreaks(joinPhrases({ scratch, joined, tally: builder.tally }, settled))
        : undefined;
      const tokens = phrases === undefined ? scratch : joined;
      return await this.#finish(staged, { settled, builder, texts, phrases, metadata, tokens });
    } finally {
      scratch.close();
      joined.close();
    }
  }

  #builder(
    staged: StagedFile,
    scratch: ScratchTokens,
    { setup, rules }: SettledWords,
  ): CorpusBuilder {
    return new CorpusBuilder(staged.file, scratch, {
      keepText: this.#options.keepText ?? true,
      dropDuplicates: this.#options.dropDuplicates ?? false,
      withTerms: setup.reduction !== 'none',
      countsWholes: (this.#options.minWholes ?? 1) > 1,
      numReasons: rules.reasons.length,
      verdictOn: (word) => rules.verdictOn(word),
    });
  }

  async #joinMetadata({ file: project }: StagedFile): Promise<ImportReport['metadata']> {
    const { metadataFile: file, metadataKey: key, signal } = this.#options;
    return file === undefined
      ? undefined
      : joinMetadata(project, { file, key }, this.#context, signal);
  }

  async #finish(staged: StagedFile, counted: Counted): Promise<ImportReport> {
    const { settled, builder, phrases, tokens } = counted;
    const chosen = await this.#choose(settled, builder, phrases);
    await this.#withBreaks(addWords(builder, chosen));
    const written = await this.#withBreaks(
      writeTokens(staged.file, tokens, chosen, {
        withSpans: builder.hasPlaces,
        onDocuments: (count) => {
          this.#tell('writing', count, count / builder.writer.numDocuments);
        },
      }),
    );
    const report = this.#report(staged.file, counted, { chosen, written });
    const { fingerprint, numTokens } = written;
    const { settings } = builder.hasTexts ? settled : fittingCounts(settled, chosen.words);
    builder.writer.addCorpus({ fingerprint, numTokens, settings, report });
    const { priors } = builder;
    if (priors === undefined) return report;
    const { finalIds } = chosen;
    return { ...report, run: await addImportedRun(staged.file, { priors, tokens, finalIds }) };
  }

  #report(
    file: ProjectFile,
    { settled: { settings }, builder, texts, phrases, metadata }: Counted,
    { chosen, written }: { chosen: ChosenWords; written: WrittenTokens },
  ): ImportReport {
    const { notes, badFiles, badRows, cleaner } = this.#context;
    const report = makeReport({
      ...{ file, origin: this.#origin, options: this.#options, settings },
      ...{ notes, badFiles, badRows, cleaned: cleaner.counts, sampled: this.#sampled },
      ...{ builder, chosen, written, phrases: phrases?.found ?? [], metadata, texts },
    });
    if (this.#options.anyway !== true) checkPlausible(report);
    return report;
  }

  async #choose(
    { settings, rules, vocabulary }: SettledWords,
    builder: CorpusBuilder,
    phrases: JoinedPhrases | undefined,
  ): Promise<ChosenWords> {
    const before = { reasons: rules.reasons, tokens: builder.dropped, phrases };
    const { names, numWithWords: numDocuments } = builder;
    const choice = { settings, numDocuments, names, vocabulary };
    const chosen = await this.#withBreaks(chooseWords(builder.tally, before, choice));
    if (chosen.words.length === 0) throw nothingLeft(chosen);
    return chosen;
  }

  #withBreaks<Result>(work: InPieces<Result>): Promise<Result> {
    return withBreaks(work, this.#options.signal);
  }

  #tell(phase: ImportProgress['phase'], documents: number, share?: number): void {
    const bytes = this.#context.notes.bytesRead;
    const total = this.#totalBytes;
    this.#how.onProgress({
      phase,
      documents,
      bytes,
      totalBytes: total,
      share: share ?? (total === undefined || total === 0 ? undefined : bytes / total),
      seconds: (performance.now() - this.#started) / 1000,
    });
  }
}

function* addWords({ writer }: CorpusBuilder, { words }: ChosenWords): InPieces<void> {
  for (const word of words) {
    writer.addWord(word);
    yield;
  }
}

/** Columns that are named are those of the texts. */
function withoutColumns(options: ImportOptions): ImportOptions {
  return { ...options, textColumns: undefined, idColumn: undefined, labelColumn: undefined };
}

/** The state between the two passes. */
interface Counted {
  readonly settled: SettledWords;
  readonly builder: CorpusBuilder;
  readonly texts: JoinedTexts | undefined;
  readonly phrases: JoinedPhrases | undefined;
  readonly metadata: ImportReport['metadata'];
  /** Where the tokens are that are to be written. */
  readonly tokens: ScratchTokens;
}
