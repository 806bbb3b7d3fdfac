/** An inferring thread's main program. */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../core/errors.ts';
import { DocumentSampler } from '../../core/inference/document-sampler.ts';
import { withoutDocument } from '../../core/inference/left-out.ts';
import type {
  DocumentBatch,
  InferenceSetup,
  InferredBatch,
} from '../../core/inference/messages.ts';

assert(parentPort !== null, 'an inferring thread is started by its pool');
const port = parentPort;
const { model, settings } = workerData as InferenceSetup;
const sampler = new DocumentSampler(model, settings);

port.on('message', (batch: DocumentBatch) => {
  port.postMessage(batch.sampled === undefined ? inferAll(batch) : inferOwn(batch, batch.sampled));
});

function inferAll({ first, lengths, words, alphas }: DocumentBatch): InferredBatch {
  const { numTopics } = model;
  let start = 0;
  return Array.from(lengths, (length, index) =>
    sampler.infer(
      words.subarray(start, (start += length)),
      first + index,
      alphas?.subarray(index * numTopics, (index + 1) * numTopics),
    ),
  );
}

function inferOwn({ first, words, alphas }: DocumentBatch, sampled: Uint16Array): InferredBatch {
  const without = withoutDocument(model, { words, sampled });
  return [new DocumentSampler(without.model, settings).infer(without.words, first, alphas)];
}
