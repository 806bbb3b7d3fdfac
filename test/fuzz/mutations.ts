/** Ways to change a project file: bits, pages, the schema, values. */
import fs from 'node:fs';
import { Database } from '../../corpora/database/sqlite.ts';

const pageSize = 16_384;

/** A random whole number below a limit. */
export type Below = (limit: number) => number;

/** @returns what was changed, in words. */
export const mutations: readonly ((file: string, below: Below) => string)[] = [
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

/** Writes the page of one table or index over that of another, as a write to the wrong place does. */
export function copyPage(file: string, from: string, to: string): void {
  const pages = rootPages(file);
  const bytes = fs.readFileSync(file);
  const start = (name: string) => (pages.get(name)! - 1) * pageSize;
  bytes.copyWithin(start(to), start(from), start(from) + pageSize);
  fs.writeFileSync(file, bytes);
}

function rootPages(file: string): Map<string, number> {
  const database = new Database(file);
  try {
    const rows = database.prepare<[], [string, number]>('SELECT name, rootpage FROM sqlite_schema');
    return new Map(rows.raw().all());
  } finally {
    database.close();
  }
}

export function change(file: string, sql: string): void {
  const database = new Database(file);
  try {
    database.pragma('foreign_keys = OFF');
    database.exec(sql);
  } finally {
    database.close();
  }
}
