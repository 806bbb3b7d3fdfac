/** Changes project files at random, and runs the commands that look at them. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { RandomStream } from '../../core/random/stream.ts';
import { makeProject } from '../end-to-end/folder.ts';
import { gibbon } from '../end-to-end/gibbon.ts';
import { JudgedCommands } from './judged-commands.ts';
import { mutations } from './mutations.ts';

export interface FuzzResult {
  files: number;
  commands: number;
  /** Refused, or with a word on stderr. */
  told: number;
  /** As if nothing had happened: the result is that of the whole file. */
  same: number;
  readonly findings: string[];
}

export interface FuzzOptions {
  readonly numFiles: number;
  readonly seed: number;
  /** The number of the first file: to look at one that was told of. */
  readonly first?: number;
  /** A folder for the files that something was found with. */
  readonly keep?: string | undefined;
  readonly tell?: (line: string) => void;
}

/** Imported, trained and looked at: a run of which the tables for looking are stored. */
export async function makeTrainedProject(file: string): Promise<Buffer> {
  await makeProject(file);
  await gibbon(['train', file, '--topics', '4', '--sweeps', '10', '--seed', '7']);
  await gibbon(['topics', file]);
  return fs.readFileSync(file);
}

/** @param whole a trained project. */
export async function fuzzProjectFiles(
  whole: Buffer,
  { numFiles, seed, first = 0, keep, tell }: FuzzOptions,
): Promise<FuzzResult> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-fuzz-'));
  const result: FuzzResult = { files: 0, commands: 0, told: 0, same: 0, findings: [] };
  try {
    const file = path.join(folder, 'a.gibbon');
    fs.writeFileSync(file, whole);
    const commands = await JudgedCommands.on(file);
    for (; result.files < numFiles; result.files++) {
      const number = first + result.files;
      const random = new RandomStream({ seed, sweep: number, unit: 0 });
      const below = (limit: number) => Math.floor(random.next() * limit);
      for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name));
      fs.writeFileSync(file, whole);
      const what = mutations[below(mutations.length)]!(file, below);
      const mutated = fs.readFileSync(file);
      const found: string[] = [];
      for (const verdict of await commands.judge()) {
        result.commands++;
        if (typeof verdict === 'string') result[verdict]++;
        else
          found.push(
            `seed ${seed}, file ${number} (${what}), ${verdict.command}: ${verdict.found}`,
          );
      }
      result.findings.push(...found);
      for (const finding of found) tell?.(`FOUND: ${finding}`);
      if (keep !== undefined && found.length > 0) {
        fs.writeFileSync(path.join(keep, `${seed}-${number}.gibbon`), mutated);
      }
      if (result.files % 100 === 0)
        tell?.(JSON.stringify({ ...result, findings: result.findings.length }));
    }
    return result;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
