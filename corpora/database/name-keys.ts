/** What a document may be called in another file. */

/**
 * How names are compared: in the normal form NFC, since macOS names files in another one. Names are
 * stored and shown as they came.
 */
export function comparable(name: string): string {
  return name.normalize('NFC');
}

/** A file's document may be named by its path, or by its file name with or without the ending. */
export function keysOf(name: string): [path: string, file: string, base: string] {
  const path = comparable(name).replace(/^file:/u, '');
  const file = path.slice(path.lastIndexOf('/') + 1);
  return [path, file, file.replace(/(?:\.[a-z]{2,5})?(?:\.gz)?$/iu, '')];
}
