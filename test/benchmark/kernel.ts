/**
 * The samplers alone, on one thread: no server, no workers, no project file in the way.
 *
 *     node dist/test/benchmark/kernel.js [--corpora ap-blei,nips-uci] [--topics 20,100,1000] [--sweeps 20]
 *       [--counts dense|sparse] [--rows whole|occupied] [--blocks 8] [--no-reference]
 *
 * Prints million tokens a second of processor time (this machine is shared) over the second half
 * of the sweeps, and how many times the reference sampler that is. The reference does a few sweeps
 * of the same chain only, from the topics that the kernel had come to.
 */
import { parseArgs } from 'node:util';
import { defaultNumBlocks } from '../../core/corpus/grid.ts';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { type Storage, storageOf } from '../../core/sampler/kernel/storage.ts';
import { OpenedSampler } from '../fixtures/opened-sampler.ts';
import { benchmarkCorpora } from './corpora.ts';
import { alpha, beta } from './measure.ts';

const { values: options } = parseArgs({
  options: {
    corpora: { type: 'string', default: 'ap-blei,20news-train,nips-uci,arxiv-50k' },
    topics: { type: 'string', default: '20,100,1000' },
    sweeps: { type: 'string', default: '20' },
    counts: { type: 'string' },
    rows: { type: 'string' },
    blocks: { type: 'string' },
    'no-reference': { type: 'boolean', default: false },
  },
});
const numSweeps = Number(options.sweeps);

console.log('corpus                  K   counts   kernel   reference   times   log-likelihood');
for (const name of options.corpora.split(',')) {
  const source = await benchmarkCorpora.find((corpus) => corpus.name === name)?.open();
  if (source === undefined) {
    console.log(`${name}: not available here`);
    continue;
  }
  for (const topics of options.topics.split(',')) compare(name, source, Number(topics));
}

function compare(name: string, source: TokenSource, numTopics: number): void {
  const { documentLengths, numTokens } = source;
  const numBlocks = Number(options.blocks ?? defaultNumBlocks(numTokens));
  const storage = chosenStorage(storageOf({ numTopics, documentLengths }));
  const model = {
    alpha: new Float64Array(numTopics).fill(alpha),
    beta,
    numBlocks,
  };
  const mostOf = storage.wholeRows ? undefined : (count: number) => count;
  const kernel = new OpenedSampler(source, { ...model, kernel: storage, mostOf });
  const half = Math.ceil(numSweeps / 2);
  millionsPerSecond(kernel, source, { first: 0, last: half - 1 });
  const fast = millionsPerSecond(kernel, source, { first: half, last: numSweeps });
  const slow = options['no-reference'] ? NaN : referenceSpeed(source, model, kernel.topics());
  console.log(
    [
      name.padEnd(20),
      String(numTopics).padStart(4),
      storage.documents.padStart(8),
      fast.toFixed(2).padStart(8),
      slow.toFixed(2).padStart(11),
      (fast / slow).toFixed(1).padStart(7),
      kernel.logLikelihood().toFixed(4).padStart(16),
    ].join(' '),
  );
}

/** What the options say, for tuning; else what a run would take. */
function chosenStorage(storage: Storage): Storage {
  return {
    ...storage,
    documents: (options.counts as Storage['documents'] | undefined) ?? storage.documents,
    wholeRows: options.rows === undefined ? storage.wholeRows : options.rows === 'whole',
  };
}

function referenceSpeed(
  source: TokenSource,
  model: { alpha: Float64Array; beta: number; numBlocks: number },
  topics: Uint16Array,
): number {
  const reference = new OpenedSampler(source, { ...model, topics });
  return millionsPerSecond(reference, source, { first: numSweeps + 1, last: numSweeps + 1 });
}

function millionsPerSecond(
  opened: OpenedSampler,
  source: TokenSource,
  sweeps: { first: number; last: number },
): number {
  const before = process.cpuUsage();
  for (let sweep = sweeps.first; sweep <= sweeps.last; sweep++) opened.sweep(sweep, 1);
  const { user, system } = process.cpuUsage(before);
  return ((sweeps.last - sweeps.first + 1) * source.numTokens) / (user + system);
}
