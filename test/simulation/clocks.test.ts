import { expect } from 'chai';
import fc from 'fast-check';
import { StaleClocks } from '../../core/parameter-server/clocks.ts';
import { SimulatedServer, type SimulationShape } from '../fixtures/simulated-server.ts';

const shapes = fc.record({
  numClients: fc.integer({ min: 1, max: 4 }),
  numShards: fc.integer({ min: 1, max: 2 }),
  staleness: fc.constantFrom(0, 1, 2, 4, Infinity),
  goal: fc.integer({ min: 1, max: 12 }),
});
const schedule = fc.array(fc.nat(3), { minLength: 50, maxLength: 400 });

describe('The clocks of the parameter server, in every order that threads could take', () => {
  // Seen to fail: see the mutants below.
  it('keep the bound of every read, through the data path, and the lead', () => {
    fc.assert(fc.property(shapes, schedule, holdsAlong), { numRuns: 2000, seed: 1 });
  });

  it('never leave everybody waiting: each schedule ends with all at the goal', () => {
    fc.assert(
      fc.property(shapes, schedule, (shape, order) => {
        const server = new SimulatedServer(shape);
        for (const pick of order) server.advance(pick % shape.numClients);
        runToTheEnd(server, shape);
        expect(server.clockOf.every((clock) => clock === shape.goal)).to.equal(true);
      }),
      { numRuns: 1000, seed: 2 },
    );
  });

  it('stop everybody at one clock when the goal is lowered at any moment', () => {
    fc.assert(
      fc.property(shapes, schedule, fc.nat(100), (shape, order, moment) => {
        const server = new SimulatedServer(shape);
        order.slice(0, moment).forEach((pick) => server.advance(pick % shape.numClients));
        const highest = Math.max(
          ...server.clockOf.map((clock, client) => clock + busy(server, client)),
        );
        const end = server.clocks.lowerGoal();
        order.slice(moment).forEach((pick) => server.advance(pick % shape.numClients));
        runToTheEnd(server, shape);
        expect(server.clockOf).to.deep.equal(server.clockOf.map(() => end));
        expect(end).to.equal(highest);
      }),
      { numRuns: 1000, seed: 3 },
    );
  });

  it('let the slowest go on whatever the others do', () => {
    const server = new SimulatedServer({ numClients: 3, numShards: 2, staleness: 2, goal: 50 });
    while (server.advance(1));
    expect(server.clockOf[1]).to.equal(3); // two ahead of the others, and the step just finished
    for (let stage = 0; stage < 3 * 3; stage++) expect(server.advance(2)).to.equal(true);
    expect(server.advance(1)).to.equal(false); // client 0 has not begun: the others are at the bound
    expect(server.advance(2)).to.equal(false);
    for (let stage = 0; stage < 3 * 6; stage++) expect(server.advance(0)).to.equal(true);
    expect(server.advance(1)).to.equal(true);
  });

  it('refuse a goal that their cells cannot hold', () => {
    const server = new SimulatedServer({ numClients: 2, numShards: 1, staleness: 0, goal: 9 });
    expect(() => {
      server.clocks.reset(0, 2 ** 30);
    }).to.throw('beyond');
    server.clocks.reset(0, 2 ** 30 - 1);
    expect(server.clocks.ask(2 ** 30 - 2)).to.equal('wait');
    expect(server.clocks.ask(0)).to.equal('start');
  });

  it('send everybody away when the run is aborted', () => {
    const server = new SimulatedServer({ numClients: 2, numShards: 1, staleness: 0, goal: 9 });
    server.clocks.abort();
    expect(server.clocks.ask(0)).to.equal('abort');
  });

  it('read nothing stale in lockstep, and up to the bound otherwise', () => {
    const staleness = 3;
    const lockstep = runAtRandom({ numClients: 4, numShards: 2, staleness: 0, goal: 40 });
    expect(lockstep.histogram).to.have.length(1);
    const stale = runAtRandom({ numClients: 4, numShards: 2, staleness, goal: 40 });
    expect(stale.histogram.length).to.be.within(2, staleness + 1);
  });
});

describe('The checks of the clocks catch', () => {
  it('a bound that is off by one', () => {
    class OffByOne extends StaleClocks {
      override isWithinBound(clock: number): boolean {
        return super.isWithinBound(clock - 1);
      }
    }
    expectViolation({ Clocks: OffByOne });
  });

  it('a bound taken over too few clients', () => {
    class Partial extends StaleClocks {
      override slowest(shard: number): number {
        return this.completed(shard, 0);
      }
    }
    expectViolation({ Clocks: Partial });
  });

  it('a tick that overtakes the updates it covers', () => {
    expectViolation({ ticksBeforePush: true });
  });

  it('clients that never wait: the bound is exceeded', () => {
    class Asynchronous extends StaleClocks {
      override isWithinBound(): boolean {
        return true;
      }
    }
    expectViolation({ Clocks: Asynchronous });
  });
});

function holdsAlong(shape: SimulationShape, order: readonly number[]): void {
  const server = new SimulatedServer(shape);
  for (const pick of order) {
    server.advance(pick % shape.numClients);
    const lead = Math.max(...server.clockOf) - Math.min(...server.clockOf);
    expect(lead).to.be.at.most(shape.staleness + 1);
  }
}

function expectViolation(fault: Partial<SimulationShape>): void {
  const bounded = shapes.filter(({ staleness, numClients }) => staleness < 3 && numClients > 1);
  const result = fc.check(
    fc.property(bounded, schedule, (shape, order) => {
      holdsAlong({ ...shape, ...fault }, order);
    }),
    { numRuns: 2000, seed: 4 },
  );
  expect(result.failed).to.equal(true);
}

/** 1 when the client has begun its step: it will complete it. */
function busy(server: SimulatedServer, client: number): number {
  return server.stages[client] === 'started' || server.stages[client] === 'pushed' ? 1 : 0;
}

/** Round after round, until nobody can do anything. */
function runToTheEnd(server: SimulatedServer, shape: SimulationShape): void {
  const clients = Array.from({ length: shape.numClients }, (_, client) => client);
  while (clients.map((client) => server.advance(client)).some((moved) => moved));
}

function runAtRandom(shape: SimulationShape): SimulatedServer {
  const server = new SimulatedServer(shape);
  const picks = fc.sample(fc.nat(shape.numClients - 1), { numRuns: 2000, seed: 5 });
  picks.forEach((pick) => server.advance(pick));
  runToTheEnd(server, shape);
  return server;
}
