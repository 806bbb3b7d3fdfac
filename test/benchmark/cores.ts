/**
 * What more cores than this machine has would do: `make cores` measures every unit, simulates the
 * schedule with them, compares with the clock what can be compared here, and writes
 * docs/benchmark/cores.md. Arguments: names of corpora.
 */
import { writeFileSync } from 'node:fs';
import { defaultNumBlocks } from '../../core/corpus/grid.ts';
import { startTrainingThread } from '../../corpora/threads/training-threads.ts';
import { benchmarkCorpora } from './corpora.ts';
import { pageOf } from './cores/page.ts';
import { secondsPerSweep } from './cores/simulate.ts';
import { checkWithSleepers } from './cores/sleepers.ts';
import { leastOfSweeps, measureUnits, secondsToWake } from './cores/unit-times.ts';
import { alpha, beta } from './measure.ts';

const rows = [
  ['ap-blei', 20],
  ['ap-blei', 100],
  ['20news-train', 100],
  ['nips-uci', 100],
  ['arxiv-50k', 20],
  ['arxiv-50k', 100],
  ['arxiv-50k', 1000],
  ['generated-20M', 100],
] as const;
const manyWorkers = [4, 8, 16, 32];
const wanted = process.argv.slice(2);

const toWake = await secondsToWake();
const checks = await checkWithSleepers(toWake);
const lines: string[][] = [];
for (const [corpus, numTopics] of rows) {
  if (wanted.length > 0 && !wanted.includes(corpus)) continue;
  const source = await benchmarkCorpora.find(({ name }) => name === corpus)?.open();
  if (source === undefined) continue;
  const numBlocks = defaultNumBlocks(source.numTokens);
  const settings = { numTopics, alpha, beta, numBlocks };
  const times = await measureUnits(source, settings, toWake);
  const [one, two, ...more] = [1, 2, ...manyWorkers].map((numWorkers) =>
    secondsPerSweep(times, numWorkers),
  );
  const clock = (numWorkers: number) =>
    leastOfSweeps({ source, settings, numWorkers, startWorker: startTrainingThread });
  const milliseconds = (seconds: number) => (1000 * seconds).toFixed(1);
  lines.push([
    corpus,
    String(numTopics),
    String(numBlocks),
    `${milliseconds(one)} (${milliseconds(await clock(1))})`,
    `${milliseconds(two)} (${milliseconds(await clock(2))})`,
    (one / two).toFixed(1),
    ...more.map((seconds) => (one / seconds).toFixed(1)),
  ]);
  console.log(lines.at(-1)!.join(' | '));
  if (wanted.length === 0)
    writeFileSync('docs/benchmark/cores.md', pageOf(lines, { manyWorkers, toWake, checks }));
}
