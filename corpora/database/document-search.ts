/** The one search for documents: by their names, labels, texts and metadata. */
import {
  type DocumentFilter,
  fieldOf,
  labelField,
  parseDocumentFilter,
  passesFilter,
} from '../../core/inspection/document-filter.ts';
import { LongWork } from '../../core/inspection/long-work.ts';
import type { CorpusStore, DocumentEntry } from './corpus-store.ts';
import { readingDates } from './dated-filter.ts';

/** What is asked for: metadata, and words or quoted phrases that must all be there. */
interface Query {
  readonly filters: readonly DocumentFilter[];
  readonly parts: readonly RegExp[];
}

/** The search for documents of one corpus; remembers the last answer. */
export class DocumentSearch {
  readonly #corpus: CorpusStore;
  readonly #work: LongWork;
  readonly #isField: (name: string) => boolean;
  #words: readonly string[] | undefined;
  #last: { readonly text: string; readonly found: readonly number[] } | undefined;

  constructor(corpus: CorpusStore, work = new LongWork()) {
    this.#corpus = corpus;
    this.#work = work;
    this.#isField = fieldsOf(corpus);
  }

  /**
   * The documents, in their order, that have every word of the text in their name, label or text:
   * also inside other words, and in any case. A phrase in double quotes must occur as it is;
   * `field:value` and `field:from..to` ask for metadata (see `parseDocumentFilter`).
   */
  find(text: string): readonly number[] {
    if (this.#last?.text === text) return this.#last.found;
    const query = this.#read(text);
    const narrower = this.#last !== undefined && this.#isNarrower(text, this.#last.text);
    const found = narrower ? this.#among(this.#last!.found, query) : this.#amongAll(query);
    this.#last = { text, found };
    return found;
  }

  /** While somebody types, each text is searched in the results of the one before. */
  #isNarrower(text: string, before: string): boolean {
    return before !== '' && text.startsWith(before) && !/[:"]/u.test(text);
  }

  #among(documents: readonly number[], query: Query): number[] {
    const tick = this.#work.begin('searching');
    return documents.filter((id, place) => {
      tick(place / documents.length);
      const [entry] = this.#corpus.documents(id, 1);
      return entry !== undefined && this.#isFound(entry, query);
    });
  }

  #amongAll(query: Query): number[] {
    const tick = this.#work.begin('searching');
    const { numDocuments } = this.#corpus.summary();
    const found: number[] = [];
    for (const entry of this.#corpus.documents()) {
      if (this.#isFound(entry, query)) found.push(entry.id);
      tick(entry.id / numDocuments);
    }
    return found;
  }

  #isFound(entry: DocumentEntry, { filters, parts }: Query): boolean {
    if (!filters.every((filter) => passesFilter(filter, entry))) return false;
    const title = `${entry.name}\n${entry.label ?? ''}`;
    const missing = parts.filter((part) => !part.test(title));
    if (missing.length === 0) return true;
    const text = this.#textOf(entry.id);
    return missing.every((part) => part.test(text));
  }

  /** The words stand for a text that was not kept. */
  #textOf(id: number): string {
    const text = this.#corpus.text(id);
    if (text !== undefined) return text.normalize('NFC');
    this.#words ??= this.#corpus.vocabulary().words;
    const words = this.#corpus.tokenSource().readWords(id, id + 1);
    return Array.from(words, (word) => this.#words![word]).join(' ');
  }

  /** A colon is part of a word unless what is before it is the name of a field. */
  #read(text: string): Query {
    const filters: DocumentFilter[] = [];
    const parts: RegExp[] = [];
    const normal = text.normalize('NFC');
    for (const [whole, quoted] of normal.matchAll(/[^\s":]+:"[^"]*"|"([^"]*)"|\S+/gu)) {
      const filter = quoted === undefined ? this.#filterOf(whole) : undefined;
      if (filter !== undefined) filters.push(filter);
      else parts.push(containing(quoted ?? whole));
    }
    return { filters, parts };
  }

  #filterOf(part: string): DocumentFilter | undefined {
    if (!part.includes(':')) return undefined;
    const filter = parseDocumentFilter(part.replace(/:"(.*)"$/u, ':$1'), this.#isField);
    if (filter === undefined || !this.#isField(filter.field)) return undefined;
    return readingDates(filter, () => this.#corpus.documents());
  }
}

/** The documents whose metadata a filter wants, as a mask of length D; undefined where the text is no filter. */
export function filteredDocuments(corpus: CorpusStore, text: string): Uint8Array | undefined {
  const asked = parseDocumentFilter(text, fieldsOf(corpus));
  if (asked === undefined) return undefined;
  const mask = new Uint8Array(corpus.summary().numDocuments);
  const filter = readingDates(asked, () => corpus.documents());
  for (const entry of corpus.documents()) if (passesFilter(filter, entry)) mask[entry.id] = 1;
  return mask;
}

/** Whether a document has a field of a name, in any case. All of them are read for the first question. */
function fieldsOf(corpus: CorpusStore): (name: string) => boolean {
  let names: ReadonlySet<string> | undefined;
  return (name) => (names ??= fieldNames(corpus)).has(name.toLowerCase());
}

function fieldNames(corpus: CorpusStore): Set<string> {
  const names = new Set<string>();
  for (const entry of corpus.documents()) {
    if (fieldOf(entry, labelField) !== undefined) names.add(labelField);
    for (const name of Object.keys(entry.metadata ?? {})) {
      names.add(name.normalize('NFC').toLowerCase());
    }
  }
  return names;
}

/** A text that contains this one, in any case, and with any space between its words. */
function containing(part: string): RegExp {
  const words = part.trim().split(/\s+/u);
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`));
  return new RegExp(escaped.join(String.raw`\s+`), 'iu');
}
