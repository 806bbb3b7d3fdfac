/** Experiment: gradient steps from stale sums, the second rule of the parameter server. */
import { varianceOf } from '../../../core/covariates/newton-step.ts';
import { maximize, slopeOf } from '../../fixtures/lbfgs.ts';
import { PlantedDocuments } from '../../fixtures/planted-documents.ts';
import { stepPart } from '../../../core/training/weight-layout.ts';
import { markdownTable } from '../markdown-table.ts';
import { linePlot } from '../plot.ts';
import type { Expectation, Experiment } from './experiment.ts';
import { type StepRule, StepSimulation, type Steps } from './step-simulation.ts';

const numWorkers = 8;
const numPasses = 120;
const marks = [10, 30, 120];
const stalenesses = [0, 1, 2, 4, 8, Infinity];
const delays = [4, 16, 64];
const adagradStep = 0.3;
const numDocuments = 400;
/** Farther away than where all begin. */
const lost = 2;
/** How near a time is told for. */
const near = 0.2;

const remark =
  'Counts that are stale make sampling slower, and no worse: they are what some moment left. A step of stale gradients ' +
  'may correct what has been corrected already, and lead away. So staleness pays less here: the wait that it takes ' +
  'away is lost again to shorter steps, and of all bounds s = 0 is the first to come near by the clock on the wall, too. ' +
  'Adagrad does come near sooner with staleness, and then stays farther away; its regret per pass does not grow with s, ' +
  'since its first steps decide it. Without a bound there is no d to divide by: the rows s = inf make the steps of s = 0. ' +
  'With sleeping workers these find the optimum all the same, beyond the limit (one gradient of eight is so old at a ' +
  'time, not all); delivered late they do not. So gibbon refuses covariates without a bound.';

interface Row {
  readonly rule: string;
  readonly staleness: number;
  readonly delay: number;
  readonly part: number | undefined;
  readonly oldest: number;
  /** The farthest weight from the optimum after the marks, and where it is after which time. */
  readonly distances: readonly number[];
  readonly course: readonly (readonly [milliseconds: number, distance: number])[];
  /** Mean shortfall of the log posterior over the passes, a document. */
  readonly regret: number;
  readonly milliseconds: number;
}

export function gradientSteps(): Promise<Experiment> {
  const documents = new PlantedDocuments(numDocuments);
  const of = measureAll(documents);
  return Promise.resolve({
    id: 'gradient-steps',
    title: 'Gradient steps: too large for their staleness, they lead away',
    text: textOf(documents),
    table: tableOf([...of.safe, ...of.full, ...of.papers, ...of.late]),
    plot: linePlot(
      of.safe.map(({ staleness, course }) => ({
        name: nameOf(staleness),
        points: course.map(([x, y]) => [x, Math.log10(Math.max(1e-5, y))] as const),
      })),
      {
        title: 'Part 1 / (1 + d) of a step, with sleeping workers',
        x: 'simulated milliseconds',
        y: 'log10 of the distance to the optimum',
      },
    ),
    expectations: [...ofSafeRule(of), ...ofOthers(of)],
    remark,
  });
}

type Rows = Record<'safe' | 'full' | 'papers' | 'late', readonly Row[]>;

function measureAll(documents: PlantedDocuments): Rows {
  const value = (weights: Float64Array) => logPosterior(documents, weights);
  const start = new Float64Array(12).fill(Math.log(documents.alpha), 0, 4);
  const optimum = maximize(value, slopeOf(value), start);
  const measured = (rule: string, shape: Shape, delay = 0): Row => {
    const { staleness } = shape;
    const sleepsOneIn = delay === 0 ? 10 : undefined;
    const options = { documents, numWorkers, staleness, delay, sleepsOneIn, numPasses };
    const steps = new StepSimulation({ ...options, rule: ruleOf(shape), seed: 5 }).run();
    return rowOf(steps, { rule, staleness, delay, part: partOf(shape) }, { value, optimum });
  };
  return {
    safe: stalenesses.map((staleness) => measured('safe', { kind: 'safe', staleness })),
    full: stalenesses.map((staleness) => measured('full', { kind: 'full', staleness })),
    papers: stalenesses.map((staleness) => measured('Adagrad', { kind: 'adagrad', staleness })),
    late: delays.flatMap((delay) =>
      [4, Infinity].map((staleness) => measured('safe', { kind: 'safe', staleness }, delay)),
    ),
  };
}

type Shape = { readonly kind: 'safe' | 'full' | 'adagrad'; readonly staleness: number };

function partOf({ kind, staleness }: Shape): number | undefined {
  if (kind === 'adagrad') return undefined;
  if (kind === 'full') return 1;
  const known = staleness === Infinity ? 0 : staleness;
  return stepPart({ numWorkers, numRanges: 1, staleness: known });
}

function ruleOf(shape: Shape): StepRule {
  const part = partOf(shape);
  return part === undefined ? { kind: 'adagrad', step: adagradStep } : { kind: 'newest', part };
}

function rowOf(
  { standings, oldest }: Steps,
  named: Pick<Row, 'rule' | 'staleness' | 'delay' | 'part'>,
  { value, optimum }: { value: (weights: Float64Array) => number; optimum: Float64Array },
): Row {
  const distanceOf = (weights: Float64Array) =>
    weights.reduce((most, one, at) => Math.max(most, Math.abs(one - optimum[at])), 0);
  const best = value(optimum);
  const course = standings.map(
    ({ milliseconds, weights }) => [milliseconds, distanceOf(weights)] as const,
  );
  const shortfall = standings.map(({ weights }) => best - value(weights));
  return {
    ...named,
    oldest,
    course,
    distances: marks.map((pass) => course[pass - 1][1]),
    regret: shortfall.reduce((sum, one) => sum + one, 0) / shortfall.length / numDocuments,
    milliseconds: course[course.length - 1][0],
  };
}

/** log p(topics | weights) + log p(weights), by gamma functions. */
function logPosterior(documents: PlantedDocuments, weights: Float64Array): number {
  const { alpha, numTopics } = documents;
  const ofPrior = weights.reduce((sum, weight, cell) => {
    const feature = Math.floor(cell / numTopics);
    const away = weight - (feature === 0 ? Math.log(alpha) : 0);
    return sum - (away * away) / (2 * varianceOf(feature));
  }, 0);
  return documents.logLikelihood(weights) + ofPrior;
}

/** With a delay of d steps, descent on a quadratic is stable while step x curvature is below this. */
function limitAt(delay: number): number {
  return 2 * Math.sin(Math.PI / (2 * (2 * delay + 1)));
}

function nameOf(staleness: number): string {
  return `s = ${staleness === Infinity ? 'inf' : staleness}`;
}

function textOf({ numTopics, features }: PlantedDocuments): string {
  return (
    `${numDocuments} documents whose topics are held fixed (${numTopics} topics, ${features.numFeatures} features); ` +
    `${numWorkers} simulated workers, a block and a pass of 1 ms each. A clock is a pass: with weights read before it, a ` +
    "worker pushes its block's new gradient and curvature instead of the old ones, and makes a step. *Safe*: 1 / (1 + d) of " +
    "Newton's step on the sums of every block's newest, d being the most steps that the bound lets them be old, as in " +
    'live reading; *full*: all of it; *Adagrad* (step 0.3): the rule of the papers, of the own block’s gradient alone. ' +
    'Workers sleep 10 ms before one pass in ten, or everything reaches others D ms late. *Oldest*: the most steps made between ' +
    'a gradient in the sum and the step made of it; *limit*: what step times curvature may be with that delay. Distance: the ' +
    `weight farthest from the optimum that L-BFGS finds on gamma functions; above ${lost}: lost. Regret: the mean shortfall ` +
    'of the log posterior over the passes, a document.'
  );
}

function tableOf(rows: readonly Row[]): string {
  return markdownTable(
    [
      ...['rule', 's', 'D', 'step', 'oldest', 'limit'],
      ...marks.map((pass) => `distance after ${pass}`),
      ...['regret', 'ms', `ms to ${near}`],
    ],
    rows.map(({ rule, staleness, delay, part, oldest, distances, course, ...rest }) => [
      rule,
      staleness === Infinity ? 'inf' : String(staleness),
      String(delay),
      part === undefined ? '' : part.toFixed(3),
      String(oldest),
      part === undefined ? '' : limitAt(oldest).toFixed(3),
      ...distances.map((distance) => distance.toFixed(4)),
      rest.regret.toFixed(4),
      rest.milliseconds.toFixed(0),
      timeTo(course),
    ]),
  );
}

/** When the distance falls below `near`, to stay there. */
function timeTo(course: Row['course']): string {
  const last = course.findLastIndex(([, distance]) => distance >= near);
  return last === course.length - 1 ? '-' : course[last + 1][0].toFixed(0);
}

function distanceAtEnd({ distances }: Row): number {
  return distances[distances.length - 1];
}

function isBounded({ staleness }: Row): boolean {
  return staleness < Infinity;
}

function ofSafeRule(of: Rows): Expectation[] {
  const safe = of.safe.filter(isBounded);
  const [atZero, atEight] = [safe[0], safe[safe.length - 1]];
  const regrets = safe.map(({ regret }) => regret);
  const ratio = atEight.milliseconds / atZero.milliseconds;
  return [
    {
      what: `at s = 0 the safe rule finds the optimum to 0.001 (${distanceAtEnd(atZero).toFixed(4)})`,
      isSeen: distanceAtEnd(atZero) < 0.001,
    },
    {
      what: 'at every bound it comes at least twice as near from pass 30 to pass 120',
      isSeen: safe.every((row) => 2 * distanceAtEnd(row) < row.distances[1]),
    },
    {
      what: 'its step lies below the limit of the oldest gradient that was met, at every bound',
      isSeen: safe.every(({ part, oldest }) => part! < limitAt(oldest)),
    },
    {
      what: 'its regret per pass grows with s',
      isSeen: regrets.every((value, at) => at === 0 || value > regrets[at - 1]),
    },
    {
      what: `as many passes take less than half the time at s = 8 (${ratio.toFixed(2)} of that at s = 0)`,
      isSeen: ratio < 0.5,
    },
  ];
}

function ofOthers({ full, papers, late }: Rows): Expectation[] {
  const [atZero, atEight] = [0, 8].map((s) =>
    distanceAtEnd(papers.find(({ staleness }) => staleness === s)!),
  );
  return [
    {
      what: 'a full step, far above the limit, leads away at every s: unlike counts',
      isSeen: full.every((row) => distanceAtEnd(row) > lost),
    },
    {
      what: `Adagrad ends farther away at s = 8 than at s = 0 (${atEight.toFixed(4)}, ${atZero.toFixed(4)})`,
      isSeen: atEight > atZero,
    },
    {
      what: 'delivered late, steps without a bound are lost; with s = 4 the same workers come near the optimum (to 0.1)',
      isSeen: late.every((row) =>
        isBounded(row) ? distanceAtEnd(row) < 0.1 : distanceAtEnd(row) > lost,
      ),
    },
  ];
}
