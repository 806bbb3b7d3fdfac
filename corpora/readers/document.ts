/** Documents as readers find them. */
import type { Priors } from '../../core/sampler/sampler.ts';

/** Where something stands in a source, for messages. */
export interface Place {
  readonly path: string;
  /** From 1 up; absent where the whole file is meant. */
  readonly line?: number | undefined;
}

/** "talks.csv, line 12", as it stands in messages. */
export function describePlace({ path, line }: Place): string {
  return line === undefined ? path : `${path}, line ${line}`;
}

export type Metadata = Readonly<Record<string, unknown>>;

interface AnyDocument {
  readonly name: string;
  readonly label?: string | undefined;
  readonly metadata?: Metadata | undefined;
  readonly place: Place;
}

/** A document as a reader finds it. */
export interface TextDocument extends AnyDocument {
  readonly text: string;
  /** Whether a parser made the text, so that nothing in it is markup. */
  readonly isParsed?: boolean | undefined;
  /** Whether it has its number already, so that it stays even if an earlier one has its text. */
  readonly isNumbered?: boolean | undefined;
}

/** What a source that holds a model says of a document. */
export interface AssignedTopics {
  /** The topic of every token. */
  readonly topics: Uint16Array;
  /** Of the model: the same object for all its documents. */
  readonly priors: Priors;
}

/** A document of which only the words are known, not their order in a text. */
export interface CountedDocument extends AnyDocument {
  /** The words of the source, the same array for all its documents. */
  readonly vocabulary: readonly string[];
  /** The word of every token: an index into `vocabulary`, repeated by its count. */
  readonly tokens: Uint32Array;
  /** Whether the source has no name for it: it is called by its number, from 0 up. */
  readonly isUnnamed?: boolean | undefined;
  /** Absent where the source holds no model. */
  readonly assigned?: AssignedTopics | undefined;
}

export type SourceDocument = TextDocument | CountedDocument;
