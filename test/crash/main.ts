/**
 * `make crash`: hundreds of kills in training and in import, and thousands of short runs on one
 * file, the figures written into docs/faults.md.
 *
 *     node dist/test/crash/main.js [--training N] [--import N] [--rounds N] [--seed N]
 *
 * A number of 0 leaves a part out, and its table as it was.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeProject } from '../end-to-end/folder.ts';
import { writeTable } from './faults-page.ts';
import { type CrashResult, crashImport, crashTraining } from './machine.ts';
import { type Wear, wearOut } from './wear.ts';

const { values } = parseArgs({
  options: {
    training: { type: 'string', default: '300' },
    import: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);
const tell = (line: string) => {
  console.error(line);
};

const kills = { training: Number(values.training), import: Number(values.import) };
const found: string[] = [];
if (kills.training + kills.import > 0) found.push(...(await killAll()));
if (Number(values.rounds) > 0) found.push(...(await wear(Number(values.rounds))));
for (const finding of found) console.log(`FOUND: ${finding}`);
process.exitCode = found.length > 0 ? 1 : 0;

async function killAll(): Promise<readonly string[]> {
  const started = performance.now();
  const training = await crashTraining({ numKills: kills.training, seed, tell });
  const importing = await crashImport({ numKills: kills.import, seed, tell });
  writeTable('crash machine', killTable(training, importing), {
    seed,
    minutes: minutesSince(started),
  });
  return [...training.findings, ...importing.findings];
}

async function wear(rounds: number): Promise<readonly string[]> {
  const started = performance.now();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-wear-'));
  try {
    const worn = await wearOut(await makeProject(path.join(folder, 'a.gibbon')), rounds, tell);
    writeTable('long use', wearTable(worn), { seed, minutes: minutesSince(started) });
    const grew = worn.bytesLate > 1.5 * worn.bytesEarly ? ['the file grew'] : [];
    return [...worn.problems, ...grew];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function killTable(trained: CrashResult, imported: CrashResult): string[] {
  return [
    '| | training | import |',
    '|---|--:|--:|',
    `| killed by SIGKILL at a random moment | ${trained.kills} | ${imported.kills} |`,
    `| of these with work under way in the file | ${trained.leftALog} | ${imported.leftALog} |`,
    `| checkpoints acknowledged before | ${trained.acknowledged} | |`,
    `| copies with the log torn at a random byte | ${trained.tornLogs} | |`,
    `| copies of the file alone, at random moments | ${trained.copies} | |`,
    `| of these torn in a write, recognised and refused | ${trained.tornCopies} | |`,
    `| copies put in the place of a killed file, beside its log | ${trained.restored} | |`,
    `| ends compared with an undisturbed one | ${trained.compared} | ${imported.compared} |`,
    `| lost, damaged or different | ${trained.findings.length} | ${imported.findings.length} |`,
  ];
}

function wearTable(worn: Wear): string[] {
  const { rounds, bytesEarly, bytesLate, openMillisecondsEarly, openMilliseconds } = worn;
  return [
    `| | after ${Math.floor(rounds / 10)} rounds | after ${rounds} |`,
    '|---|--:|--:|',
    `| runs begun and resumes so far | ${3 * Math.floor(rounds / 10)} | ${3 * rounds} |`,
    `| size of the file, kB | ${kilobytes(bytesEarly)} | ${kilobytes(bytesLate)} |`,
    `| open it and list its runs, ms | ${openMillisecondsEarly.toFixed(1)} | ${openMilliseconds.toFixed(1)} |`,
    `| problems that \`verify\` finds | | ${worn.problems.length} |`,
  ];
}

function kilobytes(bytes: number): string {
  return (bytes / 1024).toFixed(0);
}

function minutesSince(started: number): number {
  return (performance.now() - started) / 60_000;
}
