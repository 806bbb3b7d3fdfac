/**
 * Makes JSON Lines of the State of the Union addresses, as `make run` downloads them: a file per
 * address becomes a line with its id, year, president, party and text.
 *
 *     node state-of-the-union.js FOLDER_WITH_JSON_FILES > speeches.jsonl
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

interface Address {
  readonly year: number;
  readonly name: string;
  readonly party: string;
  readonly text: string;
}

const folder = process.argv[2];
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
for (const file of files.sort()) {
  const { year, name, party, text } = JSON.parse(
    readFileSync(path.join(folder, file), 'utf8'),
  ) as Address;
  const line = { id: `${year} ${name}`, year, president: name, party, text: text.trim() };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
