/** Search over words, documents and topics. */
import type Database from 'better-sqlite3';
import type { Rows, SearchHit, SearchKind, Span } from '../../../core/inspection/inspection.ts';
import type { CorpusStore } from '../corpus-store.ts';
import type { DocumentQueries } from './document-queries.ts';
import type { TopicQueries } from './topic-queries.ts';
import type { WordTable } from './word-table.ts';

/** Search by what a person types, in words, documents or topics. */
export class SearchQueries {
  readonly #words: WordTable;
  readonly #topics: TopicQueries;
  readonly #documents: DocumentQueries;
  readonly #corpus: CorpusStore;
  readonly #namesLike: Database.Statement<[string], number>;
  #last: { readonly text: string; readonly documents: readonly number[] } | undefined;

  constructor(input: {
    database: Database.Database;
    words: WordTable;
    topics: TopicQueries;
    documents: DocumentQueries;
    corpus: CorpusStore;
  }) {
    this.#words = input.words;
    this.#topics = input.topics;
    this.#documents = input.documents;
    this.#corpus = input.corpus;
    this.#namesLike = input.database
      .prepare<[string], number>(
        String.raw`SELECT id FROM documents WHERE name LIKE ? ESCAPE '\' ORDER BY id`,
      )
      .pluck();
  }

  search(text: string, kind: SearchKind, span: Span): Rows<SearchHit> {
    switch (kind) {
      case 'words':
        return this.#searchWords(text.toLowerCase(), span);
      case 'documents':
        return this.#searchDocuments(text, span);
      case 'topics':
        return this.#searchTopics(text.toLowerCase(), span);
    }
  }

  #searchWords(text: string, span: Span): Rows<SearchHit> {
    const rows = this.#words
      .matching(text, span)
      .map(({ word, numTokens }): SearchHit => ({ kind: 'word', word, numTokens }));
    return { first: span.first, total: this.#words.numMatching(text), rows };
  }

  #searchDocuments(text: string, { first, limit }: Span): Rows<SearchHit> {
    if (this.#last?.text !== text) this.#last = { text, documents: this.#findDocuments(text) };
    const { documents } = this.#last;
    const rows = documents.slice(first, first + limit).map((document): SearchHit => ({
      kind: 'document',
      document,
      name: this.#documents.title(document).name,
      excerpt: this.#documents.excerpt(document),
    }));
    return { first, total: documents.length, rows };
  }

  /** Documents with the text in their name, then those that hold all its words. */
  #findDocuments(text: string): number[] {
    const pattern = `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
    const named = this.#namesLike.all(pattern);
    const words = text
      .toLowerCase()
      .split(/\s+/)
      .map((word) => this.#words.find(word)?.id);
    if (words.includes(undefined)) return named;
    const known = new Set(named);
    const holding = this.#documentsWithAll(words as number[]).filter((id) => !known.has(id));
    return [...named, ...holding];
  }

  #documentsWithAll(words: readonly number[]): number[] {
    const tokens = this.#corpus.tokenSource();
    const found: number[] = [];
    for (const { firstDocument, numDocuments } of this.#corpus.chunks()) {
      const chunk = tokens.readWords(firstDocument, firstDocument + numDocuments);
      // Most chunks lack a rare word altogether, and looking for that is quick.
      if (!words.every((word) => chunk.includes(word))) continue;
      let start = 0;
      for (let document = firstDocument; document < firstDocument + numDocuments; document++) {
        const end = start + tokens.documentLengths[document]!;
        const own = chunk.subarray(start, end);
        if (words.every((word) => own.includes(word))) found.push(document);
        start = end;
      }
    }
    return found;
  }

  #searchTopics(text: string, { first, limit }: Span): Rows<SearchHit> {
    const found = this.#topics
      .topics()
      .filter(
        ({ topic, label, words }) =>
          String(topic) === text ||
          (label?.toLowerCase().includes(text) ?? false) ||
          words.some((word) => word.includes(text)),
      );
    const rows = found
      .slice(first, first + limit)
      .map(({ topic, label }): SearchHit => ({ kind: 'topic', topic, label }));
    return { first, total: found.length, rows };
  }
}
