/**
 * What the growing start gains: how many sweeps, and how much CPU time, until the likelihood that the
 * sequential start of before (kernel-3, with the blocks of then) has after 100 and 200 sweeps, and
 * where both end. One worker, all chains in turn:
 *
 *     node dist/test/benchmark/starts.js [--sweeps 200] [--seeds 3] [--row "20news-train 20"]
 *
 * A line of JSON for each chain goes to sample/bench/starts.jsonl; the page is made of all of them.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { defaultNumBlocks } from '../../core/corpus/grid.ts';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { startInlineWorker } from '../../core/training/inline-worker.ts';
import { withTrainer } from '../fixtures/train.ts';
import { benchmarkCorpora } from './corpora.ts';
import { markdownTable } from './markdown-table.ts';
import { alpha, beta } from './measure.ts';

const rows = [
  ['ap-blei', 20],
  ['ap-blei', 100],
  ['ap-blei', 1000],
  ['20news-train', 20],
  ['arxiv-50k', 20],
  ['nips-uci', 20],
  ['nips-uci', 100],
  ['nips-uci', 1000],
  ['20news-train', 100],
  ['arxiv-50k', 100],
  ['20news-train', 1000],
  ['arxiv-50k', 1000],
] as const;

const samplers = ['kernel-3', 'kernel-4'] as const;

interface Point {
  readonly sweep: number;
  /** How often a token was sampled, on average. */
  readonly visits: number;
  readonly cpuSeconds: number;
  readonly likelihood: number;
}

interface Chain {
  readonly corpus: string;
  readonly numTopics: number;
  readonly sampler: (typeof samplers)[number];
  readonly seed: number;
  readonly points: readonly Point[];
}

const resultsPath = 'sample/bench/starts.jsonl';
const pagePath = 'docs/benchmark/starts.md';

const { values: options } = parseArgs({
  options: {
    sweeps: { type: 'string', default: '200' },
    seeds: { type: 'string', default: '3' },
    row: { type: 'string' },
  },
});

mkdirSync('sample/bench', { recursive: true });
for (let seed = 1; seed <= Number(options.seeds); seed++) {
  for (const [corpus, numTopics] of rows) {
    if (options.row !== undefined && options.row !== `${corpus} ${numTopics}`) continue;
    const source = await benchmarkCorpora.find(({ name }) => name === corpus)?.open();
    if (source === undefined) continue;
    for (const sampler of samplers) {
      const points = await follow(source, { numTopics, sampler, seed });
      const chain: Chain = { corpus, numTopics, sampler, seed, points };
      appendFileSync(resultsPath, `${JSON.stringify(chain)}\n`);
    }
  }
}
writePage();

async function follow(
  source: TokenSource,
  { numTopics, sampler, seed }: Pick<Chain, 'numTopics' | 'sampler' | 'seed'>,
): Promise<Point[]> {
  const numBlocks =
    sampler === 'kernel-3' ? blocksOfBefore(source.numTokens) : defaultNumBlocks(source.numTokens);
  const settings = { numTopics, alpha, beta, seed, numBlocks, sampler };
  const inOneThread = { numWorkers: 1, startWorker: startInlineWorker };
  return withTrainer({ source, settings, ...inOneThread }, async (trainer) => {
    const points: Point[] = [];
    let cpuSeconds = 0;
    for (const sweep of marksTo(Number(options.sweeps))) {
      const before = process.cpuUsage();
      await trainer.sampleToSweep(sweep);
      const { user, system } = process.cpuUsage(before);
      cpuSeconds += (user + system) / 1e6;
      points.push({
        sweep,
        visits: trainer.workerTotals()[0].numTokens / source.numTokens,
        cpuSeconds,
        likelihood: await trainer.measureLogLikelihood(),
      });
    }
    return points;
  });
}

function blocksOfBefore(numTokens: number): number {
  return numTokens < 1_000_000 ? 4 : 8;
}

/** Sweeps at which chains are measured, a fifth apart. */
function marksTo(numSweeps: number): number[] {
  const marks = new Set([0, 100, 200, 500, 1000].filter((mark) => mark <= numSweeps));
  for (let mark = 1; mark < numSweeps; mark = Math.max(mark + 1, Math.round(mark * 1.2))) {
    marks.add(mark);
  }
  return [...marks.add(numSweeps)].sort((a, b) => a - b);
}

function writePage(): void {
  if (!existsSync(resultsPath)) return;
  const text = readFileSync(resultsPath, 'utf8').trim();
  const chains = text.split('\n').map((line) => JSON.parse(line) as Chain);
  const lines = rows.flatMap(([corpus, numTopics]) => {
    const of = (sampler: Chain['sampler']) =>
      newest(
        chains.filter(
          (chain) =>
            chain.corpus === corpus && chain.numTopics === numTopics && chain.sampler === sampler,
        ),
      );
    const [before, now] = [of('kernel-3'), of('kernel-4')];
    return before.length > 0 && now.length > 0 ? [lineOf(corpus, numTopics, before, now)] : [];
  });
  writeFileSync(pagePath, pageOf(lines));
}

/** Of chains with the same seed, the one measured last. */
function newest(chains: readonly Chain[]): Chain[] {
  return [...new Map(chains.map((chain) => [chain.seed, chain])).values()];
}

function lineOf(
  corpus: string,
  numTopics: number,
  before: readonly Chain[],
  now: readonly Chain[],
): string[] {
  const end = Math.min(...[...before, ...now].map(({ points }) => points.at(-1)!.sweep));
  const cells = [100, 200].map((sweep) => {
    const targets = before.map(({ points }) => pointAt(points, sweep));
    const target = mean(targets.map(({ likelihood }) => likelihood));
    const reached = now.map(({ points }) => firstAt(points, target));
    if (reached.some((point) => point === undefined)) return 'not by all seeds';
    const visits = mean(reached.map((point) => point!.visits));
    const cpu = mean(reached.map((point) => point!.cpuSeconds));
    return `${visits.toFixed(0)} (${cpu.toFixed(1)} s; ${mean(targets.map((t) => t.cpuSeconds)).toFixed(1)})`;
  });
  const ends = [before, now].map((chains) =>
    spread(chains.map(({ points }) => pointAt(points, end).likelihood)),
  );
  const start = mean(now.map(({ points }) => points[0].visits));
  const seeds = `${before.length}, ${now.length}`;
  return [corpus, String(numTopics), seeds, start.toFixed(0), ...cells, String(end), ...ends];
}

function pointAt(points: readonly Point[], sweep: number): Point {
  return points.find((point) => point.sweep === sweep) ?? points.at(-1)!;
}

/** Where a chain first reaches a likelihood: between two measurements, in the logarithm of visits. */
function firstAt(points: readonly Point[], target: number): Point | undefined {
  const index = points.findIndex(({ likelihood }) => likelihood >= target);
  if (index <= 0) return points[index];
  const [from, to] = [points[index - 1], points[index]];
  const part = (target - from.likelihood) / (to.likelihood - from.likelihood);
  const between = (a: number, b: number) => a * (b / a) ** part;
  return {
    sweep: to.sweep,
    visits: between(from.visits, to.visits),
    cpuSeconds: between(from.cpuSeconds, to.cpuSeconds),
    likelihood: target,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** "-8.689 ± .008": half of the range. */
function spread(values: readonly number[]): string {
  const half = (Math.max(...values) - Math.min(...values)) / 2;
  return `${mean(values).toFixed(3)} ± ${half.toFixed(3).slice(1)}`;
}

function pageOf(lines: string[][]): string {
  const header = [
    'corpus',
    'K',
    'seeds',
    'start',
    'to level 100',
    'to level 200',
    'end',
    'before',
    'now',
  ];
  return `# The growing start

How soon a run that begins on a growing part of its corpus reaches the likelihood that the sequential start of before has after 100
and after 200 sweeps. One worker, alpha 0.1, beta 0.01, priors not learnt; \`node dist/test/benchmark/starts.js\` makes this page.

${markdownTable(header, lines)}

- *seeds*: chains of before, and of now; figures are means over them.
- *start*: what it costs, in visits of each token (a sweep is one).
- *to level 100, 200*: visits of each token, the start included, until the mean likelihood of before after 100, 200 sweeps (CPU seconds; those
  of before). CPU seconds of a busy machine: read their ratios.
- *before, now*: log-likelihood per token after the sweep in *end* (both count from sweep 0), and half of the range of the seeds. A start
  that is sharper than the chain's own end could pass a target and fall back; so the ends stand beside the times.
`;
}
