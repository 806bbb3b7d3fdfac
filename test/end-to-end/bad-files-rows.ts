/** Folders in which some files cannot be read, and pages that parsers give up on. */
import type { BadInput } from './bad-input-table.ts';

const into = ['--into', 'a.gibbon', '--min-documents', '1', '--stop-words', 'none'];
const text = 'one two three four five six\n';
const page = '<p>seven eight nine ten</p>';
const someBad = {
  'f/a.txt': text,
  'f/b.txt': Uint8Array.of(0x63, 0x61, 0x66, 0xe9),
  'f/c.pdf': 'no PDF',
  'f/d.html': page,
};

export const badFiles: readonly BadInput[] = [
  {
    what: 'a folder in which some files cannot be read (all are named)',
    given: someBad,
    command: ['import', 'f', ...into],
    says: [
      'Cannot read 2 files:',
      'f/b.txt, line 1, byte 4: 0xe9 is not UTF-8',
      'f/c.pdf: it is not a PDF file, or it is damaged',
      '--on-bad-files skip',
    ],
    status: 1,
  },
  {
    what: 'the same, with `--on-bad-files skip`',
    given: someBad,
    command: ['import', 'f', ...into, '--on-bad-files', 'skip'],
    says: ['documents read: 2', 'files that could not be read, left out: 2', 'f/c.pdf: it is not'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'a web page with a tag named `constructor`, or 2,300 tags that are never closed (read)',
    given: {
      'f/a.html': '<constructor>one</constructor> two',
      'f/b.html': `three ${'<font>'.repeat(2300)}four`,
    },
    command: ['import', 'f', ...into],
    says: ['documents read: 2', '4 tokens'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'a pattern for words that is no regular expression',
    given: { 'a.txt': text },
    command: ['import', 'a.txt', ...into, '--token-pattern', '(?<a'],
    says: ['Cannot find words with this pattern'],
    status: 2,
  },
];
