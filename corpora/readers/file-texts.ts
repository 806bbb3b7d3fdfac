interface FileText {
  readonly path: string;
  /** The bytes as text. */
  decode(): Promise<string>;
}

/** How the text of a file is had, by the end of its name. */
export const fileTexts: ReadonlyMap<string, (bytes: Buffer, file: FileText) => Promise<string>> =
  new Map([
    ['.txt', plainText],
    ['.text', plainText],
    ['.md', plainText],
  ]);

function plainText(_bytes: Buffer, { decode }: FileText): Promise<string> {
  return decode();
}
