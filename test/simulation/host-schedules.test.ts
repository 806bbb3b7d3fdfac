import { expect } from 'chai';
import { expectSame, tryOne, trySchedules } from './host-schedules.ts';
import { HostsSystem, numBlocks } from './hosts-system.ts';

// host-schedules.slow.test.ts tries ten thousand.
describe('Hosts on an exchange with faults', () => {
  it('give the numbers of one process in every schedule that was drawn', async () => {
    expect(await trySchedules(0, 60)).to.be.above(0);
  });

  it('hang with an outbox that forgets what was acknowledged', async () => {
    const faults = { seed: 5, failed: 0, lost: 0.3, turns: 3 };
    const shape = { starts: [0, 3, 6], isForgetful: true };
    const failure = await new HostsSystem().run(shape, faults).catch((error: unknown) => error);
    expect(String(failure)).to.match(/hung: hosts have seen everybody complete \d+/);
  });

  it('go wrong with twins where the bridge has no gates', async () => {
    const system = new HostsSystem();
    const none = { seed: 0, failed: 0, lost: 0, turns: 0 };
    const alone = await system.run({ starts: [0, numBlocks] }, none);
    let numWrong = 0;
    for (let seed = 0; seed < 40; seed++) {
      const shape = { starts: [0, 3, 6], twin: 0, withoutGates: true };
      try {
        expectSame(await tryOne(system, shape, seed), alone, `seed ${seed}`);
      } catch {
        numWrong++;
      }
      if (numWrong > 0) break;
    }
    expect(numWrong).to.be.above(0);
  });
});
