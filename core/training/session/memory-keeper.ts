/** Keeps a run in memory: for a page without files, and for tests. */
import type { StoredState } from '../shared-state.ts';
import type {
  AtCheckpoint,
  ChainState,
  KeptMeasurement,
  RunKeeper,
  RunState,
} from './run-keeper.ts';

/** The newest checkpoint of a run in memory: a session can start from it. */
export interface MemoryCheckpoint extends StoredState {
  readonly seconds: number;
  /** The topic of every token, in document order. */
  readonly topics: Uint16Array;
}

export class MemoryKeeper implements RunKeeper {
  readonly #documentLengths: Uint32Array;
  readonly #measurements: KeptMeasurement[] = [];
  #state: RunState = 'running';
  #checkpoint: MemoryCheckpoint | undefined;
  #numSweeps: number | undefined;

  /** @param documentLengths tokens of each document of the corpus (length D). */
  constructor(documentLengths: Uint32Array) {
    this.#documentLengths = documentLengths;
  }

  get measurements(): readonly KeptMeasurement[] {
    return this.#measurements;
  }

  get hasCheckpoint(): boolean {
    return this.#checkpoint !== undefined;
  }

  /** As of the newest checkpoint. */
  get state(): RunState {
    return this.#state;
  }

  /** Undefined before the first. */
  get checkpoint(): MemoryCheckpoint | undefined {
    return this.#checkpoint;
  }

  /** The total that was decided; undefined in a run that does not end by itself. */
  get numSweeps(): number | undefined {
    return this.#numSweeps;
  }

  setSweeps(numSweeps: number): void {
    this.#numSweeps = numSweeps;
  }

  addMeasurement(measurement: KeptMeasurement): void {
    this.#measurements.push(measurement);
  }

  async saveCheckpoint(chain: ChainState, { state, seconds }: AtCheckpoint): Promise<void> {
    const { sweep, step, priors } = chain;
    const laggedTotals = await chain.laggedTotals();
    const starts = startsOf(this.#documentLengths);
    const topics = await joined(chain.assignments(), starts[starts.length - 1]);
    this.#checkpoint = {
      sweep,
      step,
      priors: { ...priors, alpha: priors.alpha.slice() },
      laggedTotals: laggedTotals?.slice(),
      seconds,
      topics,
      readTopics: (first, end) => topics.slice(starts[first], starts[end]),
    };
    this.#state = state;
  }

  isPassing(): boolean {
    return false;
  }
}

/** First token of each document, and N at the end. */
function startsOf(documentLengths: Uint32Array): Float64Array {
  const starts = new Float64Array(documentLengths.length + 1);
  documentLengths.forEach((length, document) => {
    starts[document + 1] = starts[document] + length;
  });
  return starts;
}

async function joined(blocks: AsyncIterable<Uint16Array>, numTokens: number): Promise<Uint16Array> {
  const all = new Uint16Array(numTokens);
  let filled = 0;
  for await (const block of blocks) {
    all.set(block, filled);
    filled += block.length;
  }
  return all;
}
