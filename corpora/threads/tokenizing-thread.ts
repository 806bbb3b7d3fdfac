/** A tokenizing thread's main program. */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../core/errors.ts';
import { BatchTokenizer } from '../text/batch-tokenizer.ts';
import { loadReduction } from '../text/reduction.ts';
import type { TextBatch, TokenizingStart } from '../text/tokenizing-messages.ts';

assert(parentPort !== null, 'a tokenizing thread is started by its pool');
const port = parentPort;
const { setup, begun } = workerData as TokenizingStart;
const tokenizer = new BatchTokenizer(setup, await loadReduction(setup.reduction, setup.languages));

port.on('message', (batch: TextBatch) => {
  const tokenized = tokenizer.tokenize(batch, () => Atomics.add(begun, 0, 1));
  const arrays = Object.values(tokenized).filter((part) => ArrayBuffer.isView(part));
  port.postMessage(
    tokenized,
    arrays.map((array) => array.buffer as ArrayBuffer),
  );
});
