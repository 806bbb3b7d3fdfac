/** Writes figures into docs/faults.md. */
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../../../docs/faults.md', import.meta.url));

/** Puts a table between its marks; the rest of the page stays. */
export function writeTable(
  name: string,
  table: readonly string[],
  { seed, minutes }: { readonly seed: number; readonly minutes: number },
): void {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const made = `Seed ${seed}, ${minutes.toFixed(0)} minutes, Node ${process.version}, ${process.platform}.`;
  const text = [...table, '', made].join('\n');
  const before = fs.readFileSync(page, 'utf8');
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} has no marks for the table of ${name}`);
  fs.writeFileSync(page, `${before.slice(0, from + begin.length)}\n${text}\n${before.slice(to)}`);
  console.log(text);
}
