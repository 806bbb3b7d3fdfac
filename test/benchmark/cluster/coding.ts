/**
 * What it takes to code the table for other hosts, and to take theirs in, on one thread:
 *
 *     node dist/test/benchmark/cluster/coding.js [--corpora 20news-train,arxiv-50k] [--topics 100,400,1000]
 *       [--sweeps 10] [--repeats 5]
 *
 * Prints nanoseconds of processor time for each cell of the dense rows, the least of the repeats: coded in
 * TypeScript, by the compiled coder in all cells, and where the occupancy says; taken in by TypeScript, taken in
 * and marked in the occupancy by TypeScript, and both as it is done, with the compiled coder's help.
 */
import { parseArgs } from 'node:util';
import { type Grid, defaultNumBlocks } from '../../../core/corpus/grid.ts';
import type { TokenSource } from '../../../core/corpus/token-source.ts';
import { Arena } from '../../../core/memory/arena.ts';
import type { Rows } from '../../../core/memory/rows.ts';
import {
  type RangeCoder,
  PlainCoder,
  openCoder,
} from '../../../core/parameter-server/bridge/coder.ts';
import { createServer } from '../../../core/parameter-server/open.ts';
import { readsNarrowRows } from '../../../core/sampler/open.ts';
import { kernelSamplerName } from '../../../core/sampler/versions.ts';
import { storageOf } from '../../../core/sampler/kernel/storage.ts';
import { KernelTokens } from '../../../core/sampler/kernel/tokens.ts';
import { OpenedSampler } from '../../fixtures/opened-sampler.ts';
import { benchmarkCorpora } from '../corpora.ts';
import { alpha, beta } from '../measure.ts';

const { values: options } = parseArgs({
  options: {
    corpora: { type: 'string', default: '20news-train,arxiv-50k' },
    topics: { type: 'string', default: '100,400,1000' },
    sweeps: { type: 'string', default: '10' },
    repeats: { type: 'string', default: '5' },
  },
});

console.log(
  'corpus            K  not zero  groups    MB   coded: TS  compiled  by masks  taken in: TS  and marked  by masks',
);
for (const name of options.corpora.split(',')) {
  const source = await benchmarkCorpora.find((corpus) => corpus.name === name)?.open();
  if (source === undefined) console.log(`${name}: not available here`);
  else for (const topics of options.topics.split(',')) measure(name, source, Number(topics));
}

function measure(name: string, source: TokenSource, numTopics: number): void {
  const { rows, grid } = trainedRows(source, numTopics);
  const { coders, coded, all, markAll } = layOut({ source, grid, rows, numTopics });
  const { plain, compiled, byMasks } = coders;
  const perCell = (work: () => void) => leastOf(work) / (rows.numRows * rows.stride);
  const decode = (coder: RangeCoder) => () => {
    coder.decode(coded, all);
  };
  const decodeAndMark = () => {
    plain.decode(coded, all);
    markAll();
  };
  const figures = [
    perCell(() => plain.encode(all)),
    perCell(() => compiled.encode(all)),
    perCell(() => byMasks.encode(all)),
    perCell(decode(plain)),
    perCell(decodeAndMark),
    perCell(decode(byMasks)),
  ];
  const [cells, groups] = sharesOccupied(rows);
  console.log(
    [
      name.padEnd(14),
      String(numTopics).padStart(4),
      `${(100 * cells).toFixed(1)}%`.padStart(9),
      `${(100 * groups).toFixed(1)}%`.padStart(7),
      (coded.length / 1e6).toFixed(2).padStart(5),
      ...[12, 9, 9, 13, 11, 9].map((width, index) => figures[index].toFixed(2).padStart(width)),
    ].join(' '),
  );
}

/** By row. */
function mostOf({ wordTokenCounts }: TokenSource, { rowOfWord }: Grid): Uint32Array {
  const most = new Uint32Array(rowOfWord.length);
  rowOfWord.forEach((row, word) => (most[row] = wordTokenCounts[word]));
  return most;
}

/** A table with these rows, as a run keeps them, their occupancy, and the coders of both. */
function layOut({ source, grid, rows, numTopics }: Laid) {
  const { numWords: numRows, documentLengths } = source;
  const isNarrow = readsNarrowRows(kernelSamplerName, { numTopics, documentLengths });
  const arena = new Arena();
  const server = createServer(arena, {
    numRows,
    numColumns: numTopics,
    shardStarts: Uint32Array.of(0, numRows),
    numClients: 1,
    mostOfRows: isNarrow ? mostOf(source, grid) : undefined,
    reading: 'lockstep',
    staleness: 0,
  });
  for (let row = 0; row < numRows; row++) server.rows.at(row).set(rows.at(row));
  const storage = { ...storageOf({ numTopics, documentLengths }), wholeRows: false };
  const shape = { grid, documentLengths, numTopics, alpha: new Float64Array(numTopics), storage };
  const tokens = new KernelTokens(arena, shape);
  const connection = server.connect(0);
  const coders = {
    plain: new PlainCoder(connection),
    compiled: openCoder(arena, connection),
    byMasks: openCoder(arena, connection, tokens.description.occupancyAddress),
  };
  const all = { first: 0, end: numRows };
  const markAll = () => {
    tokens.occupyRows(server.rows, all);
  };
  markAll();
  return { coders, coded: coders.compiled.encode(all), all, markAll };
}

interface Laid {
  readonly source: TokenSource;
  readonly grid: Grid;
  readonly rows: Rows;
  readonly numTopics: number;
}

function trainedRows(source: TokenSource, numTopics: number) {
  const opened = new OpenedSampler(source, {
    alpha: new Float64Array(numTopics).fill(alpha),
    beta,
    numBlocks: defaultNumBlocks(source.numTokens),
    kernel: storageOf({ numTopics, documentLengths: source.documentLengths }),
  });
  for (let sweep = 0; sweep <= Number(options.sweeps); sweep++) opened.sweep(sweep, 1);
  return opened;
}

/** Of cells, and of groups of 16 cells. */
function sharesOccupied(rows: Rows): [number, number] {
  let [cells, groups] = [0, 0];
  for (let row = 0; row < rows.numRows; row++) {
    const counts = rows.at(row);
    for (let first = 0; first < counts.length; first += 16) {
      const numCells = counts.subarray(first, first + 16).filter((count) => count !== 0).length;
      cells += numCells;
      if (numCells > 0) groups++;
    }
  }
  const all = rows.numRows * rows.stride;
  return [cells / all, (16 * groups) / all];
}

/** Nanoseconds of processor time of the fastest of some times. */
function leastOf(work: () => void): number {
  work(); // warms up
  const times = Array.from({ length: Number(options.repeats) }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return 1000 * (user + system);
  });
  return Math.min(...times);
}
