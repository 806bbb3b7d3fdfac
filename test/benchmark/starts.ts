/**
 * `make starts`: what the growing start gains, and what finer blocks cost, beside the sampler of
 * before: how much sampling, and how much CPU time, until the likelihood that it has after 100 and
 * 200 sweeps, and where both end.
 *
 *     node dist/test/benchmark/starts.js [--sweeps 1000] [--seeds 3] [--row "20news-train 20"]...
 *
 * A line of JSON for each chain goes to sample/bench/starts.jsonl; the page is made of all of them.
 */
import { parseArgs } from 'node:util';
import { benchmarkCorpora } from './corpora.ts';
import { followPair, readChains } from './starts/chains.ts';
import { writePage } from './starts/page.ts';

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

for (let seed = 1; seed <= Number(options.seeds); seed++) {
  for (const row of options.row) {
    const [corpus, topics] = row.split(' ');
    const source = await benchmarkCorpora.find(({ name }) => name === corpus)?.open();
    if (source === undefined) {
      console.error(`skipped: ${corpus} is not available here`);
      continue;
    }
    const numSweeps = Number(options.sweeps);
    await followPair(source, { corpus, numTopics: Number(topics), seed, numSweeps });
    console.log(`${row}, seed ${seed}: measured`);
  }
}
writePage(readChains(), 'docs');
