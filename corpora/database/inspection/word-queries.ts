/** Questions about words, answered from the project file. */
import type {
  KeywordInContext,
  Rows,
  Span,
  WordView,
} from '../../../core/inspection/inspection.ts';
import type { LongWork } from '../../../core/inspection/long-work.ts';
import type { RunSettings } from '../../../core/training/settings.ts';
import type { CorpusStore, StoredDocument } from '../corpus-store.ts';
import type { DocumentQueries } from './document-queries.ts';
import { Occurrences, type Occurrence } from './occurrences.ts';
import type { TopicQueries } from './topic-queries.ts';
import type { WordTable } from './word-table.ts';

/** UTF-16 units of text at each side of a keyword: enough for a wide screen. */
const contextLength = 120;
/** Words at each side, where the text was not kept. */
const contextWords = 12;

/** The questions about single words. */
export class WordQueries {
  readonly #words: WordTable;
  readonly #topics: TopicQueries;
  readonly #documents: DocumentQueries;
  readonly #corpus: CorpusStore;
  readonly #work: LongWork;
  /** Tokens of each word that the run was trained on. */
  readonly #trainedCounts: Uint32Array;
  #lastDocument: { readonly id: number; readonly stored: StoredDocument } | undefined;
  #last: { readonly word: string; readonly occurrences: Occurrences } | undefined;

  constructor(input: {
    words: WordTable;
    topics: TopicQueries;
    documents: DocumentQueries;
    corpus: CorpusStore;
    work: LongWork;
    settings: Pick<RunSettings, 'holdOut'>;
  }) {
    this.#words = input.words;
    this.#topics = input.topics;
    this.#documents = input.documents;
    this.#corpus = input.corpus;
    this.#work = input.work;
    this.#trainedCounts = input.corpus.trainingTokens(input.settings).wordTokenCounts;
  }

  word(text: string): WordView | undefined {
    const found = this.#words.find(text);
    if (found === undefined) return undefined;
    const numTrained = this.#trainedCounts[found.id];
    const topics = [];
    for (let topic = 0; topic < this.#topics.numTopics; topic++) {
      const { words, counts } = this.#topics.wordCounts(topic);
      const place = words.indexOf(found.id);
      if (place < 0) continue;
      topics.push({ topic, count: counts[place]!, share: counts[place]! / numTrained });
    }
    topics.sort((a, b) => b.count - a.count || a.topic - b.topic);
    const { word, numTokens, numDocuments } = found;
    return { word, numTokens, numDocuments, topics };
  }

  keywordInContext(text: string, { first, limit }: Span): Rows<KeywordInContext> {
    const found = this.#words.find(text);
    if (found === undefined) return { first, total: 0, rows: [] };
    if (this.#last?.word !== text) {
      this.#last = { word: text, occurrences: new Occurrences(this.#corpus, found.id, this.#work) };
    }
    const rows = this.#last.occurrences.slice(first, limit).map((place) => this.#inContext(place));
    return { first, total: found.numTokens, rows };
  }

  /** Occurrences come document by document, and a document may hold millions of them. */
  #documentOf(id: number): StoredDocument {
    if (this.#lastDocument?.id !== id)
      this.#lastDocument = { id, stored: this.#corpus.document(id)! };
    return this.#lastDocument.stored;
  }

  #inContext({ document, token }: Occurrence): KeywordInContext {
    const stored = this.#documentOf(document);
    const topic = this.#documents.topics(document).at(token); // none where it was held out
    const start = stored.offsets?.[token];
    const end = stored.ends?.[token];
    if (stored.text === undefined || start === undefined || end === undefined) {
      const named = (from: number, to: number): string =>
        Array.from(stored.words.subarray(Math.max(0, from), to), (word) =>
          this.#words.word(word),
        ).join(' ');
      return {
        document,
        name: stored.name,
        topic,
        before: `${named(token - contextWords, token)} `,
        keyword: named(token, token + 1),
        after: ` ${named(token + 1, token + 1 + contextWords)}`,
      };
    }
    const keyword =
      end > start ? stored.text.slice(start, end) : this.#words.word(stored.words[token]!);
    // A place between the two halves of a character may be where the text is cut.
    const oneLine = (part: string): string => part.toWellFormed().replace(/\s+/g, ' ');
    return {
      document,
      name: stored.name,
      topic,
      before: oneLine(stored.text.slice(Math.max(0, start - contextLength), start)),
      keyword: oneLine(keyword),
      after: oneLine(stored.text.slice(end, end + contextLength)),
    };
  }
}
