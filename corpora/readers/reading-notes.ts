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
  /** Whether any source had columns. */
  hasColumns = false;
  /** Formats that were read, with the number of sources of each. */
  readonly formats = new Map<string, number>();
}
