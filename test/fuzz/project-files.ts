/**
 * Mutates project files (bits, pages, the schema, values) and runs the commands that look at them,
 * within this process. What must not happen: another result than that of the whole file without a
 * word, "fault of gibbon itself", more than two seconds.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createProgram } from '../../cli/program.ts';
import { reportError } from '../../cli/speaking/report-error.ts';
import { RandomStream } from '../../core/random/stream.ts';
import { Database } from '../../corpora/database/sqlite.ts';

export interface FuzzResult {
  files: number;
  commands: number;
  /** Refused, or with a word on stderr. */
  told: number;
  /** As if nothing had happened: the result is that of the whole file. */
  same: number;
  readonly findings: string[];
}

const mostSeconds = 2;
const pageSize = 16_384;

const commandsFor = (file: string): string[][] => [
  ['verify', file],
  ['topics', file, '--json'],
  ['documents', file, '--json'],
  ['words', file, 'wordaa', '--json'],
  ['runs', file, '--json'],
  ['corpus', file],
];

/** @param whole a project file with a run of which the tables for looking have been stored. */
export async function fuzzProjectFiles(
  whole: Buffer,
  { numFiles, seed, tell }: { numFiles: number; seed: number; tell?: (line: string) => void },
): Promise<FuzzResult> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-fuzz-'));
  const result: FuzzResult = { files: 0, commands: 0, told: 0, same: 0, findings: [] };
  try {
    const file = path.join(folder, 'a.gibbon');
    fs.writeFileSync(file, whole);
    const expected = new Map<string, string>();
    for (const args of commandsFor(file)) expected.set(args[0]!, (await run(args)).stdout);
    for (; result.files < numFiles; result.files++) {
      const random = new RandomStream({ seed, sweep: result.files, unit: 0 });
      const below = (limit: number) => Math.floor(random.next() * limit);
      for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name));
      fs.writeFileSync(file, whole);
      const what = mutations[below(mutations.length)]!(file, below);
      const mutated = fs.readFileSync(file);
      for (const args of commandsFor(file)) {
        fs.writeFileSync(file, mutated);
        judge(result, `seed ${seed}, file ${result.files} (${what}), ${args[0]}`, {
          ended: await run(args),
          expected: expected.get(args[0]!)!,
        });
      }
      if (result.files % 100 === 0)
        tell?.(JSON.stringify({ ...result, findings: result.findings.length }));
    }
    return result;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

function judge(
  result: FuzzResult,
  where: string,
  { ended, expected }: { ended: Ran; expected: string },
): void {
  result.commands++;
  const { stdout, stderr, seconds } = ended;
  if (seconds > mostSeconds) result.findings.push(`${where}: ${seconds.toFixed(1)} s`);
  if (stderr.includes('fault of gibbon')) result.findings.push(`${where}: ${stderr}`);
  else if (stderr !== '') result.told++;
  else if (stdout === expected) result.same++;
  else result.findings.push(`${where}: another result, and no word`);
}

/** One command, as main.ts runs it, with its output taken. */
async function run(args: string[]): Promise<Ran> {
  const taken = { stdout: '', stderr: '' };
  const writes = [process.stdout.write, process.stderr.write] as const;
  const taker = (name: 'stdout' | 'stderr') =>
    ((text: string | Uint8Array) => {
      taken[name] += String(text);
      return true;
    }) as typeof process.stdout.write;
  const started = performance.now();
  process.stdout.write = taker('stdout');
  process.stderr.write = taker('stderr');
  try {
    await (await createProgram(args)).parseAsync(args, { from: 'user' });
  } catch (error) {
    reportError(error, { debug: false });
  } finally {
    [process.stdout.write, process.stderr.write] = writes;
  }
  return { ...taken, seconds: (performance.now() - started) / 1000 };
}

type Below = (limit: number) => number;

const mutations: readonly ((file: string, below: Below) => string)[] = [
  flipBits,
  changePage,
  changeSchema,
  changeValue,
];

function flipBits(file: string, below: Below): string {
  const bytes = fs.readFileSync(file);
  const places = Array.from({ length: 1 + below(4) }, () => below(8 * bytes.length));
  for (const place of places) bytes[place >> 3]! ^= 1 << (place & 7);
  fs.writeFileSync(file, bytes);
  return `bits ${places.join()}`;
}

function changePage(file: string, below: Below): string {
  const bytes = fs.readFileSync(file);
  const [from, to] = [0, 0].map(() => below(bytes.length / pageSize) * pageSize);
  if (below(2) === 0) bytes.copyWithin(to!, from!, from! + pageSize);
  else bytes.fill(below(256), to, to! + below(pageSize));
  fs.writeFileSync(file, bytes);
  return `page ${from! / pageSize} to ${to! / pageSize}`;
}

function changeSchema(file: string, below: Below): string {
  const endless = 'WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n)';
  const statements = [
    `DROP TABLE derived; CREATE VIEW derived AS ${endless} SELECT i, i, i, i, i FROM n`,
    `ALTER TABLE words RENAME TO w; CREATE VIEW words AS ${endless} SELECT i AS id, 'x' AS word, NULL AS stem, 1 AS num_documents, 1 AS num_tokens, NULL AS checksum FROM n`,
    "CREATE TRIGGER t AFTER INSERT ON lookers BEGIN UPDATE runs SET name = 'x'; END",
    'ALTER TABLE runs ADD COLUMN more GENERATED ALWAYS AS (zeroblob(1000000000))',
    'CREATE INDEX i ON documents (upper(name))',
    'DROP TABLE holder',
    'CREATE TABLE other (x)',
  ];
  const sql = statements[below(statements.length)]!;
  change(file, sql);
  return sql;
}

function changeValue(file: string, below: Below): string {
  const columns: readonly [string, string][] = [
    ...['num_documents', 'num_words', 'num_tokens', 'settings', 'report', 'fingerprint'].map(
      (column): [string, string] => ['corpus', column],
    ),
    ...['word', 'num_tokens', 'num_documents', 'stem'].map((c): [string, string] => ['words', c]),
    ...['first_document', 'num_documents', 'num_tokens', 'lengths', 'words', 'spans'].map(
      (column): [string, string] => ['token_chunks', column],
    ),
    ...['settings', 'state', 'num_sweeps', 'fingerprint', 'created', 'name'].map(
      (column): [string, string] => ['runs', column],
    ),
    ...['sweep', 'step', 'hyperparameters', 'seconds', 'run'].map((column): [string, string] => [
      'checkpoints',
      column,
    ]),
    ['assignment_chunks', 'topics'],
    ['derived', 'data'],
    ['derived', 'part'],
    ['documents', 'name'],
    ['documents', 'metadata'],
    ['texts', 'text'],
    ['measurements', 'log_likelihood_per_token'],
  ];
  const values = ['-1', '4000000000', '1e300', "'abc'", "x'00ff'", '1.5', "'{}'", "'[1]'", '0'];
  const [table, column] = columns[below(columns.length)]!;
  const sql = `UPDATE OR IGNORE ${table} SET ${column} = ${values[below(values.length)]!}`;
  change(file, sql);
  return sql;
}

function change(file: string, sql: string): void {
  const database = new Database(file);
  try {
    database.pragma('foreign_keys = OFF');
    database.exec(sql);
  } finally {
    database.close();
  }
}
