/** How far long work is, on stderr: a line that changes in place, or one every few seconds. */
import { LongWork } from '../../core/inspection/long-work.ts';
import { head } from '../components/cells.ts';
import { inert } from '../components/inert.ts';
import { percent } from '../components/numbers.ts';
import { canRedraw } from './can-redraw.ts';
import { printMessage } from './messages.ts';

const quietSeconds = 2;
const secondsBetweenLines = 5;
const secondsBetweenFrames = 0.2;

/** Nothing is shown of work that takes a moment only. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  readonly #begun = performance.now();
  #lastShown = 0;
  #isShown = false;
  #hasShown = false;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  /** Whether the work took long enough to be told of. */
  get hasShown(): boolean {
    return this.#hasShown;
  }

  /** @param describe how far it is: called only where it is time for a line. */
  update(describe: () => string): void {
    const redraws = canRedraw(this.#stream);
    const pause = redraws ? secondsBetweenFrames : secondsBetweenLines;
    const seconds = (performance.now() - this.#begun) / 1000;
    if (seconds < quietSeconds || seconds < this.#lastShown + pause) return;
    this.#lastShown = seconds;
    this.#hasShown = true;
    const text = inert(describe());
    if (!redraws) {
      this.#stream.write(`${text}\n`);
      return;
    }
    this.#isShown = true;
    this.#stream.write(`\r\u001b[2K${withinLine(text, this.#stream.columns)}`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#isShown) this.#stream.write('\r\u001b[2K');
    this.#isShown = false;
  }
}

/** Does what takes long while a line says how far it is, and takes the line away at the end. */
export async function withProgressLine<Result>(
  work: (long: LongWork) => Result | Promise<Result>,
): Promise<Result> {
  const line = new ProgressLine();
  const long = new LongWork();
  long.listen((what, share) => line.update(() => `${what}: ${percent(share)}`));
  try {
    return await work(long);
  } finally {
    line.clear();
  }
}

/** What fits into a line that is written over: a longer one would go on in the next, and stay there. */
export function withinLine(text: string, columns: number): string {
  return head(text, Math.max(20, (columns || 80) - 1)); // 0 where a terminal does not say
}

/** Tells the stages of work that has no measure of how far it is, once it has taken a moment. */
export function tellStages(command: string): (stage: string) => void {
  const begun = performance.now();
  return (stage) => {
    if (performance.now() - begun > quietSeconds * 1000) printMessage(`${command}: ${stage}`);
  };
}
