/** What a search shows while it runs: a line for each run that is done, and those under way below. */
import type { TrainingSnapshot } from '../../core/training/session/progress.ts';
import { barText } from '../components/bar.ts';
import { fitLine, span } from '../components/line.ts';
import { clockTime, short } from '../components/numbers.ts';
import { paint } from '../components/paint.ts';
import { type Theme, detectTheme } from '../components/theme.ts';
import { printMessage } from '../speaking/messages.ts';
import { canRedraw } from '../speaking/can-redraw.ts';

/** A run under way. */
export interface Watched {
  /** "[3/15] search-50-seed-1". */
  readonly label: string;
  snapshot(): TrainingSnapshot;
}

const millisecondsPerFrame = 500;
const barWidth = 20;

/** The runs of a search on a terminal, redrawn in place; elsewhere only a line for each that is done. */
export class SearchProgress {
  readonly #underWay = new Set<Watched>();
  readonly #secondsLeft: () => number | undefined;
  readonly #stream: NodeJS.WriteStream;
  readonly #theme: Theme;
  readonly #timer: NodeJS.Timeout | undefined;
  #numShown = 0;

  /** @param isPlain whether nothing is to be redrawn; secondsLeft is undefined until it is known. */
  constructor(
    stream: NodeJS.WriteStream,
    { isPlain, secondsLeft }: { isPlain: boolean; secondsLeft: () => number | undefined },
  ) {
    this.#stream = stream;
    this.#secondsLeft = secondsLeft;
    this.#theme = detectTheme({
      environment: process.env,
      colorBits: stream.isTTY ? stream.getColorDepth() : 1,
    });
    const isLive = canRedraw(stream) && !process.env['CI'] && !isPlain;
    if (isLive) this.#timer = setInterval(() => this.draw(), millisecondsPerFrame);
  }

  begin(run: Watched): void {
    this.#underWay.add(run);
  }

  end(run: Watched): void {
    this.#underWay.delete(run);
    this.say(`${run.label}: ${factsOf(run.snapshot())}`);
  }

  /** A line that stays, above those that are redrawn. */
  say(message: string): void {
    this.#erase();
    printMessage(message);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#erase();
  }

  /** Twice a second by itself, where lines can be redrawn. */
  draw(): void {
    this.#erase();
    const columns = this.#stream.columns || 80; // 0 where a terminal does not say
    const rows = this.#stream.rows || 24;
    const left = this.#secondsLeft();
    const lines = [...this.#underWay].map((run) => this.#lineOf(run));
    if (left !== undefined) lines.push(`about ${clockTime(left)} left; Ctrl-C stops, and saves`);
    const shown = lines.slice(-Math.max(1, rows - 2));
    for (const line of shown) {
      this.#stream.write(`${paint(fitLine([span(line)], columns - 1), this.#theme)}\n`);
    }
    this.#numShown = shown.length;
  }

  #lineOf(run: Watched): string {
    const snapshot = run.snapshot();
    const { glyphs } = this.#theme;
    const share = snapshot.numSweeps === 0 ? 0 : snapshot.sweep / snapshot.numSweeps;
    const bar = barText(share, barWidth, glyphs);
    const speed = snapshot.speed.now > 0 ? `, ${short(snapshot.speed.now)} tokens/s` : '';
    return `${run.label}  ${bar.padEnd(barWidth, glyphs.track)}  ${factsOf(snapshot)}${speed}`;
  }

  #erase(): void {
    if (this.#numShown > 0) this.#stream.write(`\u001b[${this.#numShown}A\u001b[J`);
    this.#numShown = 0;
  }
}

function factsOf({ sweep, numSweeps, measurements, seconds }: TrainingSnapshot): string {
  const likelihood = measurements.at(-1)?.logLikelihoodPerToken.toFixed(3) ?? '-';
  return `sweep ${sweep}/${numSweeps}, ${likelihood}/token, ${seconds.toFixed(0)} s`;
}
