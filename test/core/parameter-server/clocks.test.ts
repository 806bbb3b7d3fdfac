import { expect } from 'chai';
import { StaleClocks, numControlCells } from '../../../core/parameter-server/clocks.ts';

function open({ numClients, staleness }: { numClients: number; staleness: number }): StaleClocks {
  const clocks = new StaleClocks(
    { control: new Int32Array(numControlCells), completed: new Int32Array(2 * numClients) },
    { numShards: 2, numClients, staleness },
  );
  clocks.reset(0, 50);
  return clocks;
}

// Every order of their atomic operations is tried in test/simulation/.
describe('The clocks of the parameter server', () => {
  it('let the slowest go on whatever the others do, and the others up to the bound', () => {
    const clocks = open({ numClients: 3, staleness: 2 });
    for (let clock = 0; clock < 3; clock++) {
      expect(clocks.ask(clock)).to.equal('start');
      clocks.tickAll(1, clock + 1);
    }
    expect(clocks.ask(3)).to.equal('wait'); // two ahead of the others, and the step just finished
    clocks.tickAll(2, 3);
    expect(clocks.ask(3)).to.equal('wait'); // client 0 has not begun
    clocks.tickAll(0, 1);
    expect(clocks.ask(3)).to.equal('start');
  });

  it('say how stale a read is', () => {
    const clocks = open({ numClients: 2, staleness: Infinity });
    clocks.tickAll(0, 5);
    clocks.tickAll(1, 2);
    expect(clocks.stalenessAt(5)).to.equal(3);
    expect(clocks.stalenessAt(1)).to.equal(0);
  });

  it('believe the last shard, which a tick reaches last', () => {
    const clocks = open({ numClients: 1, staleness: 0 });
    clocks.tick(0, 0, 1);
    expect(clocks.hasCompleted(0, 1)).to.equal(false);
    clocks.tick(1, 0, 1);
    expect(clocks.hasCompleted(0, 1)).to.equal(true);
  });

  it('refuse a goal that their cells cannot hold', () => {
    const clocks = open({ numClients: 2, staleness: 0 });
    expect(() => {
      clocks.reset(0, 2 ** 30);
    }).to.throw('beyond');
    clocks.reset(0, 2 ** 30 - 1);
    expect(clocks.ask(2 ** 30 - 2)).to.equal('wait');
    expect(clocks.ask(0)).to.equal('start');
  });

  it('send everybody away when the run is aborted', () => {
    const clocks = open({ numClients: 2, staleness: 0 });
    clocks.abort();
    expect(clocks.ask(0)).to.equal('abort');
  });

  it('deal every part once', () => {
    const clocks = open({ numClients: 2, staleness: 0 });
    expect([clocks.deal(), clocks.deal(), clocks.deal()]).to.deep.equal([0, 1, 2]);
    clocks.resetDealing();
    expect(clocks.deal()).to.equal(0);
  });
});
