/**
 * `make crash`: hundreds of kills in training and in import, the figures written into
 * docs/faults.md.
 *
 *     node dist/test/crash/main.js [--training N] [--import N] [--seed N]
 */
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { type CrashResult, crashImport, crashTraining } from './machine.ts';

const page = fileURLToPath(new URL('../../../docs/faults.md', import.meta.url));
const marks = { begin: '<!-- crash machine: begin -->', end: '<!-- crash machine: end -->' };

const { values } = parseArgs({
  options: {
    training: { type: 'string', default: '300' },
    import: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);
const tell = (line: string) => {
  console.error(line);
};

const started = performance.now();
const training = await crashTraining({ numKills: Number(values.training), seed, tell });
const importing = await crashImport({ numKills: Number(values.import), seed, tell });
const minutes = (performance.now() - started) / 60_000;

const table = tableOf(training, importing, minutes);
writeInto(page, table);
console.log(table);
const findings = [...training.findings, ...importing.findings];
for (const finding of findings) console.log(`FOUND: ${finding}`);
process.exitCode = findings.length > 0 ? 1 : 0;

function tableOf(trained: CrashResult, imported: CrashResult, took: number): string {
  return [
    '| | training | import |',
    '|---|--:|--:|',
    `| killed by SIGKILL at a random moment | ${trained.kills} | ${imported.kills} |`,
    `| of these with work under way in the file | ${trained.leftALog} | ${imported.leftALog} |`,
    `| checkpoints acknowledged before | ${trained.acknowledged} | |`,
    `| copies with the log torn at a random byte | ${trained.tornLogs} | |`,
    `| ends compared with an undisturbed one | ${trained.compared} | ${imported.compared} |`,
    `| lost, damaged or different | ${trained.findings.length} | ${imported.findings.length} |`,
    '',
    `Seed ${seed}, ${took.toFixed(0)} minutes, Node ${process.version}, ${process.platform}.`,
  ].join('\n');
}

/** Puts the table between its marks; the rest of the page stays. */
function writeInto(file: string, text: string): void {
  const before = fs.readFileSync(file, 'utf8');
  const [start, end] = [before.indexOf(marks.begin), before.indexOf(marks.end)];
  if (start < 0 || end < start) throw new Error(`${file} has no marks for the table`);
  const after = `${before.slice(0, start + marks.begin.length)}\n${text}\n${before.slice(end)}`;
  fs.writeFileSync(file, after);
}
