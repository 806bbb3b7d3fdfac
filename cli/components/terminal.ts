/** The terminal under a screen: raw mode, keys, size, and the way back. */
import { Canvas } from './canvas.ts';
import { decodeKeys, type Key } from './key-decoder.ts';
import { fitLine, type Line, type Size } from './line.ts';
import { paint } from './paint.ts';
import { detectTheme, type Theme } from './theme.ts';

/** The two ends of a terminal, and the settings of the person in front of it. */
export interface Stdio {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const enter = '\u001b[?1049h\u001b[2J\u001b[H\u001b[?25l\u001b[?1000h\u001b[?1006h';
const leave = '\u001b[?1006l\u001b[?1000l\u001b[0m\u001b[?25h\u001b[?1049l';
/** What follows an Escape within this time belongs to it; over ssh keys come in pieces. */
const escapeWaitMs = 40;

/**
 * A terminal taken over for a full screen: alternate screen, raw keys, mouse wheel. Whatever
 * happens, `close` gives it back as it was; it also runs when the process exits in between.
 */
export class Terminal {
  readonly theme: Theme;
  readonly canvas = new Canvas();
  readonly #stdio: Stdio;
  readonly #keyListeners = new Set<(keys: readonly Key[]) => void>();
  readonly #resizeListeners = new Set<() => void>();
  readonly #overwriteListeners = new Set<() => void>();
  readonly #goneListeners = new Set<() => void>();
  #isOpen = false;
  #isGone = false;
  #pending = '';
  #pendingTimer: NodeJS.Timeout | undefined;

  constructor(stdio: Stdio) {
    this.#stdio = stdio;
    this.theme = detectTheme({
      environment: stdio.environment,
      colorBits: stdio.stdout.getColorDepth(stdio.environment as NodeJS.ProcessEnv),
    });
  }

  get size(): Size {
    const { columns, rows } = this.#stdio.stdout;
    return { width: columns || 80, height: rows || 24 };
  }

  open(): void {
    const { stdin, stdout } = this.#stdio;
    this.#isOpen = true;
    process.once('exit', this.#restore);
    stdout.write(enter);
    stdout.on('resize', this.#resized);
    stdin.setRawMode(true);
    stdin.setEncoding('utf8');
    stdin.on('data', this.#received);
    stdin.on('end', this.#vanished);
    stdin.on('error', this.#vanished);
    stdout.on('error', this.#vanished);
    stdin.resume();
  }

  close(): void {
    const { stdin, stdout } = this.#stdio;
    clearTimeout(this.#pendingTimer);
    stdin.off('data', this.#received);
    stdin.off('end', this.#vanished);
    stdout.off('resize', this.#resized);
    stdin.pause();
    process.off('exit', this.#restore);
    this.#restore();
  }

  /** Keys come as they were read, often one, sometimes many at once. */
  onKeys(listener: (keys: readonly Key[]) => void): () => void {
    this.#keyListeners.add(listener);
    return () => this.#keyListeners.delete(listener);
  }

  /**
   * Writes a line over the bottom one at once, while the program is busy and no frame can be
   * drawn; the next frame is drawn whole.
   */
  overwriteBottom(line: Line): void {
    const { width, height } = this.size;
    const painted = paint(fitLine(line, width), this.theme);
    this.#stdio.stdout.write(`\u001b[${height};1H\u001b[2K${painted}`);
    for (const listener of this.#overwriteListeners) listener();
  }

  onOverwrite(listener: () => void): () => void {
    this.#overwriteListeners.add(listener);
    return () => this.#overwriteListeners.delete(listener);
  }

  onResize(listener: () => void): () => void {
    this.#resizeListeners.add(listener);
    return () => this.#resizeListeners.delete(listener);
  }

  /** The window was closed or the connection lost: nobody sees or types anything any more. */
  onGone(listener: () => void): () => void {
    this.#goneListeners.add(listener);
    return () => this.#goneListeners.delete(listener);
  }

  readonly #restore = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (this.#isGone) return;
    this.#stdio.stdin.setRawMode(false);
    this.#stdio.stdout.write(leave);
  };

  /** Listening to errors goes on after `close`: what comes late must not end the program. */
  readonly #vanished = (): void => {
    if (this.#isGone) return;
    this.#isGone = true;
    for (const listener of [...this.#goneListeners]) listener();
  };

  readonly #resized = (): void => {
    // Whatever the terminal made of the old frame at the new width, begin on an empty screen.
    this.#stdio.stdout.write('\u001b[2J\u001b[H');
    for (const listener of this.#resizeListeners) listener();
  };

  readonly #received = (chunk: string | Buffer): void => {
    clearTimeout(this.#pendingTimer);
    const { keys, rest } = decodeKeys(this.#pending + chunk.toString());
    this.#pending = rest;
    if (rest !== '') this.#pendingTimer = setTimeout(this.#flush, escapeWaitMs);
    this.#tell(keys);
  };

  /** Nothing followed: it was the Escape key. */
  readonly #flush = (): void => {
    const plain = decodeKeys(this.#pending.slice(1)).keys;
    this.#pending = '';
    this.#tell(['escape', ...plain]);
  };

  #tell(keys: readonly Key[]): void {
    if (keys.length === 0) return;
    for (const listener of [...this.#keyListeners]) listener(keys);
  }
}
