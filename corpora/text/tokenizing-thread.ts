import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../core/errors.ts';
import { BatchTokenizer } from './batch-tokenizer.ts';
import { loadReduction } from './reduction.ts';
import type { TextBatch, TokenizingSetup } from './tokenizing-messages.ts';

assert(parentPort !== null, 'a tokenizing thread is started by its pool');
const port = parentPort;
const setup = workerData as TokenizingSetup;
const tokenizer = new BatchTokenizer(setup, await loadReduction(setup.reduction, setup.languages));

port.on('message', (batch: TextBatch) => {
  const tokenized = tokenizer.tokenize(batch);
  const arrays = Object.values(tokenized).filter((part) => ArrayBuffer.isView(part));
  port.postMessage(
    tokenized,
    arrays.map((array) => array.buffer as ArrayBuffer),
  );
});
