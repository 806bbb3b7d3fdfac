/**
 * What staleness buys and what it costs, with real sampling: `make experiments`, which loads the
 * oracle of the bound into every thread.
 *
 * Writes docs/experiments.md and a plot for each experiment. Times are of this machine; only
 * ratios within one run mean anything. Fails when something is not as theory expects it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { assert } from '../../core/errors.ts';
import { passingSlowness, persistentSlowness } from './experiments/blocked-time.ts';
import type { Experiment } from './experiments/experiment.ts';
import { gradientSteps } from './experiments/gradient-steps.ts';
import { lateDelivery } from './experiments/late-delivery.ts';
import { likelihoodBySecond } from './experiments/likelihood-by-second.ts';
import { likelihoodBySweep } from './experiments/likelihood-by-sweep.ts';
import { recovery } from './experiments/recovery.ts';

assert(process.execArgv.join(' ').includes('staleness-oracle'), 'start with: make experiments');

const experiments: readonly (() => Promise<Experiment>)[] = [
  passingSlowness,
  persistentSlowness,
  likelihoodBySweep,
  likelihoodBySecond,
  lateDelivery,
  gradientSteps,
  recovery,
];

mkdirSync('docs', { recursive: true });
const sections: string[] = [];
let numUnseen = 0;
for (const run of experiments) {
  const experiment = await run();
  const { id, title, table, plot, expectations } = experiment;
  if (plot) writeFileSync(`docs/${id}.svg`, plot);
  sections.push(sectionOf(experiment));
  numUnseen += expectations.filter(({ isSeen }) => !isSeen).length;
  console.log(`${title}\n${table}\n${listOf(experiment)}\n`);
}
writeFileSync(
  'docs/experiments.md',
  `# What staleness buys and costs

Written by \`make experiments\` on a machine with ${availableParallelism()} cores: the shapes and ratios matter, not the seconds.

s is the staleness bound. All rows with an s read live, over the same partitions, and differ in nothing but the bound;
s = 0 is bulk-synchronous there. What \`--staleness 0\` gives a user is not on that curve: lockstep by rotation, a row of
its own. In all live runs every pull was checked against the bound through the data path as well: each worker counts its
steps in cells that travel with its pushes, and a read that lacked a step it must contain would have ended the run.

${sections.join('\n')}`,
);
process.exitCode = numUnseen === 0 ? 0 : 1;

function sectionOf(experiment: Experiment): string {
  const { id, title, text, table, plot, remark } = experiment;
  const picture = plot ? [`![${title}](${id}.svg)`] : [];
  const end = remark === undefined ? [] : [remark];
  const expected = `Expected:\n\n${listOf(experiment)}`;
  return [`## ${title}`, text, table, ...picture, expected, ...end].join('\n\n') + '\n';
}

function listOf({ expectations }: Experiment): string {
  return expectations
    .map(({ what, isSeen }) => `- ${isSeen ? 'seen' : '**not seen**'}: ${what}`)
    .join('\n');
}
