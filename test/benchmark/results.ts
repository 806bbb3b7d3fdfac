/**
 * What was measured, in docs/benchmark/results.json: each row with the commit and the machine it was
 * measured at, so that a benchmark may be stopped, and continued, and repeated in parts.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import type { CheckpointCost } from './checkpoints.ts';
import { benchmarkCorpora } from './corpora.ts';
import type { SizeRow } from './sizes.ts';
import type { StartRow } from './starts/rows.ts';
import type { ProgramRow } from './summary.ts';

/** Where and of what a row was measured. */
export interface Origin {
  /** The last that changed the program or its measures. */
  readonly commit: string;
  readonly machine: string;
}

export interface RowOf {
  readonly programs: ProgramRow;
  readonly checkpoints: CheckpointCost;
  readonly sizes: SizeRow;
  readonly starts: StartRow;
}

/** Tables of the benchmark, what a user asks first before the rest. */
export const kinds = ['programs', 'checkpoints', 'sizes', 'starts'] as const;
export type Kind = (typeof kinds)[number];

export type Stored<Row> = Row & Origin;
export type Results = { readonly [K in Kind]: readonly Stored<RowOf[K]>[] };

/** What is measured in one go. */
export interface Part {
  readonly corpus: string;
  readonly numTopics: number;
}

/** Another commit than any, so that what has uncommitted changes is measured again. */
const changed = ' and changes';

/** Those of a program's sources that decide how fast it is, and those of what measures it. */
const sources = ['cli', 'core', 'corpora', 'test/benchmark', 'package-lock.json'];

export function originNow(): Origin {
  const git = (...args: string[]) =>
    execFileSync('git', [...args, '--', ...sources], { encoding: 'utf8' }).trim();
  const commit = git('log', '-1', '--format=%h');
  const isClean = git('status', '--porcelain') === '';
  const [cores, memory] = [cpus().length, Math.round(totalmem() / 2 ** 30)];
  return {
    commit: isClean ? commit : `${commit}${changed}`,
    machine: `${cpus()[0].model}, ${cores} cores, ${memory} GiB, Node ${process.version}`,
  };
}

/** @param folder of the pages; results that nothing was written to are empty. */
export function readResults(folder: string): Results {
  const file = pathOf(folder);
  if (!existsSync(file)) return { programs: [], checkpoints: [], sizes: [], starts: [] };
  return JSON.parse(readFileSync(file, 'utf8')) as Results;
}

export function writeResults(folder: string, results: Results): void {
  mkdirSync(path.join(folder, 'benchmark'), { recursive: true });
  writeFileSync(pathOf(folder), `${JSON.stringify(results, null, 2)}\n`);
}

export function rowsOf<K extends Kind>(
  results: Results,
  kind: K,
  part: Part,
): readonly Stored<RowOf[K]>[] {
  const rows: readonly Stored<RowOf[K]>[] = results[kind];
  return rows.filter((row) => isOf(part, row));
}

/** Measured before, of the same commit and on such a machine. */
export function isMeasured(results: Results, kind: Kind, part: Part, origin: Origin): boolean {
  return (
    rowsOf(results, kind, part).some(
      ({ commit, machine }) => commit === origin.commit && machine === origin.machine,
    ) && !origin.commit.endsWith(changed)
  );
}

/** With rows of a part in the place of those that were there; programs that were not measured now stay. */
export function withRows<K extends Kind>(
  results: Results,
  kind: K,
  part: Part,
  rows: readonly Stored<RowOf[K]>[],
): Results {
  const before: readonly Stored<RowOf[K]>[] = results[kind];
  const programs = new Set(rows.map(programOf));
  const isReplaced = (row: RowOf[K]) => isOf(part, row) && programs.has(programOf(row));
  const all = [...before.filter((row) => !isReplaced(row)), ...rows];
  all.sort((a, b) => placeOf(a) - placeOf(b) || a.numTopics - b.numTopics);
  return { ...results, [kind]: all };
}

function programOf(row: RowOf[Kind]): string | undefined {
  return 'program' in row ? row.program : undefined;
}

function isOf({ corpus, numTopics }: Part, row: Part): boolean {
  return row.corpus === corpus && row.numTopics === numTopics;
}

function placeOf({ corpus }: Part): number {
  return benchmarkCorpora.findIndex(({ name }) => name === corpus);
}

function pathOf(folder: string): string {
  return path.join(folder, 'benchmark/results.json');
}
