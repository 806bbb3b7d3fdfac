/** Documents that are longer than one may be, made on the fly. */
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BadInput } from './bad-input-table.ts';

const million = Buffer.from('lorem ipsum dolor sit amet, '.repeat(40_000)).subarray(0, 1e6);

interface Long {
  readonly megabytes: number;
  readonly before?: string;
  readonly after?: string;
}

function write(file: string, { megabytes, before = '', after = '' }: Long): void {
  const zip = (bytes: string | Buffer) => (file.endsWith('.gz') ? gzipSync(bytes) : bytes);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, zip(before));
  const part = zip(million);
  for (let n = 0; n < megabytes; n++) fs.appendFileSync(file, part);
  fs.appendFileSync(file, zip(after));
}

function long(what: string, file: string, content: Long, ...says: string[]): BadInput {
  const source = file.split('/', 1)[0];
  return {
    what,
    given: (folder) => {
      write(path.join(folder, file), content);
      return true;
    },
    command: ['import', source, '--into', 'a.gibbon'],
    says: [`Cannot read ${file}`, ...says],
    status: 1,
  };
}

const tooLong = 'more than 100 million characters, too many for one document';
const csv = { before: 'id,text\n1,"', after: '"\n' };
const json = { before: '{"text":"', after: '"}\n' };

export const longInput: readonly BadInput[] = [
  long('a single line of 300 MB', 'a.txt', { megabytes: 300 }, 'line 1', tooLong, '--format'),
  long('the same, compressed', 'a.txt.gz', { megabytes: 300 }, 'line 1', tooLong, '--format'),
  long('a CSV field of 101 MB', 'a.csv', { megabytes: 101, ...csv }, 'line 2', tooLong, 'quote'),
  long('a line of JSON of 101 MB', 'a.jsonl', { megabytes: 101, ...json }, 'line 1', tooLong),
  long('a table whose first line does not end', 'a.csv', { megabytes: 2 }, 'line 1', 'header'),
  long('a .txt file of 101 MB in a folder', 'f/a.txt', { megabytes: 101 }, tooLong, 'several'),
  long('the same, compressed', 'f/a.txt.gz', { megabytes: 101 }, tooLong, 'several'),
  long('an HTML file of 17 MB', 'f/a.html', { megabytes: 17 }, '16 million characters', '.txt'),
  long('a PDF file of 101 MB', 'f/a.pdf', { megabytes: 101 }, '100 million bytes', '.txt'),
];
