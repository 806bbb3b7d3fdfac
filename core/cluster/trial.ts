/**
 * Whether two hosts compute the same: each trains a small model of made-up documents, and compares what
 * comes out. So an altered program or a processor of its own mind is noticed before it takes part.
 */
import type { TokenSource } from '../corpus/token-source.ts';
import { checksumOf } from '../parameter-server/bridge/range-code.ts';
import { RandomStream } from '../random/stream.ts';
import { bestSamplerName } from '../sampler/open.ts';
import { startInlineWorker } from '../training/inline-worker.ts';
import type { RunSettings } from '../training/settings.ts';
import { Trainer } from '../training/trainer.ts';
import { bytesOf } from './corpus.ts';

const numDocuments = 60;
const lengthOfDocument = 40;
const numWords = 80;
const numSweeps = 3;
/** Dense documents and lists: the kernel samples them by different code. */
const numbersOfTopics = [20, 300];

/** @returns a checksum of all topics, as 8 hexadecimal digits. */
export async function trialOf(startWorker = startInlineWorker): Promise<string> {
  const parts: number[] = [];
  for (const numTopics of numbersOfTopics) {
    const options = { source: madeUpDocuments(), settings: settingsFor(numTopics), startWorker };
    const trainer = await Trainer.start({ ...options, numWorkers: 1 });
    try {
      await trainer.sampleToSweep(numSweeps);
      for await (const topics of trainer.assignments()) parts.push(checksumOf(bytesOf(topics)));
    } finally {
      await trainer.close();
    }
  }
  const checksum = checksumOf(bytesOf(Uint32Array.from(parts)));
  return checksum.toString(16).padStart(8, '0');
}

function settingsFor(numTopics: number): RunSettings {
  return {
    numTopics,
    alpha: 0.1,
    beta: 0.01,
    seed: 1,
    numBlocks: 4,
    sampler: bestSamplerName(),
    staleness: 0,
    measureEvery: numSweeps,
  };
}

/** Documents that each have words from one stretch of the vocabulary more often than others. */
function madeUpDocuments(): TokenSource {
  const random = new RandomStream({ seed: 1, sweep: 0, unit: 0 });
  const words = Uint32Array.from({ length: numDocuments * lengthOfDocument }, (_, token) => {
    const theme = Math.floor(token / lengthOfDocument) % 4;
    const isOfTheme = random.next() < 0.8;
    const word = Math.floor((isOfTheme ? numWords / 4 : numWords) * random.next());
    return isOfTheme ? (theme * numWords) / 4 + word : word;
  });
  const wordTokenCounts = new Uint32Array(numWords);
  for (const word of words) wordTokenCounts[word]++;
  return {
    numDocuments,
    numWords,
    numTokens: words.length,
    documentLengths: new Uint32Array(numDocuments).fill(lengthOfDocument),
    wordTokenCounts,
    readWords: (first, end) => words.slice(first * lengthOfDocument, end * lengthOfDocument),
  };
}
