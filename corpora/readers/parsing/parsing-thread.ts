/** The thread that parses files. */
import { parentPort } from 'node:worker_threads';
import { assert } from '../../../core/errors.ts';
import { textOfHtml } from './html.ts';
import type { ParsedKind, ParsedText, ParsingAnswer, ParsingOrder } from './messages.ts';
import { textOfPdf } from './pdf.ts';
import { textsOfXml } from './xml.ts';

assert(parentPort !== null, 'a parsing thread is started by FileParsers');
const port = parentPort;

const one = (text: string): ParsedText[] => [{ text }];

const parsers: Readonly<Record<ParsedKind, (content: never) => Promise<readonly ParsedText[]>>> = {
  html: (content) => textOfHtml(content).then(one),
  pdf: (content) => textOfPdf(content).then(one),
  xml: textsOfXml,
};

port.on('message', ({ kind, content }: ParsingOrder) => {
  parsers[kind](content as never).then(
    (texts) => {
      answer({ texts });
    },
    (error: unknown) => {
      answer({ fault: error instanceof Error ? error.message : String(error) });
    },
  );
});

function answer(answer: ParsingAnswer): void {
  port.postMessage(answer);
}
