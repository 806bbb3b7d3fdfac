/** What pairs of chains say, as a page of the benchmark. */
import { writeFileSync } from 'node:fs';
import { markdownTable } from '../markdown-table.ts';
import { median } from '../median.ts';
import { type Chain, type Point, type SamplerName, samplers } from './chains.ts';

/** A sweep from which on no document is new, and no list as long as in the beginning. */
const settled = 100;

/** @param out the folder of the documents. */
export function writePage(chains: readonly Chain[], out: string): void {
  const rows = new Map(chains.map((chain) => [`${chain.corpus} ${chain.numTopics}`, chain]));
  const lines = [...rows.values()]
    .sort((a, b) => a.corpus.localeCompare(b.corpus) || a.numTopics - b.numTopics)
    .map((row) => lineOf(chains.filter((chain) => isSameRow(chain, row))));
  writeFileSync(`${out}/benchmark/starts.md`, pageOf(lines));
}

function isSameRow(a: Chain, b: Chain): boolean {
  return a.corpus === b.corpus && a.numTopics === b.numTopics;
}

function lineOf(chains: readonly Chain[]): string[] {
  const of = (sampler: SamplerName) => chains.filter((chain) => chain.sampler === sampler);
  const [before, now] = samplers.map(of);
  const end = Math.min(...chains.map(({ points }) => points.at(-1)!.sweep));
  const start = mean(now.map(({ points }) => points[0].visits));
  const speeds = now.map((chain) => {
    const other = before.find(({ seed }) => seed === chain.seed)!;
    return cpuPerToken(other.points, end) / cpuPerToken(chain.points, end);
  });
  return [
    chains[0].corpus,
    String(chains[0].numTopics),
    String(now.length),
    start.toFixed(0),
    ...[100, 200].map((sweep) => timeTo(sweep, before, now)),
    String(end),
    ...[before, now].map((some) => spread(some.map(({ points }) => at(points, end).likelihood))),
    median(speeds).toFixed(2),
  ];
}

/** "29 (0.54)": visits of each token, and CPU time beside before's. */
function timeTo(sweep: number, before: readonly Chain[], now: readonly Chain[]): string {
  const targets = before.map(({ points }) => at(points, sweep));
  const target = mean(targets.map(({ likelihood }) => likelihood));
  const reached = now.map(({ points }) => firstAt(points, target));
  if (reached.some((point) => point === undefined)) return 'not by all';
  const visits = mean(reached.map((point) => point!.visits));
  const cpu = mean(reached.map((point) => point!.cpuSeconds));
  const ofBefore = mean(targets.map(({ cpuSeconds }) => cpuSeconds));
  return `${visits.toFixed(0)} (${(cpu / ofBefore).toFixed(2)})`;
}

/** CPU seconds for one visit of each token, once the chain has settled. */
function cpuPerToken(points: readonly Point[], end: number): number {
  const [from, to] = [at(points, end > settled ? settled : 0), at(points, end)];
  return (to.cpuSeconds - from.cpuSeconds) / (to.visits - from.visits);
}

function at(points: readonly Point[], sweep: number): Point {
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

function pageOf(lines: readonly string[][]): string {
  const header = [
    ...['corpus', 'K', 'seeds', 'start', 'to level 100', 'to level 200'],
    ...['end', 'before', 'now', 'speed'],
  ];
  return `# Beside the sampler of before

How soon a run reaches the likelihood that the sampler before \`kernel-4\` has after 100 and after 200 sweeps, and where both end. That
one (\`kernel-3\`, which is still there for runs that began with it) starts sequentially, has half as many blocks (as many on planted topics), and
walks the topics of documents. It has gained from later work: a token like the one before is not weighed again, and phi is filled in faster.
One worker, alpha 0.1, beta 0.01, priors not learnt, both chains in turns; \`make bench\` measures the
rows of its corpora with one seed, \`make starts\` all of them with three.

${markdownTable(header, lines)}

- *seeds*: pairs of chains; figures are means over them.
- *start*: what the growing start costs, in visits of each token (a sweep is one). Where a topic has fewer than 4,000 tokens, the start
  is sequential.
- *to level 100, 200*: visits of each token, the start included, until the mean likelihood of before after 100, 200 sweeps; in parentheses
  the CPU time, beside that of before. Not by all: a chain that has come to its end before sweep 200 may lie below the mean of the others.
- *before, now*: log-likelihood per token after the sweep in *end* (both count from sweep 0), and half of the range of the seeds. A start
  that is sharper than the chain's own end could pass a target and fall back; so the ends stand beside the times.
- *speed*: tokens per CPU second beside before, from sweep ${settled} to the end, median of the seeds. Below 1 is the price of
  [blocks for more cores](../decisions.md#blocks-for-the-cores-that-people-have).
`;
}
