/** An inferring thread's main program. */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../core/errors.ts';
import { DocumentSampler } from '../../core/inference/document-sampler.ts';
import type { DocumentBatch, InferenceSetup } from '../../core/inference/messages.ts';

assert(parentPort !== null, 'an inferring thread is started by its pool');
const port = parentPort;
const { model, settings } = workerData as InferenceSetup;
const sampler = new DocumentSampler(model, settings);

port.on('message', ({ first, lengths, words, alphas }: DocumentBatch) => {
  const { numTopics } = model;
  let start = 0;
  const answer = Array.from(lengths, (length, index) =>
    sampler.infer(
      words.subarray(start, (start += length)),
      first + index,
      alphas?.subarray(index * numTopics, (index + 1) * numTopics),
    ),
  );
  port.postMessage(answer);
});
