/** What readers note on the way, for the report. */

const mostNames = 20;

/** How many of something there were, and the first few by name. */
export class NamedTally {
  count = 0;
  readonly names: string[] = [];

  add(name: string): void {
    this.count++;
    if (this.names.length < mostNames) this.names.push(name);
  }

  toJSON(): { count: number; names: string[] } {
    return { count: this.count, names: this.names };
  }
}

/** What is worth knowing about the sources afterwards; ends up in the report. */
export class ReadingNotes {
  /** Bytes read so far, as they stand on disk. */
  bytesRead = 0;
  /** Bytes that could not be decoded and were replaced or skipped. */
  badBytes = 0;
  /** Where the first of them stood. */
  readonly badByteFiles = new NamedTally();
  /** NUL bytes, read as spaces. */
  nulBytes = 0;
  /** Files of a folder that no reader takes. */
  readonly skippedFiles = new NamedTally();
  /** Links out of a folder, which were not followed. */
  readonly linksOutside = new NamedTally();
  /** Links in a folder to files read under another name. */
  readonly readAlready = new NamedTally();
  /** Whether any source had columns. */
  hasColumns = false;
  /** Formats that were read, with the number of sources of each. */
  readonly formats = new Map<string, number>();
  /** What sources were taken for, beyond their format. */
  readonly readings = new Readings();
  /** Rows of tables with too few cells, which count as empty. */
  readonly shortRows = new NamedTally();
  /** Rows with empty cells beyond the last column, which are passed over. */
  readonly longRows = new NamedTally();
  /** The row of a table that runs over the most lines. */
  manyLines: { readonly lines: number; readonly place: string } | undefined;
  /** Columns that have the name of another, or none. */
  readonly repeatedColumns = new NamedTally();
  /** Cells and fields such as NaN and NULL, read as empty. */
  missingValues = 0;
}

/** How a source was understood. */
export interface Reading {
  readonly format: string;
  /** Such as "separated by semicolons, without a header"; empty when there is nothing to say. */
  readonly how: string;
  /** Where names, texts and the rest were taken from; undefined where there are no columns. */
  readonly columns?: ReadColumns | undefined;
}

/** Columns of tables and fields of JSON by what they were taken for. */
export interface ReadColumns {
  readonly text: readonly string[];
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly date?: string | undefined;
  readonly metadata: readonly string[];
}

/** The readings of all sources, each once, with its sources. */
export class Readings {
  readonly #all = new Map<string, { reading: Reading; sources: NamedTally }>();

  add(source: string, reading: Reading): void {
    const key = JSON.stringify(reading);
    let known = this.#all.get(key);
    if (known === undefined) {
      known = { reading, sources: new NamedTally() };
      this.#all.set(key, known);
    }
    known.sources.add(source);
  }

  toJSON(): (Reading & { sources: { count: number; names: string[] } })[] {
    return [...this.#all.values()].map(({ reading, sources }) => ({
      ...reading,
      sources: sources.toJSON(),
    }));
  }
}
