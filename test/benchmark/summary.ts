/** What several rounds say of a program. */
import type { Measured } from './measure.ts';
import { median } from './median.ts';
import type { Row } from './pages.ts';

/** One run of a program. */
export type Result = Pick<Measured, 'tokensPerSecond' | 'secondsToTarget'> &
  Partial<Measured> & { readonly program: string };

/** The medians of a program's runs, each beside the first program's of its round. */
export function summaryOf(
  runs: readonly { run: Result; base: Result }[],
): Omit<Row, 'corpus' | 'numTopics' | 'target'> {
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
