/** The page of what the growing start gains, and of where chains end. */
import { markdownTable } from '../markdown-table.ts';
import type { Stored } from '../results.ts';
import { type StartRow, levels, settled } from './rows.ts';

export function startPage(rows: readonly Stored<StartRow>[]): string {
  const header = [
    ...['corpus', 'K', 'seeds', 'start', ...levels.map((sweep) => `to level ${sweep}`)],
    ...['end', 'before', 'now', 'speed', 'commit'],
  ];
  return `# Beside the sampler of before

How soon a run reaches the likelihood that the sampler before \`kernel-4\` has after 100 and after 200 sweeps, and where both end. That
one (\`kernel-3\`, which is still there for runs that began with it) starts sequentially, has half as many blocks (as many on planted topics), and
walks the topics of documents. It has gained from later work: a token like the one before is not weighed again, and phi is filled in faster.
One worker, alpha 0.1, beta 0.01, priors not learnt, both chains in turns; \`make starts\` measures all rows with three seeds,
\`make bench\` with one those that are not there.

${markdownTable(
  header,
  rows.map((row) => [...startLine(row), row.commit]),
)}

- *seeds*: pairs of chains; figures are means over them.
- *start*: what the growing start costs, in visits of each token (a sweep is one). Where a topic has fewer than 4,000 tokens
  (3,000 with more than 320 topics), the start is sequential.
- *to level 100, 200*: visits of each token, the start included, until the mean likelihood of before after 100, 200 sweeps; in parentheses
  the CPU time, beside that of before. Not by all: a chain that has come to its end before sweep 200 may lie below the mean of the others.
- *before, now*: log-likelihood per token after the sweep in *end* (both count from sweep 0), and half of the range of the seeds. A start
  that is sharper than the chain's own end could pass a target and fall back; so the ends stand beside the times.
- *speed*: tokens per CPU second beside before, from sweep ${settled} to the end, median of the seeds. Below 1 is the price of
  [blocks for more cores](../decisions.md#blocks-for-the-cores-that-people-have).
`;
}

/** A row as it stands in the page, and on the terminal while measuring. */
export function startLine(row: StartRow): string[] {
  return [
    row.corpus,
    String(row.numTopics),
    String(row.numSeeds),
    row.startVisits.toFixed(0),
    ...row.toLevels.map((time) =>
      time === null ? 'not by all' : `${time.visits.toFixed(0)} (${time.ofBefore.toFixed(2)})`,
    ),
    String(row.end),
    // "-8.689 ± .008": half of the range.
    ...[row.before, row.now].map(
      ({ mean, half }) => `${mean.toFixed(3)} ± ${half.toFixed(3).slice(1)}`,
    ),
    row.speed.toFixed(2),
  ];
}
