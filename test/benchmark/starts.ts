/**
 * `make starts`: what the growing start gains, and what finer blocks cost, beside the sampler of
 * before: how much sampling, and how much CPU time, until the likelihood that it has after 100 and
 * 200 sweeps, and where both end.
 *
 *     node dist/test/benchmark/starts.js [--sweeps 1000] [--seeds 3] [--row "20news-train 20"]...
 *
 * It may be stopped: chains that came to their end are kept, and not followed again.
 */
import { parseArgs } from 'node:util';
import { benchmarkCorpora } from './corpora.ts';
import { writePages } from './pages.ts';
import { originNow, readResults, withRows } from './results.ts';
import { followPairs } from './starts/chains.ts';
import { startLine } from './starts/page.ts';
import { startRowOf } from './starts/rows.ts';

const allRows = ['ap-blei', '20news-train', 'nips-uci', 'arxiv-50k', 'planted-1M'].flatMap(
  (corpus) => [20, 100, 1000].map((numTopics) => `${corpus} ${numTopics}`),
);

const { values: options } = parseArgs({
  options: {
    sweeps: { type: 'string', default: '1000' },
    seeds: { type: 'string', default: '3' },
    row: { type: 'string', multiple: true, default: allRows },
  },
});

const origin = originNow();
for (const row of options.row) {
  const [corpus, topics] = row.split(' ');
  const source = await benchmarkCorpora.find(({ name }) => name === corpus)?.open();
  if (source === undefined) {
    console.error(`skipped: ${corpus} is not available here`);
    continue;
  }
  const part = { corpus, numTopics: Number(topics) };
  const pair = { ...part, commit: origin.commit, numSweeps: Number(options.sweeps) };
  const measured = startRowOf(await followPairs(source, pair, Number(options.seeds)));
  writePages('docs', withRows(readResults('docs'), 'starts', part, [{ ...measured, ...origin }]));
  console.log(startLine(measured).join('  '));
}
