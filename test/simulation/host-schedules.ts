/** Tries many schedules of several hosts, each drawn from a seed. */
import { expect } from 'chai';
import { HostsSystem, type Outcome, type SystemShape, numBlocks } from './hosts-system.ts';

const noFaults = { failed: 0, lost: 0, turns: 0 };
const deals = [
  [0, 3, 6],
  [0, 1, 6],
  [0, 5, 6],
  [0, 2, 4, 6],
  [0, 1, 2, 6],
  [0, 1, 2, 3, 4, 5, 6],
];

/** @returns how often something acknowledged and lost was put again. */
export async function trySchedules(firstSeed: number, numSeeds: number): Promise<number> {
  const system = new HostsSystem();
  const alone = await system.run({ starts: [0, numBlocks] }, { seed: 0, ...noFaults });
  let numRepaired = 0;
  for (let seed = firstSeed; seed < firstSeed + numSeeds; seed++) {
    const starts = deals[seed % deals.length];
    const twin = seed % 4 === 0 ? { twin: seed % (starts.length - 1) } : {};
    const found = await tryOne(system, { starts, ...twin }, seed);
    expectSame(found, alone, `seed ${seed}`);
    numRepaired += found.numRepaired;
  }
  return numRepaired;
}

export function tryOne(system: HostsSystem, shape: SystemShape, seed: number): Promise<Outcome> {
  const faults = { seed, failed: (seed % 3) / 20, lost: (seed % 5) / 40, turns: 1 + (seed % 9) };
  return system.run(shape, faults);
}

/** Rows as of one process, and the same totals on every host. */
export function expectSame(found: Outcome, alone: Outcome, which: string): void {
  expect(found.rows, which).to.deep.equal(alone.rows);
  for (const totals of found.totals) expect(totals, which).to.deep.equal(alone.totals[0]);
}
