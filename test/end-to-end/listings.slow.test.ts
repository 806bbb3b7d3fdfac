// Goal: a long list comes whole, in bounded memory, whatever it lists.
// Seen to fail: on the version before, with "Maximum call stack size exceeded" from 130,000 rows on.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { testFolder } from '../fixtures/folder.ts';
import { gibbon, program } from './gibbon.ts';

/** `ROWS=1000000` lists a million of each kind, in seven minutes: 139 to 397 MB were seen then. */
const numRows = Number(process.env['ROWS'] ?? 200_000);
/** Each row has a word of its own, and the vocabulary takes memory too. */
const mostMegabytes = 270 + (150 * numRows) / 1e6;
const all = ['--limit', String(2 * numRows)];

/** What is listed, and what each of its rows has in it once. */
const listings: readonly (readonly [args: readonly string[], row: RegExp])[] = [
  [['documents', 'm.gibbon', ...all], /^ *\d+ {2}/gmu],
  [['documents', 'm.gibbon', ...all, '--json'], /"metadata":/gu],
  [['words', 'm.gibbon', 'common', ...all, '--json'], /"keyword":/gu],
  [['words', 'm.gibbon', 'common', ...all], /m\.txt:/gu],
  [['corpus', 'm.gibbon', '--words', ...all], /wörd/gu],
  [['corpus', 'm.gibbon', '--words', ...all, '--json'], /"word":"wörd/gu],
  [['corpus', 'm.gibbon', '--documents', ...all], /m\.txt:/gu],
  [['corpus', 'm.gibbon', '--search', 'common', ...all, '--json'], /m\.txt:/gu],
];

describe('A long list', function () {
  this.timeout(1.5 * numRows + 300_000);
  const folder = testFolder();

  it('comes whole and in bounded memory, whatever it lists', async () => {
    const lines = Array.from({ length: numRows }, (_, line) => `common wörd${line}\n`);
    fs.writeFileSync(folder.at('m.txt'), lines.join(''));
    const filters = ['--min-documents', '1', '--max-document-share', '1', '--stop-words', 'none'];
    for (const command of [
      ['import', 'm.txt', '--into', 'm.gibbon', '--keep-numbers', ...filters],
      ['train', 'm.gibbon', '--topics', '2', '--sweeps', '1', '--plain'],
    ]) {
      const { status, stderr } = await gibbon(command, { cwd: folder.path, limitSeconds: 1200 });
      expect(status, stderr).to.equal(0);
    }
    for (const [args, row] of listings) {
      const { numFound, stderr, status, megabytes } = await countRows(args, row, folder.path);
      expect(stderr, args.join(' ')).to.equal('');
      expect([status, numFound], args.join(' ')).to.deep.equal([0, numRows]);
      expect(megabytes, args.join(' ')).to.be.below(mostMegabytes);
    }
  });
});

/** The output is counted as it comes: some of it is longer than a string may be. */
async function countRows(args: readonly string[], row: RegExp, cwd: string) {
  const child = spawn(process.execPath, [program, ...args], { cwd, stdio: 'pipe' });
  let stderr = '';
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  let numFound = 0;
  let megabytes = 0;
  let rest = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('}')) + 1;
    numFound += (rest + text.slice(0, end)).match(row)?.length ?? 0;
    rest = end === 0 ? rest + text : text.slice(end);
    megabytes = Math.max(megabytes, residentMegabytes(child.pid!));
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return { numFound: numFound + (rest.match(row)?.length ?? 0), stderr, status, megabytes };
}

/** 0 where the system does not tell. */
function residentMegabytes(pid: number): number {
  try {
    const status = fs.readFileSync(path.join('/proc', String(pid), 'status'), 'latin1');
    return Number(/VmHWM:\D+(\d+)/u.exec(status)?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}
