/** Opens a project file to inspect a run. */
import type { Inspection } from '../../core/inspection/inspection.ts';
import { LongWork } from '../../core/inspection/long-work.ts';
import { openInspection as openWith } from '../../corpora/project/open-inspection.ts';
import { percent } from '../components/numbers.ts';
import { printMessage } from '../speaking/messages.ts';
import { canRedraw } from '../speaking/can-redraw.ts';

/**
 * The newest checkpoint of a run, ready for questions; what a person should know is printed, and on
 * a terminal what takes long shows how far it is.
 *
 * @param run its name; the newest run by default.
 * @throws {UserError} when there is no such file or run, or nothing has been saved yet.
 */
export function openInspection(file: string, run?: string): Inspection {
  const work = new LongWork();
  if (canRedraw(process.stderr)) work.listen(showWork());
  return openWith(file, run, printMessage, { work });
}

/** One line that changes in place, and is taken away when all is done. */
export function showWork(): (what: string, share: number) => void {
  const { stderr } = process;
  let isShown = false;
  const clear = (): void => {
    isShown = false;
    stderr.write('\r\u001b[K');
  };
  return (what, share) => {
    if (!isShown) setImmediate(clear);
    isShown = true;
    stderr.write(`\r${what}: ${percent(share)}\u001b[K`);
  };
}

/** The same for work of one kind, once it has taken a moment; undefined where nobody watches. */
export function showSlowWork(what: string): ((share: number) => void) | undefined {
  if (!canRedraw(process.stderr)) return undefined;
  const show = showWork();
  const started = performance.now();
  return (share) => {
    if (performance.now() - started > 400) show(what, share);
  };
}
