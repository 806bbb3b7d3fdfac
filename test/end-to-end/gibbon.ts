/** The compiled program as a child process, as a person would start it. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { remember } from '../fixtures/running-programs.ts';
import { tellMemory } from '../fixtures/tell-memory.ts';

export { sampleTexts } from '../fixtures/sample-texts.ts';

export const program = fileURLToPath(new URL('../../bin/gibbon.js', import.meta.url));

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What is piped into it; nothing by default. */
  readonly input?: string | Uint8Array;
  /** Whether the pipe stays open after that. */
  readonly keepInputOpen?: boolean;
  /** Ends it, as hanging, after this time. */
  readonly limitSeconds?: number;
  /** Start it as this user (root only). */
  readonly uid?: number;
  /** In front of the command, such as `['nice']`. */
  readonly under?: readonly string[];
  /** For Node itself. */
  readonly nodeFlags?: readonly string[];
  /** Have it tell at its end how much memory it had. */
  readonly tellsMemory?: boolean;
}

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Where `tellsMemory` was asked for: the most that it had. */
  readonly peakMegabytes: number | undefined;
}

/** Runs a command to its end. */
export function gibbon(args: readonly string[], surroundings?: Surroundings): Promise<Ended> {
  return new Gibbon(args, surroundings).ended;
}

/** Runs a command that is to end well. */
export async function succeed(
  args: readonly string[],
  surroundings?: Surroundings,
): Promise<Ended> {
  const ended = await gibbon(args, surroundings);
  assert.equal(ended.status, 0, ended.stderr);
  return ended;
}

/** A command that is running. */
export class Gibbon {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  #stdout = '';
  #stderr = '';
  #peakMegabytes: number | undefined;
  #wake: (() => void)[] = [];

  constructor(args: readonly string[], surroundings: Surroundings = {}) {
    const { cwd, env, uid, input, keepInputOpen, limitSeconds = 60, under = [] } = surroundings;
    const { tellsMemory = false, nodeFlags = [] } = surroundings;
    const [command, ...rest] = [...under, process.execPath, ...nodeFlags, program, ...args];
    this.child = spawn(command, rest, {
      cwd,
      env: {
        ...process.env,
        NO_COLOR: '1',
        ...(tellsMemory && { NODE_OPTIONS: `--import=${tellMemory}` }),
        ...env,
      },
      stdio: tellsMemory ? ['pipe', 'pipe', 'pipe', 'pipe'] : 'pipe',
      ...(uid !== undefined && { uid, gid: uid }),
    });
    remember(this.child);
    const limit = setTimeout(() => this.child.kill('SIGKILL'), limitSeconds * 1000);
    this.child.stdout?.on('data', (bytes: Buffer) => {
      this.#stdout += bytes.toString();
      this.#tell();
    });
    this.child.stderr?.on('data', (bytes: Buffer) => {
      this.#stderr += bytes.toString();
      this.#tell();
    });
    (this.child.stdio[3] as Readable | undefined)?.on('data', (bytes: Buffer) => {
      this.#peakMegabytes = Number(bytes.toString());
    });
    this.child.stdin?.on('error', () => undefined); // it may not read what it is given
    if (input !== undefined) this.child.stdin?.write(input);
    if (!keepInputOpen) this.child.stdin?.end();
    this.ended = once(this.child, 'close').then(([status, signal]) => {
      clearTimeout(limit);
      this.#tell();
      return {
        status: status as number | null,
        signal: signal as NodeJS.Signals | null,
        stdout: this.#stdout,
        stderr: this.#stderr,
        peakMegabytes: this.#peakMegabytes,
      };
    });
  }

  get stderr(): string {
    return this.#stderr;
  }

  get stdout(): string {
    return this.#stdout;
  }

  /** Waits until the output holds a pattern; fails when the program ends without it. */
  async untilItSays(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.#stdout + this.#stderr)) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`it ended without saying ${pattern}: ${this.#stdout}${this.#stderr}`);
      }
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  #tell(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}

/** The JSON objects that a command printed, one a line; a last line cut short is left out. */
export function eventsOf(stdout: string): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
