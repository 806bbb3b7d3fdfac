/** When the weights move: a function of the sweep's number alone, so that a run resumes. */

/** They are near their optimum after about 40 steps; from then on they only follow the topics. */
const lastOfEvery = 50;
const interval = 5;

/** The first sweep after `sweep` at whose end the weights make a step. */
export function nextStep(sweep: number): number {
  if (sweep < lastOfEvery) return Math.max(1, sweep + 1);
  return (Math.floor(sweep / interval) + 1) * interval;
}
