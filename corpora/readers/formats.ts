/** The formats by name: whoever only offers them, as a command does, need not load the readers. */

/** In the order of `readers`. */
export const formats = [
  'uci',
  'folder',
  'matrix-market',
  'mallet-state',
  'csv',
  'jsonl',
  'json',
  'lda-c',
  'svmlight',
  'fasttext',
  'mallet',
  'tsv',
  'document',
  'lines',
] as const;

export type Format = (typeof formats)[number];
