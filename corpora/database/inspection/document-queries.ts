/** Questions about documents, answered from the project file. */
import type Database from 'better-sqlite3';
import { UserError } from '../../../core/errors.ts';
import type {
  DocumentSummary,
  DocumentToken,
  DocumentView,
  ParentDocument,
  Rows,
  Span,
} from '../../../core/inspection/inspection.ts';
import type { LongWork } from '../../../core/inspection/long-work.ts';
import { type DocumentPriors, DocumentShares } from '../../../core/inspection/shares.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
import { type Samples, SampledTopics, type TopicsReader } from '../sampled-topics.ts';
import type { AssignedDocument } from '../assigned-documents.ts';
import type { CheckpointSummary } from '../checkpoints.ts';
import type { CorpusStore, DocumentEntry, StoredDocument } from '../corpus-store.ts';
import type { WordTable } from './word-table.ts';

interface DocumentQueriesInput {
  readonly database: Database.Database;
  readonly corpus: CorpusStore;
  /** Of the topics in documents. */
  readonly priors: DocumentPriors;
  readonly checkpoints: TopicsReader;
  readonly checkpoint: CheckpointSummary;
  /** States that shares are averaged over. */
  readonly samples: Samples;
  readonly settings: Pick<RunSettings, 'holdOut'>;
  readonly words: WordTable;
  readonly work: LongWork;
}

/** A document with a token of a topic. */
export interface TopicTally {
  readonly document: number;
  /** Its tokens of the topic: their mean over the samples. */
  readonly mean: number;
  /** All of its tokens. */
  readonly numTokens: number;
}

/** UTF-16 units of a text that are read for one line of it. */
const excerptLength = 300;
/** Words that stand for a document whose text was not kept. */
const numExcerptWords = 20;

/** The questions about single documents. */
export class DocumentQueries {
  readonly #input: DocumentQueriesInput;
  readonly #shares: DocumentShares;
  readonly #parentName: Database.Statement<
    [number],
    { name: string; first: number; parts: number }
  >;
  #lastTopics: ChunkTopics | undefined;

  constructor(input: DocumentQueriesInput) {
    this.#input = input;
    this.#shares = new DocumentShares(input.priors);
    const { database } = input;
    this.#parentName = database.prepare(
      'SELECT name, first_document AS first, num_parts AS parts FROM parents WHERE id = ?',
    );
  }

  title(document: number): { name: string; label: string | undefined } {
    return this.#input.corpus.title(document)!;
  }

  /** How the document begins, in one line. */
  excerpt(document: number): string {
    const start = this.#input.corpus.text(document)?.slice(0, excerptLength);
    if (start !== undefined) return start.toWellFormed().replace(/\s+/g, ' ').trim();
    const words = this.#input.corpus.tokenSource().readWords(document, document + 1);
    return commonest(words, numExcerptWords)
      .map((word) => this.#input.words.word(word))
      .join(' ');
  }

  /** A page of the list of all documents; nothing is read of their texts and words. */
  documents({ first, limit }: Span): Rows<DocumentSummary> {
    const { corpus } = this.#input;
    const rows = Array.from(corpus.documents(first, limit), (entry) =>
      this.#summary(entry, this.#read(entry.id)),
    );
    return { first, total: corpus.summary().numDocuments, rows };
  }

  /** @throws {UserError} when there is no such document. */
  document(id: number): DocumentView {
    const { corpus } = this.#input;
    const stored = corpus.document(id);
    if (stored === undefined) {
      throw new UserError(
        'number-out-of-range',
        `Cannot show document ${id}: documents are numbered from 0 to ${corpus.summary().numDocuments - 1}`,
      );
    }
    const read = this.#read(id);
    return {
      ...this.#summary(stored, read),
      parent: this.#parent(stored),
      text: stored.text,
      tokens: this.#tokens(stored, read.topics),
      sampledTopics: read.sampledTopics(),
    };
  }

  /** The topic of each token of a document; none where it was held out from training. */
  topics(document: number): Uint16Array {
    return this.#read(document).topics;
  }

  #read(document: number): ReadTopics {
    const { corpus, checkpoints, checkpoint, samples, settings } = this.#input;
    // A whole chunk is unpacked at a time anyway: the neighbours are likely to be asked for next.
    if (this.#lastTopics === undefined || !within(this.#lastTopics, document)) {
      const { firstDocument: first, numDocuments } = chunkOf(corpus, document);
      const end = first + numDocuments;
      const topics = checkpoints.readTopics(checkpoint, { first, end });
      const sampled = new SampledTopics(checkpoints, samples, { first, end, last: topics });
      this.#lastTopics = { document: first, end, topics, sampled, before: first, start: 0 };
    }
    const last = this.#lastTopics;
    const lengths = corpus.trainingTokens(settings).documentLengths;
    // Lists go on from where they are: to begin with the chunk each time would be quadratic.
    if (document < last.before) [last.before, last.start] = [last.document, 0];
    for (; last.before < document; last.before++) last.start += lengths[last.before]!;
    const { topics, sampled, start } = last;
    const end = start + lengths[document]!;
    return {
      topics: topics.subarray(start, end),
      sampledTopics: () => sampled.of(start, end),
    };
  }

  /** The documents with a token of a topic, in the order of their numbers. Reads all of them. */
  ofTopic(topic: number): TopicTally[] {
    const { corpus, checkpoints, checkpoint, samples, settings, work } = this.#input;
    const tick = work.begin('searching all documents');
    const lengths = corpus.trainingTokens(settings).documentLengths;
    const found: TopicTally[] = [];
    for (const { firstDocument, numDocuments } of corpus.chunks()) {
      const end = firstDocument + numDocuments;
      const topics = checkpoints.readTopics(checkpoint, { first: firstDocument, end });
      const span = { first: firstDocument, end, last: topics };
      const sampled = new SampledTopics(checkpoints, samples, span);
      let token = 0;
      for (let document = firstDocument; document < end; document++) {
        const numTokens = lengths[document]!;
        const last = token + numTokens;
        if (topics.subarray(token, last).includes(topic)) {
          const all = sampled.of(token, last);
          const mean = countOf(topic, all) / (all.length / numTokens);
          found.push({ document, mean, numTokens });
        }
        token = last;
      }
      tick(end / corpus.summary().numDocuments);
    }
    return found;
  }

  #summary(entry: DocumentEntry, read: ReadTopics): DocumentSummary {
    const { id, name, label, metadata, numTokens } = entry;
    return {
      document: id,
      name,
      label,
      metadata: Object.entries(metadata ?? {})
        .filter(([, value]) => value !== null)
        .map(([field, value]) => [field, textOf(value)]),
      numTokens,
      shares: this.#shares.in(id).present(read.topics, read.sampledTopics()),
    };
  }

  #tokens({ words, offsets, ends }: StoredDocument, topics: Uint16Array): DocumentToken[] {
    if (topics.length === 0) return [];
    return Array.from(words, (word, token) => ({
      word: this.#input.words.word(word),
      topic: topics[token]!,
      start: offsets?.[token] ?? -1,
      end: ends?.[token] ?? -1,
    }));
  }

  #parent({ parent, part }: StoredDocument): ParentDocument | undefined {
    if (parent === undefined || part === undefined) return undefined;
    const { name, first, parts } = this.#parentName.get(parent)!;
    return { name, part, pieces: Array.from({ length: parts }, (_, piece) => first + piece) };
  }
}

/** The topics of documents `document` to `end - 1`, and where those of one of them begin. */
interface ChunkTopics {
  readonly document: number;
  readonly end: number;
  readonly topics: Uint16Array;
  readonly sampled: SampledTopics;
  before: number;
  start: number;
}

/** Of one document, in the last state and in all samples. */
type ReadTopics = Pick<AssignedDocument, 'topics' | 'sampledTopics'>;

function countOf(topic: number, topics: Uint16Array): number {
  let count = 0;
  for (const other of topics) if (other === topic) count++;
  return count;
}

function within({ document, end }: ChunkTopics, wanted: number): boolean {
  return document <= wanted && wanted < end;
}

function chunkOf(corpus: CorpusStore, document: number) {
  return corpus.chunks().findLast(({ firstDocument }) => firstDocument <= document)!;
}

/** The commonest of some words, first the most frequent; of equal ones the one that comes first. */
function commonest(words: Uint32Array, limit: number): number[] {
  const counts = new Map<number, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  return byCount.slice(0, limit).map(([word]) => word);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
