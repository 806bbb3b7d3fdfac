/**
 * The commands that look at a project file, run within this process, and what must not come of them:
 * another result than that of the whole file without a word, "fault of gibbon itself", more than two
 * seconds of work or four of waiting, more than 500 MB.
 */
import fs from 'node:fs';
import { createProgram } from '../../cli/program.ts';
import { explainDamage } from '../../cli/speaking/explain-damage.ts';
import { reportError } from '../../cli/speaking/report-error.ts';

const mostSecondsOfWork = 2;
const mostSeconds = 4; // on the clock, which also runs for others on a busy machine

const commandsFor = (file: string): string[][] => [
  ['verify', file],
  ['topics', file, '--json'],
  ['documents', file, '--json'],
  ['words', file, 'wordaa', '--json'],
  ['runs', file, '--json'],
  ['corpus', file],
];

const mostMegabytes = 500;

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  readonly secondsOfWork: number;
  /** Of this process, where it had never had as much before; else 0. */
  readonly megabytes: number;
}

/** How a command took a file: as if it were whole, with a word about it, or in a way it must not. */
export type Verdict = 'same' | 'told' | { readonly command: string; readonly found: string };

/** Judges commands by what they say of a whole file. */
export class JudgedCommands {
  readonly #file: string;
  readonly #expected: ReadonlyMap<string, string>;

  private constructor(file: string, expected: ReadonlyMap<string, string>) {
    this.#file = file;
    this.#expected = expected;
  }

  /** @param file a whole one, which is changed later. */
  static async on(file: string): Promise<JudgedCommands> {
    const expected = new Map<string, string>();
    for (const args of commandsFor(file)) expected.set(args[0]!, (await run(args)).stdout);
    return new JudgedCommands(file, expected);
  }

  /** Each command gets the file as it is now. */
  async judge(): Promise<Verdict[]> {
    const bytes = fs.readFileSync(this.#file);
    const verdicts: Verdict[] = [];
    for (const args of commandsFor(this.#file)) {
      fs.writeFileSync(this.#file, bytes);
      verdicts.push(this.#verdictOn(args[0]!, await run(args)));
    }
    return verdicts;
  }

  #verdictOn(command: string, { stdout, stderr, ...took }: Ran): Verdict {
    const isTooLong = took.seconds > mostSeconds || took.secondsOfWork > mostSecondsOfWork;
    if (isTooLong || took.megabytes > mostMegabytes) {
      return { command, found: JSON.stringify(took) };
    }
    if (stderr.includes('fault of gibbon')) return { command, found: stderr };
    if (stderr !== '') return 'told';
    if (stdout === this.#expected.get(command)) return 'same';
    return { command, found: 'another result, and no word' };
  }
}

/** One command, as main.ts runs it, with its output taken. */
async function run(args: string[]): Promise<Ran> {
  const taken = { stdout: '', stderr: '' };
  const writes = [process.stdout.write, process.stderr.write] as const;
  const taker = (name: 'stdout' | 'stderr') =>
    ((text: string | Uint8Array, done?: () => void) => {
      taken[name] += String(text);
      done?.();
      return true;
    }) as typeof process.stdout.write;
  const started = performance.now();
  const before = process.cpuUsage();
  const memoryBefore = process.resourceUsage().maxRSS;
  process.stdout.write = taker('stdout');
  process.stderr.write = taker('stderr');
  try {
    await (await createProgram(args)).parseAsync(args, { from: 'user' });
  } catch (error) {
    reportError(await explainDamage(error, args), { debug: false });
  } finally {
    [process.stdout.write, process.stderr.write] = writes;
  }
  const { user, system } = process.cpuUsage(before);
  const secondsOfWork = (user + system) / 1e6;
  const seconds = (performance.now() - started) / 1000;
  const { maxRSS } = process.resourceUsage();
  const megabytes = maxRSS > memoryBefore ? maxRSS / 1000 : 0;
  return { ...taken, seconds, secondsOfWork, megabytes };
}
