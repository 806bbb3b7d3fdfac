// A plugin for prettier: AssemblyScript is TypeScript with decorators on functions, which the parser
// of TypeScript refuses. To it they are comments; printed, they are decorators again.
import { parsers as typescript } from 'prettier/plugins/typescript';
import { printers as estree } from 'prettier/plugins/estree';

const mark = '//@@';
const decorator = /^@(?=(inline|unmanaged|external\(.*\))$)/gm;

export const parsers = {
  assemblyscript: {
    ...typescript.typescript,
    astFormat: 'assemblyscript',
    preprocess: (text) => text.replace(decorator, mark),
  },
};

export const printers = {
  assemblyscript: {
    ...estree.estree,
    printComment(path, options) {
      const { start, end } = path.node.range
        ? { start: path.node.range[0], end: path.node.range[1] }
        : path.node;
      const text = options.originalText.slice(start, end);
      return text.startsWith(mark)
        ? `@${text.slice(mark.length)}`
        : estree.estree.printComment(path, options);
    },
  },
};
