/** Search over words, documents and topics. */
import type { Rows, SearchHit, SearchKind, Span } from '../../../core/inspection/inspection.ts';
import type { DocumentSearch } from '../document-search.ts';
import type { DocumentQueries } from './document-queries.ts';
import type { TopicQueries } from './topic-queries.ts';
import type { WordTable } from './word-table.ts';

/** Search by what a person types, in words, documents or topics. */
export class SearchQueries {
  readonly #words: WordTable;
  readonly #topics: TopicQueries;
  readonly #documents: DocumentQueries;
  readonly #documentSearch: DocumentSearch;

  constructor(input: {
    words: WordTable;
    topics: TopicQueries;
    documents: DocumentQueries;
    documentSearch: DocumentSearch;
  }) {
    this.#words = input.words;
    this.#topics = input.topics;
    this.#documents = input.documents;
    this.#documentSearch = input.documentSearch;
  }

  search(text: string, kind: SearchKind, span: Span): Rows<SearchHit> {
    switch (kind) {
      case 'words':
        return this.#searchWords(text, span);
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
    const documents = this.#documentSearch.find(text);
    const rows = documents.slice(first, first + limit).map((document): SearchHit => ({
      kind: 'document',
      document,
      name: this.#documents.title(document).name,
      excerpt: this.#documents.excerpt(document),
    }));
    return { first, total: documents.length, rows };
  }

  #searchTopics(text: string, { first, limit }: Span): Rows<SearchHit> {
    const found = this.#topics
      .topics()
      .filter(
        ({ topic, label, words }) =>
          String(topic) === text ||
          (label?.toLowerCase().includes(text) ?? false) ||
          words.some((word) => word.toLowerCase().includes(text)),
      );
    const rows = found
      .slice(first, first + limit)
      .map(({ topic, label }): SearchHit => ({ kind: 'topic', topic, label }));
    return { first, total: found.length, rows };
  }
}
