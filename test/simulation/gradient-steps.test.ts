/** The simulation of gradient steps under staleness, and the optimum that it is compared with. */
import { expect } from 'chai';
import { newtonStep } from '../../core/covariates/newton-step.ts';
import { startingWeights, weightScale } from '../../core/covariates/weights.ts';
import { type StepRule, StepSimulation } from '../benchmark/experiments/step-simulation.ts';
import { maximize, slopeOf } from '../fixtures/lbfgs.ts';
import { PlantedDocuments } from '../fixtures/planted-documents.ts';

const documents = new PlantedDocuments(60);
const numWorkers = 4;

/** Where Newton's steps on all documents end. */
function optimum(): Float64Array {
  const { alpha, numTopics, features } = documents;
  let weights = startingWeights(features.numFeatures, { numTopics, alpha });
  for (let step = 0; step < 80; step++) {
    const sums = documents.sums(weights, features.groupOf.keys());
    weights = newtonStep(weights, sums, { numFeatures: features.numFeatures, prior: { alpha } });
  }
  return Float64Array.from(weights, (weight) => weight / weightScale);
}

function simulated(rule: StepRule, staleness: number, numPasses: number) {
  const shape = { documents, numWorkers, rule, staleness, delay: 0, sleepsOneIn: 10, numPasses };
  const { standings, oldest } = new StepSimulation({ ...shape, seed: 2 }).run();
  const best = optimum();
  const { weights } = standings[standings.length - 1];
  return { oldest, distance: Math.max(...weights.map((one, at) => Math.abs(one - best[at]))) };
}

describe('Gradient steps under staleness', () => {
  // Seen to fail: with newest sums that are not subtracted, with workers that do not wait.
  it('find the optimum where the step is safe, and keep to the bound', () => {
    const { distance, oldest } = simulated({ kind: 'newest', part: 1 / 7 }, 0, 60);
    expect(distance).to.be.below(0.01);
    expect(oldest).to.equal(2 * (numWorkers - 1));
  });

  it('lead away where it is too large', () => {
    expect(simulated({ kind: 'newest', part: 1 }, 2, 40).distance).to.be.above(2);
  });
});

describe('L-BFGS', () => {
  // Seen to fail: with steps in the order of their age.
  it('finds the maximum of a function that is curved unevenly', () => {
    const value = ([x, y]: Float64Array) => -((x - 3) ** 2) - 50 * (y + x) ** 2 - (x - 3) ** 4;
    const [x, y] = maximize(value, slopeOf(value), Float64Array.of(-1, 2));
    expect(x).to.be.closeTo(3, 1e-3);
    expect(y).to.be.closeTo(-3, 1e-3);
  });
});
