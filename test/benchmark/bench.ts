/**
 * `make bench`: tokens per second, and seconds to reach one likelihood, for both ways of reading,
 * one and two workers, next to the reference sampler and other JavaScript programs.
 *
 *     node dist/test/benchmark/bench.js [--corpus NAME]... [--topics K]... [--table NAME]...
 *         [--rounds 5] [--quick] [--again] [--beside FOLDER] [--out docs]
 *
 * FOLDER is a built checkout of another commit: it has its turn in every round, as "before", and sets
 * the likelihood that all others are to reach.
 *
 * Writes docs/benchmark.md and docs/benchmark/ (pages.ts) whenever a part was measured. It may be
 * stopped, and goes on where it was: what was measured of this commit, on such a machine, stays, but
 * with --again. What is measured with --quick goes into a folder of its own.
 *
 * In a round all configurations of a corpus have their turn, and the next round begins unless the
 * corpus has had its time; of several rounds the median counts, for ratios the median of the rounds'
 * ratios. Ratios mean something, absolute times only on this machine under its load of the moment.
 */
import { parseArgs } from 'node:util';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { measureCheckpoints } from './checkpoints.ts';
import { type BenchmarkCorpus, benchmarkCorpora, sweepsOf } from './corpora.ts';
import { checkpointLine, programLine, sizeLine, writePages } from './pages.ts';
import { measurePrograms, waysBeside } from './programs.ts';
import {
  type Kind,
  type Part,
  type RowOf,
  isMeasured,
  kinds,
  originNow,
  readResults,
  rowsOf,
  withRows,
} from './results.ts';
import { measureSizes } from './sizes.ts';
import { followPairs } from './starts/chains.ts';
import { startLine } from './starts/page.ts';
import { startRowOf } from './starts/rows.ts';

const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', multiple: true, default: benchmarkCorpora.map(({ name }) => name) },
    topics: { type: 'string', multiple: true, default: ['20', '100', '1000'] },
    table: { type: 'string', multiple: true, default: [...kinds] },
    rounds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    out: { type: 'string' },
    beside: { type: 'string' },
  },
});
const isQuick = options.quick;
const out = options.out ?? (isQuick ? 'sample/bench/quick' : 'docs');
const origin = originNow();
const ways = await waysBeside(options.beside);

/** Large corpora are measured beside it. */
const smallCorpus = benchmarkCorpora[0];

interface Table<K extends Kind> {
  measure(corpus: BenchmarkCorpus, source: TokenSource, numTopics: number): Promise<RowOf[K][]>;
  /** A row as it stands on the terminal. */
  line(row: RowOf[K]): string[];
}

const tables: { readonly [K in Kind]: Table<K> } = {
  programs: {
    measure: (corpus, source, numTopics) =>
      measurePrograms(corpus, source, numTopics, {
        ways,
        numRounds: Number(options.rounds),
        isQuick,
      }),
    line: programLine,
  },
  checkpoints: { measure: checkpointsOf, line: checkpointLine },
  sizes: { measure: sizesOf, line: sizeLine },
  starts: { measure: startsOf, line: startLine },
};

for (const kind of kinds.filter((kind) => options.table.includes(kind)))
  for (const corpus of benchmarkCorpora.filter(({ name }) => options.corpus.includes(name)))
    for (const topics of options.topics) await bench(kind, corpus, Number(topics));

/** Measures a part, unless that was done, and writes it down. */
async function bench<K extends Kind>(
  kind: K,
  corpus: BenchmarkCorpus,
  numTopics: number,
): Promise<void> {
  const part = { corpus: corpus.name, numTopics };
  if (!options.again && stands(kind, part)) {
    console.error(`measured before: ${kind}, ${corpus.name}, K = ${numTopics}`);
    return;
  }
  const source = await corpus.open();
  if (source === undefined) {
    console.error(`skipped: ${corpus.name} is not available here`);
    return;
  }
  const { measure, line } = tables[kind];
  const rows = await measure(corpus, source, numTopics);
  if (rows.length === 0) return;
  for (const row of rows) console.log(line(row).join('  '));
  const stored = rows.map((row) => ({ ...row, ...origin }));
  writePages(out, withRows(readResults(out), kind, part, stored));
}

function stands(kind: Kind, part: Part): boolean {
  const results = readResults(out);
  // Chains of several seeds say more than the one that would take their place.
  if (kind === 'starts' && rowsOf(results, kind, part).some(({ numSeeds }) => numSeeds > 1))
    return true;
  const hasAll = ways.every(({ name }) =>
    rowsOf(results, 'programs', part).some(
      ({ program, commit }) => program === name && commit === origin.commit,
    ),
  );
  return isMeasured(results, kind, part, origin) && (kind !== 'programs' || hasAll);
}

async function checkpointsOf({ name, path }: BenchmarkCorpus, _: TokenSource, numTopics: number) {
  return path === undefined ? [] : [await measureCheckpoints(name, path, numTopics)];
}

/** Half as many sweeps as for the programs where a sweep takes seconds. */
async function sizesOf(corpus: BenchmarkCorpus, source: TokenSource, numTopics: number) {
  const small = await smallCorpus.open();
  if (small === undefined || source.numTokens < 1e7) return [];
  const numSweeps = sweepsOf(corpus, source, { numTopics, isQuick }) / (numTopics >= 1000 ? 2 : 1);
  return measureSizes({ name: corpus.name, source }, small, numTopics, numSweeps);
}

/** With one seed. */
async function startsOf({ name }: BenchmarkCorpus, source: TokenSource, numTopics: number) {
  if (source.numTokens > 4e6) return [];
  const pair = { corpus: name, numTopics, commit: origin.commit, numSweeps: isQuick ? 200 : 1000 };
  return [startRowOf(await followPairs(source, pair, 1))];
}
