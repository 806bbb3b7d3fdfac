/**
 * The topics of the tokens of some documents in all samples of a run: shares are averaged over them.
 *
 * Read a stretch of documents at a time, when they are asked for: who needs only the last state does
 * not pay for the others.
 */
import type { CheckpointStore, CheckpointSummary } from './checkpoints.ts';

/** Gives the topics of the tokens of documents, as a checkpoint has them. */
export type TopicsReader = Pick<CheckpointStore, 'readTopics'>;

/**
 * Finds the samples of a run when they are needed, as all of them are checked then: the oldest first; the
 * last is the state that is looked at.
 */
export type Samples = () => readonly CheckpointSummary[];

export class SampledTopics {
  readonly #read: () => readonly Uint16Array[];
  #states: readonly Uint16Array[] | undefined;

  /** @param last topics of the last state, which are there already. */
  constructor(
    reader: TopicsReader,
    samples: Samples,
    { first, end, last }: { first: number; end: number; last: Uint16Array },
  ) {
    this.#read = () => [
      ...samples()
        .slice(0, -1)
        .map((sample) => reader.readTopics(sample, { first, end })),
      last,
    ];
  }

  /** Of the tokens `start` to `end - 1` of the stretch: one state after the other. */
  of(start: number, end: number): Uint16Array {
    this.#states ??= this.#read();
    if (this.#states.length === 1) return this.#states[0].subarray(start, end);
    const all = new Uint16Array(this.#states.length * (end - start));
    this.#states.forEach((state, place) => {
      all.set(state.subarray(start, end), place * (end - start));
    });
    return all;
  }
}
