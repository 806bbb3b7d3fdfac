/** Weights of a bootstrap: how often something is drawn. */

/** The distribution function of a Poisson variable of mean 1, times 2^32; it ends where that does. */
const steps = (() => {
  const found: number[] = [];
  let probability = 0.36787944117144233; // 1/e
  let sum = 0;
  for (let value = 0; value < 13; value++) {
    sum += probability;
    found.push(Math.floor(sum * 2 ** 32));
    probability /= value + 1;
  }
  return found;
})();

/** A Poisson variable of mean 1. @param uniform from 0 to 2^32 - 1. */
export function poisson(uniform: number): number {
  let value = 0;
  while (value < steps.length && uniform >= steps[value]) value++;
  return value;
}
