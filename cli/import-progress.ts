import type { ImportProgress } from '../corpora/importing/report.ts';

const quietSeconds = 2;
const secondsBetweenLines = 5;
const secondsBetweenFrames = 0.2;

/** One line on a terminal that is written over and over; elsewhere a line every few seconds. */
export class ImportProgressLine {
  readonly #stream: NodeJS.WriteStream;
  #lastShown = 0;
  #isShown = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  update(progress: ImportProgress): void {
    const pause = this.#stream.isTTY ? secondsBetweenFrames : secondsBetweenLines;
    if (progress.seconds < quietSeconds || progress.seconds < this.#lastShown + pause) return;
    this.#lastShown = progress.seconds;
    const line = describe(progress);
    if (!this.#stream.isTTY) {
      this.#stream.write(`${line}\n`);
      return;
    }
    this.#isShown = true;
    this.#stream.write(
      `\r\u001b[2K${line.slice(0, Math.max(20, (this.#stream.columns || 80) - 1))}`,
    );
  }

  clear(): void {
    if (this.#isShown) this.#stream.write('\r\u001b[2K');
    this.#isShown = false;
  }
}

function describe({ phase, documents, bytes, share, seconds }: ImportProgress): string {
  const count = `${documents.toLocaleString('en')} documents`;
  const percent = share === undefined ? '' : `, ${Math.floor(share * 100)}%`;
  if (phase === 'writing') return `writing: ${count}${percent}`;
  const megabytes = bytes / 1e6;
  const left = share === undefined || share === 0 ? '' : `, ${timeLeft(seconds, share)} left`;
  return (
    `reading: ${count}${percent}, ${megabytes.toFixed(0)} MB, ` +
    `${(megabytes / seconds).toFixed(1)} MB/s${left}`
  );
}

function timeLeft(seconds: number, share: number): string {
  const left = Math.round((seconds / share) * (1 - share));
  return left < 90 ? `${left} s` : `${Math.round(left / 60)} min`;
}
