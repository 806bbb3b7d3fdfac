/** What several rounds say of a program. */
import type { Measured } from './measure.ts';
import { median } from './median.ts';

/** One run of a program. */
export type Result = Pick<Measured, 'tokensPerSecond' | 'secondsToTarget'> &
  Partial<Measured> & { readonly program: string };

/** One program on one corpus: medians over the rounds. */
export interface ProgramRow {
  readonly corpus: string;
  readonly numTopics: number;
  readonly program: string;
  readonly tokensPerSecond: number;
  /** To the tokens per second of the first program in the same round. */
  readonly ratio: number;
  readonly secondsToTarget?: number | undefined;
  /** How many times sooner than the first program in the same round. */
  readonly sooner?: number | undefined;
  readonly target: number;
  readonly waitingShare?: number | undefined;
  readonly measuringShare?: number | undefined;
}

/** The medians of a program's runs, each beside the first program's of its round. */
export function summaryOf(
  runs: readonly { run: Result; base: Result }[],
): Omit<ProgramRow, 'corpus' | 'numTopics' | 'target'> {
  return {
    program: runs[0].run.program,
    tokensPerSecond: median(runs.map(({ run }) => run.tokensPerSecond)),
    ratio: median(runs.map(({ run, base }) => run.tokensPerSecond / base.tokensPerSecond)),
    secondsToTarget: medianOf(runs.map(({ run }) => run.secondsToTarget)),
    sooner: medianOf(
      runs.map(({ run, base }) =>
        base.secondsToTarget === undefined || run.secondsToTarget === undefined
          ? undefined
          : base.secondsToTarget / run.secondsToTarget,
      ),
    ),
    waitingShare: medianOf(runs.map(({ run }) => run.shares?.[3])),
    measuringShare: medianOf(runs.map(({ run }) => run.measuringShare)),
  };
}

/** Of those that there are. */
function medianOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? median(known) : undefined;
}
