/** What the workers of this process stand on: memory, and what is told of them. */
import { Arena } from '../memory/arena.ts';
import { planMemory } from './memory-plan.ts';
import { type TrainerOptions, countWorkers } from './shared-state.ts';
import { WorkerStatistics, statisticsBytesPerWorker } from './statistics.ts';

/** What all that is trained one after the other has in common. */
export interface Ground {
  readonly arena: Arena;
  readonly numWorkers: number;
  readonly statisticsAddress: number;
  /** One per worker. */
  readonly statistics: readonly WorkerStatistics[];
  /** Of the arena, before anything is laid out. */
  readonly usedBytes: number;
}

export function prepareGround(options: TrainerOptions): Ground {
  const arena = new Arena(planMemory(options).arenaBytes);
  const { numWorkers } = countWorkers(options);
  const statisticsAddress = arena.allocate(statisticsBytesPerWorker * numWorkers);
  const statistics = Array.from(
    { length: numWorkers },
    (_, worker) => new WorkerStatistics(arena.memory, statisticsAddress, worker),
  );
  return { arena, numWorkers, statisticsAddress, statistics, usedBytes: arena.usedBytes };
}
