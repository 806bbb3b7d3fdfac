/**
 * Writes what `make bench` measured: docs/benchmark.md with what a user asks first, and a page for
 * each longer table in docs/benchmark/.
 *
 *     node dist/test/benchmark/pages.js      again from docs/benchmark/results.json, measuring nothing
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckpointCost } from './checkpoints.ts';
import { benchmarkCorpora } from './corpora.ts';
import { markdownTable } from './markdown-table.ts';
import { type Results, type Stored, kinds, readResults, writeResults } from './results.ts';
import type { SizeRow } from './sizes.ts';
import { startPage } from './starts/page.ts';
import type { ProgramRow } from './summary.ts';

/** Columns of the first table, by the name under which a program was measured. */
const programs = {
  oneWorker: 'lockstep, 1 worker',
  twoWorkers: 'lockstep, 2 workers',
  twoRuns: 'two runs at once, 1 worker each',
  peer: 'lda-topic-model',
  beforeOne: 'before, 1 worker',
  beforeTwo: 'before, 2 workers',
} as const;

/** @param folder gets the pages `benchmark.md` and `benchmark/*.md`, and `benchmark/results.json`. */
export function writePages(folder: string, results: Results): void {
  writeResults(folder, results);
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
  };
  write('benchmark.md', overview(results));
  write('benchmark/programs.md', programPage(results));
  write('benchmark/large-corpora.md', sizePage(results));
  write('benchmark/checkpoints.md', checkpointPage(results));
  write('benchmark/starts.md', startPage(results.starts));
}

const columnsOfOverview = `- *1 worker, 2 workers*: \`--workers 1\` and \`--workers 2\`, in lockstep, the default.
- *2 to 1*: how many times as fast two workers are. The figure in parentheses is what two separate runs, one worker each, reach
  together on the same machine in the same round: the most that two threads can gain there.
- *beside before*: with one worker, and with two, how many times as many tokens per second as [the commit before
  \`kernel-4\`](decisions.md#blocks-for-the-cores-that-people-have), and in parentheses how many times sooner the likelihood is reached that this
  has after its sweeps (60 to 100 of a small corpus, 20 to 40 of a large one); the growing start counts in both.
- *lda-topic-model*: a package from npm that does the same in JavaScript; a dash where it was not measured.
- *commit*: what was measured. A benchmark may be stopped, and goes on where it was; so rows may be of several commits and machines.`;

function overview(results: Results): string {
  return `# Benchmark

Million tokens per second over a run to a fixed likelihood, first sweeps included, on 2 cores. One sweep of a corpus of 2 million tokens
at 20 million tokens per second takes a tenth of a second.

${overviewTable(results.programs)}

${columnsOfOverview}

Where there are 4,000 tokens a topic (3,000 with more than 320 topics), a run begins on a growing part of the corpus, which takes the work of 15 to 37
sweeps: most of a run to such a target. [Decisions](decisions.md#the-corpus-grows) says what it gains and costs, and what
[the sampler does after it](decisions.md#blocks-for-the-cores-that-people-have); where long runs end beside those of before has
[a page of its own](benchmark/starts.md).

Shared machines are noisy, so every figure is the median of several rounds (large corpora: one), and ratios are taken within a round. Compare ratios;
the absolute figures hold for one machine at one hour (${machinesOf(results)}).

More, each on its own page:

- [All programs](benchmark/programs.md): live reading, the TypeScript sampler, other packages, and the time to reach the same
  likelihood.
- [Large corpora](benchmark/large-corpora.md): how speed holds from 0.4 to 21 million tokens.
- [Beside the sampler of before](benchmark/starts.md): what the growing start gains, what finer blocks cost, and where runs end.
- [More cores](benchmark/cores.md): what 4 to 32 workers would do, by a simulation of the schedule.
- [Checkpoints](benchmark/checkpoints.md): what saving costs.
- [Import](benchmark/import.md): from text to a project file.
- [Screens](benchmark/screens.md): what watching costs.
- [A million documents](benchmark/million.md): the memory to bring them in and out.

To measure on your machine: \`make bench\` (two hours; stop it when you like, the next goes on). It writes these pages and
[results.json](benchmark/results.json), which holds every figure. \`make bench ARGS='--quick --corpus planted-1M'\` takes some minutes and
writes into sample/bench/quick.
`;
}

/** Rows are measured in parts, maybe on several machines. */
function machinesOf(results: Results): string {
  const machines = kinds.flatMap((kind) => results[kind].map(({ machine }) => machine));
  return [...new Set(machines)].join('; ');
}

function overviewTable(rows: readonly Stored<ProgramRow>[]): string {
  const keys = new Map(rows.map((row) => [`${row.corpus} ${row.numTopics}`, row]));
  const lines = [...keys.values()].map(({ corpus, numTopics }) => {
    const of = (program: string) =>
      rows.find(
        (row) => row.corpus === corpus && row.numTopics === numTopics && row.program === program,
      );
    const [two, apart] = [of(programs.twoWorkers), of(programs.twoRuns)];
    const most = apart === undefined ? '' : ` (${apart.ratio.toFixed(2)})`;
    return [
      benchmarkCorpora.find(({ name }) => name === corpus)?.title ?? corpus,
      String(numTopics),
      millions(of(programs.oneWorker)),
      millions(two),
      two === undefined ? '-' : `${two.ratio.toFixed(2)}${most}`,
      beside(of(programs.oneWorker), of(programs.beforeOne)),
      beside(two, of(programs.beforeTwo)),
      millions(of(programs.peer), 2),
      of(programs.oneWorker)?.commit ?? '-',
    ];
  });
  const ofBoth = ['1 worker', '2 workers', '2 to 1', 'beside before, 1', 'beside before, 2'];
  return markdownTable(['corpus', 'K', ...ofBoth, programs.peer, 'commit'], lines);
}

/**
 * Tokens per second and, in parentheses, time to the target, beside those of another commit; only of
 * the same rounds.
 */
function beside(
  now: Stored<ProgramRow> | undefined,
  before: Stored<ProgramRow> | undefined,
): string {
  if (now === undefined || now.commit !== before?.commit) return '-';
  const speed = (now.ratio / before.ratio).toFixed(2);
  if (now.sooner === undefined || before.sooner === undefined) return speed;
  return `${speed} (${(now.sooner / before.sooner).toFixed(2)})`;
}

function millions(row: ProgramRow | undefined, digits = 1): string {
  return row === undefined ? '-' : (row.tokensPerSecond / 1e6).toFixed(digits);
}

function programPage({ programs: rows }: Results): string {
  const columns = [
    'corpus',
    'K',
    'program',
    'M tokens/s',
    'ratio',
    's to target',
    'sooner',
    'target',
    'commit',
  ];
  return `# Every program that was measured

[Benchmark](../benchmark.md) says what machine this was.

- *M tokens/s*: over all sweeps, the slow first ones included; *ratio*: to gibbon in lockstep with one worker, in the same round.
- *s to target*: seconds of sampling until the log-likelihood per token is what one worker in lockstep has at the end of its
  sweeps (alpha 0.1, beta 0.01; checked twenty times on the way), or, where another commit was measured beside this one (*before*),
  what that has; *sooner*: how many times sooner than one worker of this commit.
- *two runs at once* share nothing but the machine: their ratio is the most it gives to two threads.

${markdownTable(
  columns,
  rows.map((row) => [...programLine(row), row.commit]),
)}
`;
}

/** A measurement as it stands in the page, and on the terminal while measuring. */
export function programLine(row: ProgramRow): string[] {
  return [
    row.corpus,
    String(row.numTopics),
    row.program,
    (row.tokensPerSecond / 1e6).toFixed(2),
    row.ratio.toPrecision(3),
    row.secondsToTarget?.toFixed(2) ?? '-',
    row.sooner?.toPrecision(3) ?? '-',
    row.target.toFixed(3),
  ];
}

function sizePage({ sizes }: Results): string {
  const columns = [
    'corpus',
    'K',
    'workers',
    'M tokens/s',
    'of ap-blei',
    'ratio',
    'of the rounds',
    'commit',
  ];
  return `# Large corpora

Tokens per second in lockstep beside those of ap-blei, over the same number of sweeps of each (the first sweeps are the slowest)
and in turns: the small corpus before and after the large one, three rounds, median of their ratios.

${markdownTable(
  columns,
  sizes.map((row) => [...sizeLine(row), row.commit]),
)}
`;
}

export function sizeLine(row: SizeRow): string[] {
  return [
    row.corpus,
    String(row.numTopics),
    String(row.numWorkers),
    (row.tokensPerSecond / 1e6).toFixed(2),
    (row.ofSmall / 1e6).toFixed(2),
    row.ratio.toPrecision(3),
    row.range.map((ratio) => ratio.toPrecision(3)).join(' to '),
  ];
}

function checkpointPage({ checkpoints }: Results): string {
  const times = ['seconds', 'of the time', 'MB', 'bytes a token', 's to resume', 'commit'];
  const columns = ['corpus', 'K', 'M tokens', ...times];
  return `# Checkpoints

- *seconds*: how long two workers stand still until a checkpoint is on disk (median of three, sweeps 2 to 6); *of the time*: what
  that is of the training time with one every five minutes.
- *MB*, *bytes a token*: what it takes in the project file.
- *s to resume*: reading corpus and checkpoint and starting the workers.

${markdownTable(
  columns,
  checkpoints.map((row) => [...checkpointLine(row), row.commit]),
)}
`;
}

export function checkpointLine(cost: CheckpointCost): string[] {
  return [
    cost.corpus,
    String(cost.numTopics),
    (cost.numTokens / 1e6).toFixed(2),
    cost.seconds.toFixed(3),
    `${(100 * cost.share).toFixed(2)}%`,
    (cost.bytes / 1e6).toFixed(2),
    (cost.bytes / cost.numTokens).toFixed(2),
    cost.secondsToResume.toFixed(2),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writePages('docs', readResults('docs'));
}
