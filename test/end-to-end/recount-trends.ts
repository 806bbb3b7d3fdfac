/** Counts trends again, in SQL, from tables that were exported. */
import Database from 'better-sqlite3';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What `trends --json` prints, as far as it is counted. */
export interface ShownTrends {
  readonly groups: readonly { name: string; documents: number; tokens: number }[];
  readonly topics: readonly {
    topic: number;
    groups: readonly { share: number; tokens: number; low?: number; high?: number }[];
  }[];
}

/**
 * "group topic tokens documents all" of each topic in each group where it has a token, sorted: its
 * tokens there, and the documents and all tokens of the group. The shares must follow from them.
 */
export function rowsOfTrends({ groups, topics }: ShownTrends): string[] {
  const rows = topics.flatMap(({ topic, groups: shares }) =>
    shares.flatMap(({ tokens, share }, at) => {
      const { name, documents, tokens: all } = groups[at];
      expect(share).to.equal(tokens / all);
      return tokens === 0 ? [] : [`${name} ${topic} ${tokens} ${documents} ${all}`];
    }),
  );
  return rows.sort();
}

/**
 * The same by SQL.
 *
 * @param folder with `documents.jsonl` and `tokens.jsonl`, as `export` writes them.
 * @param group an SQL expression over `field`, a field of the metadata.
 */
export function recountTrends(folder: string, field: string, group = 'field'): string[] {
  const database = new Database(':memory:');
  database.exec(
    'CREATE TABLE documents (document INTEGER PRIMARY KEY, field TEXT);' +
      'CREATE TABLE tokens (document INTEGER, topic INTEGER)',
  );
  const documents = database.prepare('INSERT INTO documents VALUES (?, ?)');
  const tokens = database.prepare('INSERT INTO tokens VALUES (?, ?)');
  database.transaction(() => {
    for (const row of rowsOf(folder, 'documents'))
      documents.run(row['document'], String(row[field]));
    for (const row of rowsOf(folder, 'tokens')) tokens.run(row['document'], row['topic']);
  })();
  const rows = database
    .prepare<[], string>(
      `WITH every AS (SELECT ${group} AS place, document, topic FROM tokens JOIN documents USING (document)),
       whole AS (SELECT place, count(*) AS n, count(DISTINCT document) AS d FROM every GROUP BY place)
       SELECT place || ' ' || topic || ' ' || count(*) || ' ' || d || ' ' || n
       FROM every JOIN whole USING (place) GROUP BY place, topic`,
    )
    .pluck()
    .all();
  database.close();
  return rows.sort();
}

function rowsOf(folder: string, table: string): Record<string, unknown>[] {
  return readFileSync(path.join(folder, `${table}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
