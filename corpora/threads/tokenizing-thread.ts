/** A tokenizing thread's main program. */
import { endianness } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../core/errors.ts';
import { BatchTokenizer } from '../text/batch-tokenizer.ts';
import { loadReduction } from '../text/reduction.ts';
import type { TextBatch, TokenizingStart } from '../text/tokenizing-messages.ts';

assert(parentPort !== null, 'a tokenizing thread is started by its pool');
const port = parentPort;
const { setup, begun } = workerData as TokenizingStart;
const tokenizer = new BatchTokenizer(setup, {
  reduce: await loadReduction(setup.reduction, setup.languages),
  writeUnits: endianness() === 'LE' ? writeNatively : undefined,
});

port.on('message', (batch: TextBatch) => {
  const tokenized = tokenizer.tokenize(batch, () => Atomics.add(begun, 0, 1));
  const arrays = Object.values(tokenized).filter((part) => ArrayBuffer.isView(part));
  port.postMessage(
    tokenized,
    arrays.map((array) => array.buffer as ArrayBuffer),
  );
});

/** Eight times as fast as one unit after the other (46 million units: 15 ms for 120). */
function writeNatively(text: string, units: Uint16Array): void {
  Buffer.from(units.buffer, units.byteOffset, units.byteLength).write(text, 'utf16le');
}
