/** Reads fastText's training files. */
import { readLines } from './lines.ts';
import type { Reader } from './reader.ts';
import { likelihood, mostLines, shareOf } from './recognition/likelihood.ts';

const labels = /^\s*((?:__label__\S+\s*)+)/u;

/** `__label__NAME text`, a document on each line; of several labels a list. */
export const fastTextReader: Reader = {
  format: 'fasttext',
  about: 'one document per line, its labels before the text (__label__NAME)',
  likelihood: ({ isFolder, head }) =>
    !isFolder && shareOf(head.lines, (line) => labels.test(line)) >= mostLines
      ? likelihood.strong
      : likelihood.no,
  async *read(source, context) {
    const how = 'labels and text on each line';
    context.notes.readings.add(source.path, { format: 'fasttext', how });
    for await (const { first, lines } of readLines(source, context)) {
      for (const [index, content] of lines.entries()) {
        const line = first + index;
        const [labelled = ''] = labels.exec(content) ?? [];
        const names = labelled.split('__label__').map((name) => name.trim());
        const label = names.filter((name) => name !== '').join(', ');
        yield {
          name: `${source.name}:${line}`,
          label: label === '' ? undefined : label,
          text: content.slice(labelled.length),
          place: { path: source.path, line },
        };
      }
    }
  },
};
