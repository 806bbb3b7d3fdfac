/** Finds the topics of new documents: read, tokenize, sample, one batch after the other. */
import { availableParallelism } from 'node:os';
import { type InferenceSettings, inferenceFrom } from '../../core/inference/inference-settings.ts';
import type { Vocabulary } from '../database/corpus-store.ts';
import { noDocuments } from '../importing/import-errors.ts';
import {
  asText,
  charactersPerBatch,
  mixed,
  peek,
  readSources,
} from '../importing/document-source.ts';
import { type GivenDocuments, givenDocuments } from '../importing/import-documents.ts';
import { explainTooSlow } from '../importing/add-documents.ts';
import type { ImportOptions } from '../importing/options.ts';
import { openReadContext } from '../importing/read-context.ts';
import { settleWords } from '../importing/settle-words.ts';
import type { Say } from '../project/say.ts';
import type { SourceDocument } from '../readers/document.ts';
import type { ReadContext } from '../readers/reader.ts';
import { InferringPool } from '../threads/inferring-pool.ts';
import { TokenizingPool } from '../threads/tokenizing-pool.ts';
import { type InferredDocument, type NewDocument, inferredDocument } from './inferred-document.ts';
import { type KnownTokens, KnownWords } from './known-words.ts';
import { describeLeftOut } from './left-out.ts';
import { type OpenedModel, openModel } from './open-model.ts';
import { ownLikelihoodsOf, together } from './own-likelihoods.ts';
import { inOrder, timelyBatches } from './streaming.ts';

/** How new documents are read and sampled. */
export interface InferOptions extends Partial<InferenceSettings> {
  /** Name of the run; the newest. */
  readonly run?: string | undefined;
  /** Threads that sample; as many as there are cores. They do not change the result. */
  readonly numWorkers?: number | undefined;
  /** How sources are read, where that is not to be detected. */
  readonly reading?: ImportOptions | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Receives warnings: about the project file, and what of the sources was left out. */
  readonly say?: Say | undefined;
}

/** The run that is applied, and the new documents one after the other. */
export interface Inference {
  readonly run: string;
  readonly numTopics: number;
  readonly documents: AsyncGenerator<InferredDocument, void>;
}

/** Small batches, so that results come while the input is still arriving. */
const smallBatches = {
  most: { elements: 64, size: charactersPerBatch },
  sizeOf: (document: SourceDocument) => asText(document).text.length,
  patience: 100,
};

/**
 * Finds the topics of new documents with the model of a project file, which is not changed. Texts
 * are prepared as the model's own were. Memory does not grow with the number of documents, and the
 * result depends on the seed, but not on the number of threads or their speed.
 *
 * @param sources paths, `-` for standard input, or documents one by one.
 * @throws {UserError} when there is no such run, or a source cannot be read.
 */
export function inferDocuments(
  path: string,
  sources: readonly string[] | GivenDocuments,
  options: InferOptions = {},
): Inference {
  const opened = openModel(path, options.run, options.say ?? (() => undefined));
  const { model, runName } = opened;
  const inferring = new Inferring(opened, options);
  return {
    run: runName,
    numTopics: model.numTopics,
    documents: inferring.documents(sources),
  };
}

class Inferring {
  readonly #opened: OpenedModel;
  readonly #options: InferOptions;
  readonly #settings: InferenceSettings;

  constructor(opened: OpenedModel, options: InferOptions) {
    this.#opened = opened;
    this.#options = options;
    this.#settings = inferenceFrom(options);
  }

  async *documents(
    sources: readonly string[] | GivenDocuments,
  ): AsyncGenerator<InferredDocument, void> {
    const { model } = this.#opened;
    const { signal, reading = {}, numWorkers = availableParallelism() } = this.#options;
    const options = { ...this.#opened.options, ...given(reading), signal };
    const ofReading = { ...options, vocabulary: reading.vocabulary };
    const context = openReadContext(ofReading, inLowerCase(this.#opened.vocabulary));
    const pool = new InferringPool({ model, settings: this.#settings }, numWorkers);
    try {
      const read = isPaths(sources)
        ? readSources(sources, reading.format, context)
        : givenDocuments(sources);
      const { first, all } = await peek(read, ({ length }) => length > 0);
      const { badFiles, badRows } = context;
      const names = isPaths(sources) ? sources : [];
      if (first.length === 0)
        throw badFiles.error ?? badRows.error ?? noDocuments(names, 'infer the topics of');
      const tokens =
        'text' in first[0]
          ? this.#ofTexts(all, { options, first, context })
          : this.#ofCounts(all, { options, first, context });
      yield* this.#sampled(tokens, pool);
      badRows.throwIfDoomed();
      for (const line of describeLeftOut(context)) this.#options.say?.(line);
    } finally {
      await pool.close();
      await context.parsers.close();
    }
  }

  /** Batches are sampled side by side, and given out in their order. */
  async *#sampled(
    batches: AsyncIterable<Tokenized>,
    pool: InferringPool,
  ): AsyncGenerator<InferredDocument> {
    const { alphaOf } = this.#opened;
    const ownLikelihoods = await ownLikelihoodsOf(this.#opened, pool);
    const how = { settings: this.#settings, ownLikelihoods };
    const begin = async ({ documents, known }: Tokenized): Promise<InferredDocument[]> => {
      this.#options.signal?.throwIfAborted();
      const own = documents.map((document) => alphaOf(document));
      const alphas = together(own, this.#opened.model);
      const found = await pool.infer({ first: documents[0].document, ...known, alphas });
      return documents.map((document, index) =>
        inferredDocument(document, found[index], { ...how, alpha: own[index] }),
      );
    };
    const most = 2 * (this.#options.numWorkers ?? availableParallelism());
    for await (const documents of inOrder(batches, { begin, most })) yield* documents;
  }

  async *#ofTexts(
    all: AsyncIterable<SourceDocument>,
    { options, first, context }: Reading,
  ): AsyncGenerator<Tokenized> {
    const { vocabulary, phrases } = this.#opened;
    // A fixed vocabulary is that of the model already.
    const settled = await settleWords({ ...options, vocabulary: undefined }, first, context);
    const knownWords = new KnownWords(vocabulary, settled, phrases);
    const whole = { words: undefined, paragraphs: false };
    const pool = new TokenizingPool({ ...settled.setup, split: whole }, 1);
    const stop = (): void => {
      pool.fail(options.signal?.reason as Error);
    };
    options.signal?.addEventListener('abort', stop);
    try {
      let number = 0;
      for await (const documents of timelyBatches(all, smallBatches)) {
        const batch = documents.map(asText);
        const texts = batch.map(({ text }) => text);
        const answer = await pool
          .tokenize({ texts })
          .catch((error: unknown) => explainTooSlow(error, batch));
        const known = knownWords.ofTexts(answer);
        yield {
          documents: batch.map((document, index) =>
            newDocument(document, number++, known.numUnknown[index]),
          ),
          known,
        };
      }
    } finally {
      options.signal?.removeEventListener('abort', stop);
      await pool.close();
    }
  }

  async *#ofCounts(
    all: AsyncIterable<SourceDocument>,
    { options, first, context }: Reading,
  ): AsyncGenerator<Tokenized> {
    const plain = { ...options, vocabulary: undefined, phrases: undefined };
    const lists = { replacements: undefined, phraseList: undefined };
    const settled = await settleWords({ ...plain, ...lists }, first, context);
    const knownWords = new KnownWords(this.#opened.vocabulary, settled, []);
    let number = 0;
    for await (const document of all) {
      if ('text' in document) throw mixed(document.place.path);
      this.#options.signal?.throwIfAborted();
      const known = knownWords.ofCounts(document.vocabulary, document.tokens);
      yield { documents: [newDocument(document, number++, known.numUnknown[0])], known };
    }
  }
}

/** A batch whose words are known. */
interface Tokenized {
  readonly documents: readonly NewDocument[];
  readonly known: KnownTokens;
}

interface Reading {
  readonly options: ImportOptions;
  readonly first: readonly SourceDocument[];
  readonly context: ReadContext;
}

function newDocument(
  { name, label, metadata }: SourceDocument,
  document: number,
  numUnknown: number,
): NewDocument {
  return { document, name, label, metadata, numUnknown };
}

function isPaths(sources: readonly string[] | GivenDocuments): sources is readonly string[] {
  return Array.isArray(sources) && sources.every((source) => typeof source === 'string');
}

/** The words, once they are asked for. */
function inLowerCase({ words }: Vocabulary): () => ReadonlySet<string> {
  let all: ReadonlySet<string> | undefined;
  return () => (all ??= new Set(words.map((word) => word.toLowerCase())));
}

/** An option that was not given must not hide what holds without it. */
function given<Options extends object>(options: Options): Options {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as Options;
}
