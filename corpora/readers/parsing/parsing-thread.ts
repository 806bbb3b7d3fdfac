/** The thread that parses files. */
import { parentPort } from 'node:worker_threads';
import { assert } from '../../../core/errors.ts';
import { textOfHtml } from './html.ts';
import type { ParsedKind, ParsingAnswer, ParsingOrder } from './messages.ts';
import { textOfPdf } from './pdf.ts';
import { textOfXml } from './xml.ts';

assert(parentPort !== null, 'a parsing thread is started by FileParsers');
const port = parentPort;

const parsers: Readonly<Record<ParsedKind, (content: never) => Promise<string>>> = {
  html: textOfHtml,
  pdf: textOfPdf,
  xml: textOfXml,
};

port.on('message', ({ kind, content }: ParsingOrder) => {
  parsers[kind](content as never).then(
    (text) => {
      answer({ text });
    },
    (error: unknown) => {
      answer({ fault: error instanceof Error ? error.message : String(error) });
    },
  );
});

function answer(answer: ParsingAnswer): void {
  port.postMessage(answer);
}
