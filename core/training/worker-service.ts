/** What every worker does with its messages, wherever it runs: a command in, an answer out. */
import { assert } from '../errors.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { TrainingWorker, type WorkerSurroundings } from './worker.ts';

export class WorkerService {
  readonly #surroundings: WorkerSurroundings;
  /** Undefined before the first `open`. */
  #opened: TrainingWorker | undefined;

  constructor(surroundings: WorkerSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Does what it is told; a failure is an answer too. */
  async answer(command: ToWorker): Promise<FromWorker> {
    try {
      return await this.#perform(command);
    } catch (error) {
      return failureOf(error);
    }
  }

  get #worker(): TrainingWorker {
    assert(this.#opened !== undefined, 'a worker is told first what it trains');
    return this.#opened;
  }

  async #perform(command: ToWorker): Promise<FromWorker> {
    switch (command.type) {
      case 'open':
        this.#opened = new TrainingWorker(command.setup, this.#surroundings);
        return { type: 'opened' };
      case 'lay':
        this.#worker.layPart(command.placed, command.hasTopics);
        return { type: 'laid' };
      case 'readTopics':
        this.#worker.readTopics(command.placed);
        return { type: 'topicsRead' };
      case 'sample':
        await this.#worker.sampleToGoal(command.clock, command.weightsMoveTo);
        return { type: 'sampled' };
      case 'settle':
        this.#worker.settle(command.priors, command.version);
        return { type: 'settled' };
      case 'count':
        return { type: 'counted', totals: this.#worker.countTopics() };
      case 'measure':
        this.#worker.measure();
        return { type: 'measured' };
      case 'gather':
        return { type: 'gathered', counts: this.#worker.gather() };
      case 'usePriors':
        this.#worker.usePriors(command.priors, command.version);
        return { type: 'priorsUsed' };
      case 'gatherSums':
        await this.#worker.gatherSums();
        return { type: 'gatheredSums' };
      case 'writeAlphas':
        this.#worker.writeAlphas(command.weights, command.version);
        return { type: 'alphasWritten' };
    }
  }
}

export function failureOf(error: unknown): FromWorker {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { type: 'failed', message, stack };
}
