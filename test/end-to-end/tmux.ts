/** A real terminal to drive a program in: tmux, with a server of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { program } from './gibbon.ts';

export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Longest wait for anything to appear; the machine may be busy. */
const patienceSeconds = 30;

export class Tmux {
  readonly #socket: string;

  private constructor(socket: string) {
    this.#socket = socket;
  }

  /** Starts a shell command in a terminal of this size; what it leaves there stays to be seen. */
  static start(
    command: string,
    { columns, rows, env = {} }: Size & { env?: Readonly<Record<string, string>> },
  ): Tmux {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-tmux-'));
    const terminal = new Tmux(path.join(folder, 'socket'));
    const surroundings = { TERM: 'tmux-256color', LC_ALL: 'C.UTF-8', CI: '', ...env };
    const settings = Object.entries(surroundings).map(([name, value]) => `${name}='${value}'`);
    const line = `env ${settings.join(' ')} sh -c '${command}; echo "[exit $?]"; sleep 600'`;
    terminal.#tmux(
      '-f',
      '/dev/null',
      'new-session',
      '-d',
      '-x',
      `${columns}`,
      '-y',
      `${rows}`,
      line,
    );
    return terminal;
  }

  /** The command line that starts gibbon. */
  static gibbon(...args: readonly string[]): string {
    return [process.execPath, program, ...args].map((arg) => `"${arg}"`).join(' ');
  }

  /** What a person sees. */
  screen(): string {
    return this.#tmux('capture-pane', '-p').replace(/\n$/, '');
  }

  /** The same with colours. */
  colored(): string {
    return this.#tmux('capture-pane', '-p', '-e');
  }

  /** Keys by tmux's names ("Down", "Enter", "C-c"), one after the other. */
  press(...keys: readonly string[]): void {
    for (const key of keys) this.#tmux('send-keys', key);
  }

  /** Characters as they are, in one go. */
  type(text: string): void {
    this.#tmux('send-keys', '-l', text);
  }

  resize({ columns, rows }: Size): void {
    this.#tmux('resize-window', '-x', `${columns}`, '-y', `${rows}`);
  }

  /** Whether the program has the alternate screen, and whether it shows the cursor. */
  modes(): { isAlternate: boolean; isCursorShown: boolean; isMouseOn: boolean } {
    const flags = '#{alternate_on} #{cursor_flag} #{mouse_any_flag}';
    const [alternate, cursor, mouse] = this.#tmux('display-message', '-p', flags).trim().split(' ');
    return {
      isAlternate: alternate === '1',
      isCursorShown: cursor === '1',
      isMouseOn: mouse === '1',
    };
  }

  async until(
    isReached: (screen: string) => boolean,
    what: string,
    seconds = patienceSeconds,
  ): Promise<string> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const screen = this.screen();
      if (isReached(screen)) return screen;
      if (Date.now() > end) throw new Error(`waited in vain for ${what}; the screen is\n${screen}`);
      await wait(50);
    }
  }

  untilShows(text: string | RegExp, seconds?: number): Promise<string> {
    const isThere = (screen: string): boolean =>
      typeof text === 'string' ? screen.includes(text) : text.test(screen);
    return this.until(isThere, String(text), seconds);
  }

  end(): void {
    spawnSync('tmux', ['-S', this.#socket, 'kill-server']);
    fs.rmSync(path.dirname(this.#socket), { recursive: true, force: true });
  }

  #tmux(...args: readonly string[]): string {
    return execFileSync('tmux', ['-S', this.#socket, ...args], { encoding: 'utf8' });
  }
}
