/** Gives documents of which only the words are known their texts. */
import { UserError } from '../../core/errors.ts';
import { type GivenText, GivenTexts } from '../database/given-texts.ts';
import type { ProjectFile } from '../database/project-file.ts';
import { SpanWriter } from '../database/token-spans.ts';
import type { CountedDocument, Metadata } from '../readers/document.ts';
import { type WordPlaces, WordPlacer } from '../text/place-words.ts';
import { asText, readSources } from './document-source.ts';
import type { ImportOptions } from './options.ts';
import { openReadContext } from './read-context.ts';
import type { JoinedTexts } from './report.ts';

/** A document with its text, and its tokens in the order of the text. */
export interface DocumentWithText {
  readonly document: CountedDocument;
  readonly text: string;
  /** Where its tokens are in the text, as a project file holds it. */
  readonly spans: Uint8Array;
}

const mostNames = 20;
const noText: GivenText = { text: '', label: null, metadata: null };

/**
 * Joins texts to documents by name, or by number where a document has no name. An empty document has
 * no name in a state, and its text would say nothing of the model: it gets none.
 */
export class TextJoin {
  readonly #texts: GivenTexts;
  readonly #placer = new WordPlacer();
  readonly #path: string;
  readonly #without = { count: 0, names: [] as string[] };
  #numDocuments = 0;
  #joined = 0;
  #numTokens = 0;
  #numPlaced = 0;

  private constructor(path: string, texts: GivenTexts) {
    this.#path = path;
    this.#texts = texts;
  }

  /**
   * Reads all texts of a source.
   *
   * @param staged a file in the making, where the texts wait.
   * @throws {UserError} when it cannot be read, or holds counts.
   */
  static async read(
    path: string,
    staged: ProjectFile,
    options: ImportOptions,
    onText: (count: number) => void,
  ): Promise<TextJoin> {
    const texts = new GivenTexts(staged);
    const context = openReadContext(options);
    try {
      for await (const document of readSources([path], undefined, context)) {
        options.signal?.throwIfAborted();
        const { name, label = null, metadata, text } = asText(document);
        const json = metadata === undefined ? null : JSON.stringify(metadata);
        texts.add(name, { text, label, metadata: json });
        onText(texts.numTexts);
      }
      context.badRows.throwIfDoomed();
    } finally {
      await context.parsers.close();
    }
    return new TextJoin(path, texts);
  }

  /** @returns undefined for a document with tokens that has no text here. */
  join(document: CountedDocument): DocumentWithText | undefined {
    const number = this.#numDocuments++;
    if (document.tokens.length === 0) return this.#placed(document, noText);
    const found =
      document.isUnnamed === true ? this.#texts.at(number) : this.#texts.named(document.name);
    this.#numTokens += document.tokens.length;
    if (found !== undefined) {
      this.#joined++;
      return this.#placed(document, found);
    }
    if (this.#without.count++ < mostNames) this.#without.names.push(document.name);
    return undefined;
  }

  /** @throws {UserError} when a document with tokens has no text. */
  finish(): JoinedTexts {
    this.#texts.drop();
    const { count, names } = this.#without;
    if (count > 0) throw textsMissing(this.#path, this.#numDocuments, this.#without);
    return {
      source: this.#path,
      joined: this.#joined,
      unused: this.#texts.numTexts - this.#joined,
      without: { count, names },
      tokens: this.#numTokens,
      placed: this.#numPlaced,
    };
  }

  #placed(document: CountedDocument, { text, label, metadata }: GivenText): DocumentWithText {
    const { tokens, vocabulary, assigned } = document;
    const places = this.#placer.place(
      text,
      Array.from(tokens, (word) => vocabulary[word]),
    );
    const order = orderInText(places);
    this.#numPlaced += places.starts.reduce((count, start) => count + Number(start >= 0), 0);
    return {
      document: {
        ...document,
        label: document.label ?? label ?? undefined,
        metadata:
          document.metadata ?? (JSON.parse(metadata ?? 'null') as Metadata | null) ?? undefined,
        tokens: Uint32Array.from(order, (token) => tokens[token]),
        assigned: assigned && {
          ...assigned,
          topics: Uint16Array.from(order, (token) => assigned.topics[token]),
        },
      },
      text,
      spans: spansOf(places, order),
    };
  }
}

/** Tokens in the order of the text; one that was not found stays behind the one before it. */
function orderInText({ starts }: WordPlaces): Uint32Array {
  const places = new Int32Array(starts.length);
  let last = 0;
  for (const [token, start] of starts.entries()) places[token] = last = start < 0 ? last : start;
  return Uint32Array.from(places.keys()).sort((a, b) => places[a] - places[b] || a - b);
}

/** A token that was not found, or overlaps the one before it, has an empty place. */
function spansOf({ starts, ends }: WordPlaces, order: Uint32Array): Uint8Array {
  const spans = new SpanWriter();
  spans.startDocument();
  let last = 0;
  for (const token of order) {
    const isFree = starts[token] >= last;
    spans.push(isFree ? starts[token] : last, isFree ? ends[token] : last);
    if (isFree) last = ends[token];
  }
  return spans.take();
}

function textsMissing(
  path: string,
  numDocuments: number,
  { count, names }: JoinedTexts['without'],
): UserError {
  const more = count > names.length ? ', ...' : '';
  return new UserError(
    'texts-missing',
    `Cannot add the texts of ${path}: ${count} of ${numDocuments} documents have no text there, ` +
      `or more than one (${names.join(', ')}${more}); a text for each was expected, by its name`,
    { hint: 'Give the source from which the model was made, or import the model without texts.' },
  );
}
