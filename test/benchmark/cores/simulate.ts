/**
 * How long a sweep would take on a machine with other cores than this one: a discrete-event simulation
 * of lockstep. The schedule and the clocks are the real ones; only time is simulated, from the measured
 * time of every unit.
 */
import { StaleClocks, numControlCells } from '../../../core/parameter-server/clocks.ts';
import { lagOf } from '../../../core/parameter-server/rotation.ts';
import { LockstepSchedule, type Unit } from '../../../core/training/schedule.ts';

export interface UnitTimes {
  readonly numBlocks: number;
  /** Seconds of each unit sampled alone, block * numBlocks + range. */
  readonly alone: Float64Array;
  /** What two units take side by side, of what they take one after the other; 1 where they cannot be. */
  readonly pairShare: number;
  readonly unitsAtOnce: number;
  /** Seconds that a worker takes for a unit besides sampling it. */
  readonly perUnit: number;
  /** Seconds from a tick until a worker that slept is awake. */
  readonly toWake: number;
}

/** A worker asks whether it can go on, and would sleep. */
class WouldSleep extends Error {}

class SimulatedClocks extends StaleClocks {
  override waitFor<Answer>(question: () => Answer | undefined): Answer {
    const answer = question();
    if (answer === undefined) throw new WouldSleep();
    return answer;
  }
}

interface Event {
  readonly at: number;
  readonly worker: number;
  /** What it completes then; none when it wakes up. */
  readonly units: readonly Unit[];
}

/** @returns seconds a sweep, as the mean over some. */
export function secondsPerSweep(times: UnitTimes, numWorkers: number, numSweeps = 20): number {
  const { numBlocks, unitsAtOnce, toWake } = times;
  const { clocks, schedules } = openSchedules(numBlocks, numWorkers, numSweeps);
  const sleeping = new Set<number>();
  const events: Event[] = schedules.map((_, worker) => ({ at: 0, worker, units: [] }));
  let now = 0;
  while (events.length > 0) {
    const { at, worker, units } = takeEarliest(events);
    now = at;
    for (const { block, clock } of units) clocks.tickAll(block, clock + 1);
    if (units.length > 0) {
      for (const sleeper of sleeping) events.push({ at: now + toWake, worker: sleeper, units: [] });
      sleeping.clear();
    }
    const taken = takeUnits(schedules[worker], unitsAtOnce);
    if (taken === undefined) sleeping.add(worker);
    else if (taken.length > 0)
      events.push({ at: now + secondsOf(taken, times), worker, units: taken });
  }
  return now / numSweeps;
}

function openSchedules(numBlocks: number, numWorkers: number, numSweeps: number) {
  const cells = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
  const clocks = new SimulatedClocks(
    { control: cells(numControlCells), completed: cells(numBlocks) },
    { numShards: 1, numClients: numBlocks, staleness: lagOf(numBlocks) },
  );
  clocks.reset(0, numSweeps * numBlocks);
  const claims = cells(numBlocks);
  const schedules = Array.from(
    { length: Math.min(numWorkers, numBlocks) },
    (_, worker, workers = Math.min(numWorkers, numBlocks)) =>
      new LockstepSchedule(clocks, {
        worker,
        numWorkers: workers,
        numBlocks,
        blocks: { first: 0, end: numBlocks },
        claims,
      }),
  );
  return { clocks, schedules };
}

function takeEarliest(events: Event[]): Event {
  let earliest = 0;
  events.forEach(({ at }, index) => {
    if (at < events[earliest].at) earliest = index;
  });
  return events.splice(earliest, 1)[0];
}

/** @returns undefined where the worker sleeps, none where its run is over. */
function takeUnits(schedule: LockstepSchedule, atMost: number): readonly Unit[] | undefined {
  try {
    return schedule.take(atMost);
  } catch (error) {
    if (error instanceof WouldSleep) return undefined;
    throw error;
  }
}

function secondsOf(units: readonly Unit[], times: UnitTimes): number {
  const { numBlocks, alone, pairShare, perUnit } = times;
  const inTurn = units.reduce((sum, { block, range }) => sum + alone[block * numBlocks + range], 0);
  return inTurn * (units.length > 1 ? pairShare : 1) + units.length * perUnit;
}
