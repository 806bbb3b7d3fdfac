import { expect } from 'chai';
import { crashImport, crashTraining } from './machine.ts';

// The short form of `make crash`, whose figures are in docs/faults.md.
describe('A program that is killed', () => {
  // Seen to fail: with checkpoints written in two transactions (a checkpoint without its topics),
  // and with random numbers of a resumed stretch drawn from sweep 0 on.
  it('while it trains loses nothing that it has saved, and ends like an undisturbed one', async () => {
    const result = await crashTraining({ numKills: 5, seed: 1 });
    expect(result.findings).to.deep.equal([]);
    expect(result.compared).to.be.greaterThan(0);
  }).timeout(240_000);

  // Seen to fail: with the file filled under its own name.
  it('while it imports leaves the old file or the new one', async () => {
    const result = await crashImport({ numKills: 2, seed: 1 });
    expect(result.findings).to.deep.equal([]);
  }).timeout(240_000);
});
