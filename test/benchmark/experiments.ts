/**
 * What staleness buys and what it costs, with real sampling: `make experiments`.
 *
 * Writes docs/experiments.md and a plot for each experiment. Times are of this machine; only
 * ratios within one run mean anything.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { blockedTime } from './experiments/blocked-time.ts';
import { delayedDelivery } from './experiments/delayed-delivery.ts';
import { likelihoodBySweep } from './experiments/likelihood-by-sweep.ts';
import { likelihoodBySecond } from './experiments/likelihood-by-second.ts';
import { recovery } from './experiments/recovery.ts';
import type { Experiment } from './experiments/experiment.ts';

const experiments: readonly (() => Promise<Experiment>)[] = [
  () => blockedTime('passing'),
  () => blockedTime('persistent'),
  likelihoodBySweep,
  likelihoodBySecond,
  delayedDelivery,
  recovery,
];

mkdirSync('docs', { recursive: true });
const sections: string[] = [];
let numUnexpected = 0;
for (const run of experiments) {
  const { id, title, text, table, plot, isAsExpected } = await run();
  if (plot) writeFileSync(`docs/${id}.svg`, plot);
  const picture = plot ? `\n![${title}](${id}.svg)\n` : '';
  sections.push(`## ${title}\n\n${text}\n\n${table}\n${picture}`);
  if (!isAsExpected) numUnexpected++;
  console.log(`${isAsExpected ? 'as expected' : 'NOT AS EXPECTED'}: ${title}\n${table}\n`);
}
writeFileSync(
  'docs/experiments.md',
  `# What staleness buys and costs

Written by \`make experiments\` on a machine with ${availableParallelism()} cores: the shapes and ratios matter, not the seconds.
s is the staleness bound; s = 0 is lockstep (rotation), s = 1 and more live reading.

${sections.join('\n')}`,
);
process.exitCode = numUnexpected === 0 ? 0 : 1;
