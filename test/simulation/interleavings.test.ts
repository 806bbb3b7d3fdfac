import { expect } from 'chai';
import { runInEveryOrder, runInSomeOrder } from './interleavings.ts';
import { type Mutant, plant } from './mutants.ts';
import { type Code, type RunShape, TrainingSystem } from './training-system.ts';

const live = { reading: 'live', unitsAtOnce: 1 } as const;
const lockstep = { reading: 'lockstep', staleness: 0 } as const;
const lowers = 'lowers the goal';
const aborts = 'aborts';

/** Small enough for every order, or for every order with a few interruptions. */
const smallShapes: readonly (readonly [shape: RunShape, interruptions: number])[] = [
  [{ ...live, numWorkers: 2, numShards: 1, staleness: 0, goal: 2 }, Infinity],
  [{ ...live, numWorkers: 2, numShards: 2, staleness: 1, goal: 3 }, Infinity],
  [{ ...live, numWorkers: 3, numShards: 1, staleness: 0, goal: 1 }, Infinity],
  [{ ...live, numWorkers: 2, numShards: 1, staleness: 0, goal: 2, mainThread: aborts }, Infinity],
  [{ ...live, numWorkers: 1, numShards: 1, staleness: 0, goal: 3, mainThread: lowers }, Infinity],
  [{ ...live, numWorkers: 2, numShards: 1, staleness: 1, goal: 3, mainThread: lowers }, 2],
  [{ ...live, numWorkers: 3, numShards: 2, staleness: 1, goal: 3 }, 1],
  [{ ...lockstep, numWorkers: 2, numShards: 2, goal: 2, unitsAtOnce: 1 }, Infinity],
  [{ ...lockstep, numWorkers: 2, numShards: 2, goal: 2, unitsAtOnce: 1, mainThread: lowers }, 1],
  [{ ...lockstep, numWorkers: 2, numShards: 4, goal: 3, unitsAtOnce: 2 }, 1],
  [{ ...lockstep, numWorkers: 3, numShards: 3, goal: 2, unitsAtOnce: 1 }, 1],
];

/** Too large for that: orders are drawn. */
const largerShapes: readonly RunShape[] = [
  { ...live, numWorkers: 4, numShards: 2, staleness: 0, goal: 6 },
  { ...live, numWorkers: 3, numShards: 2, staleness: 1, goal: 8 },
  { ...live, numWorkers: 3, numShards: 3, staleness: 2, goal: 8, mainThread: lowers },
  {
    ...live,
    numWorkers: 3,
    numShards: 2,
    staleness: Infinity,
    goal: 8,
    mainThread: 'lowers the goal',
  },
  { ...live, numWorkers: 3, numShards: 2, staleness: 1, goal: 6, mainThread: aborts },
  { ...lockstep, numWorkers: 2, numShards: 3, goal: 6, unitsAtOnce: 1 },
  { ...lockstep, numWorkers: 2, numShards: 4, goal: 7, unitsAtOnce: 2 },
  { ...lockstep, numWorkers: 3, numShards: 5, goal: 7, unitsAtOnce: 1 },
  {
    ...lockstep,
    numWorkers: 3,
    numShards: 5,
    goal: 7,
    unitsAtOnce: 2,
    mainThread: 'lowers the goal',
  },
  { ...lockstep, numWorkers: 2, numShards: 4, goal: 5, unitsAtOnce: 2, mainThread: aborts },
];
const numSeeds = 30;

describe('The threads of a run, stopped at every atomic operation,', () => {
  for (const shape of largerShapes) {
    it(`keep every promise in ${numSeeds} orders of ${nameOf(shape)}`, () => {
      for (let seed = 0; seed < numSeeds; seed++) {
        runInSomeOrder(new TrainingSystem(shape), seed);
      }
    });
  }

  for (const [shape, interruptions] of smallShapes) {
    const some = interruptions === Infinity ? '' : ` with at most ${interruptions} interruptions`;
    it(`keep every promise in every order${some} of ${nameOf(shape)}`, () => {
      const numStates = runInEveryOrder(() => new TrainingSystem(shape), { interruptions });
      expect(numStates).to.be.above(500);
    });
  }
});

const clocks = 'parameter-server/clocks';
const liveClient = 'parameter-server/embedded/live-client';
const lockstepClient = 'parameter-server/embedded/lockstep-client';
const schedule = 'training/schedule';

const mutants: readonly Mutant[] = [
  {
    fault: 'who asks to start looks at the goal once only',
    module: clocks,
    replace: /if \(clock >= clockOf\(Atomics\.load\(this\.#control, goal\)\)\)\s*return 'wait';/,
    by: '',
  },
  {
    fault: 'who lowers the goal looks at what is started once only',
    module: clocks,
    replace: /while \(end < Math\.min\([^;]*\);/,
    by: 'while (false);',
  },
  {
    fault: 'a goal that may still rise is called final',
    module: clocks,
    replace: /Atomics\.store\(this\.#control, goal, provisionalGoal\(end\)\)/,
    by: 'Atomics.store(this.#control, goal, finalGoal(end))',
  },
  {
    fault: 'live: a tick overtakes the updates it covers',
    module: liveClient,
    replace: /(const part = this\.#parts\[shard\];)/,
    by: '$1 this.#clocks.tickAll(client, clock + 1);',
  },
  {
    fault: 'lockstep: a tick overtakes the updates it covers',
    module: lockstepClient,
    replace: /(const current = this\.#stepTotals)/,
    by: 'this.#clocks.tickAll(client, clock + 1); $1',
  },
  {
    fault: 'a tick wakes nobody',
    module: clocks,
    replace: /(this\.tick\(shard, client, clock\);)\s*this\.#wakeAll\(\);/,
    by: '$1',
  },
  {
    fault: 'lowering the goal wakes nobody',
    module: clocks,
    replace: /(Atomics\.store\(this\.#control, goal, finalGoal\(end\)\);)\s*this\.#wakeAll\(\);/,
    by: '$1',
  },
  {
    fault: 'an abort wakes nobody',
    module: clocks,
    replace: /(Atomics\.store\(this\.#control, aborted, 1\);)\s*this\.#wakeAll\(\);/,
    by: '$1',
  },
  {
    fault: 'who goes to sleep does not say so',
    module: clocks,
    replace: /Atomics\.add\(this\.#control, waiting, 1\);(?=\s*Atomics\.wait\()/,
    by: '',
  },
  {
    fault: 'the pulse is taken after the question is asked',
    module: clocks,
    replace: /Atomics\.wait\(this\.#control, pulse, seen\);/,
    by: 'Atomics.wait(this.#control, pulse, Atomics.load(this.#control, pulse));',
  },
  {
    fault: 'the bound is off by one',
    module: clocks,
    replace: />= clock - this\.#staleness/,
    by: '>= clock - 1 - this.#staleness',
  },
  {
    fault: 'the bound is taken over too few clients',
    module: clocks,
    replace: /client < this\.#numClients; client\+\+/,
    by: 'client < 1; client++',
  },
  {
    fault: 'nobody waits for the bound',
    module: clocks,
    replace: /return this\.slowest\(this\.#lastShard\) >= clock - this\.#staleness/,
    by: 'return true',
  },
  {
    fault: 'lockstep: who begins does not look at whose shard it takes over',
    module: clocks,
    replace: /if \(!after\.every\(.*\)\)\s*return 'wait';/,
    by: '',
  },
  {
    fault: 'lockstep: a unit is claimed by looking first and taking later',
    module: schedule,
    replace: /Atomics\.compareExchange\(this\.#claims, block, clock, clock \+ 1\) === clock/,
    by: 'Atomics.store(this.#claims, block, clock + 1) === clock + 1',
  },
];

describe('Every promise is broken, and it is seen, when', () => {
  for (const mutant of mutants) {
    it(mutant.fault, async () => {
      const code = await plant(mutant);
      expect(violationOf(code), 'a violation').to.not.equal(undefined);
    });
  }
});

/** What is found first, of orders that are drawn and then of all. */
function violationOf(code: Code): string | undefined {
  try {
    for (let seed = 0; seed < numSeeds; seed++) {
      for (const shape of largerShapes) runInSomeOrder(new TrainingSystem(shape, code), seed);
    }
    for (const [shape, interruptions] of smallShapes) {
      runInEveryOrder(() => new TrainingSystem(shape, code), { interruptions });
    }
  } catch (error) {
    return String(error);
  }
  return undefined;
}

function nameOf(shape: RunShape): string {
  const { reading, numWorkers, numShards, staleness, goal, unitsAtOnce, mainThread } = shape;
  const how = reading === 'live' ? `s = ${staleness}` : `${unitsAtOnce} at once`;
  const main = mainThread ? `, the main thread ${mainThread}` : '';
  return `${reading} reading (${numWorkers} workers, ${numShards} shards, ${how}, ${goal} steps${main})`;
}
