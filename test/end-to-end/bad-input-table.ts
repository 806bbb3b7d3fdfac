/** Input that is wrong, one row each: what is given, what is said, and what is left on disk. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { badFiles } from './bad-files-rows.ts';
import { sampleTexts } from './gibbon.ts';
import { longInput } from './long-input.ts';

export interface BadInput {
  readonly what: string;
  /** What is there before: names and contents, or whoever makes them; false: this system cannot. */
  readonly given?: Readonly<Record<string, string | Uint8Array>> | ((folder: string) => boolean);
  /** The command; `sample.gibbon` is a project file with a trained run. */
  readonly command: readonly string[];
  /** Whether root would be let in; it is somebody else then who gives the command. */
  readonly notAsRoot?: boolean;
  /** Piped into it. */
  readonly input?: string;
  /** Parts of what is said, in any order. */
  readonly says: readonly string[];
  readonly status: number;
  /** Where it may take more memory than all others. */
  readonly mostMegabytes?: number;
  /** Names of what is there afterwards and was not before. */
  readonly leaves?: readonly string[];
}

export interface BadInputGroup {
  readonly title: string;
  readonly rows: readonly BadInput[];
}

const texts = 'one two three four five six\nseven eight nine ten eleven twelve\n';
const unfiltered = ['--min-documents', '1', '--max-document-share', '1', '--stop-words', 'none'];
const into = ['--into', 'a.gibbon'];
const importing = (source: string, ...more: string[]) => [
  'import', source, ...into, ...unfiltered, ...more,
]; // prettier-ignore
const training = (...options: string[]) => ['train', 'sample.gibbon', ...options];

function bytes(...parts: readonly (string | number)[]): Buffer {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part))),
  );
}

function utf16(text: string): Buffer {
  return Buffer.from(`\ufeff${text}`, 'utf16le');
}

const sources: readonly BadInput[] = [
  {
    what: 'no such source',
    command: importing('texts'),
    says: ['Cannot read texts: there is no such file or folder', 'It was looked for as /'],
    status: 1,
  },
  {
    what: 'an empty folder',
    given: (folder) => fs.mkdirSync(path.join(folder, 'texts')) === undefined,
    command: importing('texts'),
    says: ['Cannot read texts: the folder is empty', 'A folder may hold'],
    status: 1,
  },
  {
    what: 'an empty file',
    given: { 'a.txt': '' },
    command: importing('a.txt'),
    says: ['Cannot import a.txt: no documents were found', 'Is it the right file'],
    status: 1,
  },
  {
    what: 'a folder without permission',
    given: (folder) => {
      fs.mkdirSync(path.join(folder, 'texts'), { mode: 0 });
      return process.platform !== 'win32';
    },
    notAsRoot: true,
    command: importing('texts'),
    says: ['Cannot read texts: permission denied', 'chmod'],
    status: 1,
  },
  {
    what: 'a symbolic-link loop as the source',
    given: (folder) => {
      fs.symlinkSync('b', path.join(folder, 'a'));
      fs.symlinkSync('a', path.join(folder, 'b'));
      return true;
    },
    command: importing('a'),
    says: ['Cannot read a: its symbolic links go round in a circle', 'ls -l'],
    status: 1,
  },
  {
    what: 'a folder with a link to itself (read once)',
    given: (folder) => {
      fs.mkdirSync(path.join(folder, 'texts'));
      fs.writeFileSync(path.join(folder, 'texts/a.txt'), texts);
      fs.symlinkSync('.', path.join(folder, 'texts/again'));
      return true;
    },
    command: importing('texts'),
    says: ['documents read: 1'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'a named pipe that nobody writes',
    given: (folder) => spawnSync('mkfifo', [path.join(folder, 'pipe')]).status === 0,
    command: importing('pipe'),
    says: ['Cannot read pipe: it is a named pipe', 'PROGRAM | gibbon import -'],
    status: 1,
  },
  {
    what: '`/dev/zero`',
    given: () => fs.existsSync('/dev/zero'),
    command: importing('/dev/zero'),
    says: ['Cannot read /dev/zero: it is a device'],
    status: 1,
  },
  {
    what: 'standard input (works)',
    input: texts,
    command: importing('-'),
    says: ['documents read: 2'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'standard input beside a file (works)',
    given: { 'a.txt': texts },
    command: ['import', '-', 'a.txt', ...into, ...unfiltered],
    input: texts,
    says: ['documents read: 4'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'standard input, named twice',
    command: ['import', '-', '/dev/stdin', ...into, ...unfiltered],
    input: texts,
    says: ['Cannot read standard input twice: it was named more than once', 'into a file'],
    status: 2,
  },
  {
    what: 'standard input for documents and for their metadata',
    command: ['import', '-', '--metadata', '-', '--on', 'id', ...into, ...unfiltered],
    input: texts,
    says: ['Cannot read standard input twice'],
    status: 2,
  },
  {
    what: 'nothing on standard input',
    input: '',
    command: importing('-'),
    says: ['Cannot import -: no documents were found'],
    status: 1,
  },
  {
    what: 'a program in the place of a file, `<(PROGRAM)` (works)',
    given: { 'a.txt': texts },
    command: importing('/dev/fd/0'),
    input: texts,
    says: ['documents read: 2'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: '`/dev/zero` on standard input',
    input: '\0'.repeat(1e6),
    command: importing('-'),
    says: ['Cannot read standard input: it is full of NUL bytes', 'save it as plain text'],
    status: 1,
  },
  {
    what: 'a project file as a source',
    command: importing('sample.gibbon'),
    says: ['Cannot read sample.gibbon: it is a project file', 'gibbon train sample.gibbon'],
    status: 1,
  },
];

const bytesOfTexts: readonly BadInput[] = [
  {
    what: 'invalid UTF-8 in the middle of a good file',
    given: { 'a.txt': bytes('one two three\n', 'four ', 0xe4, ' five\n') },
    command: importing('a.txt'),
    says: ['Cannot read a.txt', 'line 2', 'byte', '--encoding'],
    status: 1,
  },
  {
    what: 'the same, with `--encoding windows-1252`',
    given: { 'a.txt': bytes('one two three\n', 'fourth m', 0xe4, 'rz\n') },
    command: importing('a.txt', '--encoding', 'windows-1252'),
    says: ['märz'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'the same, with `--on-bad-bytes replace`',
    given: { 'a.txt': bytes('one two three\n', 'four ', 0xe4, ' five\n') },
    command: importing('a.txt', '--on-bad-bytes', 'replace'),
    says: ['documents read: 2'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'the same, with `--on-bad-bytes skip`',
    given: { 'a.txt': bytes('one two three\n', 'four ', 0xe4, ' five\n') },
    command: importing('a.txt', '--on-bad-bytes', 'skip'),
    says: ['documents read: '],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'an encoding that does not exist',
    given: { 'a.txt': texts },
    command: importing('a.txt', '--encoding', 'utf-99'),
    says: ['Cannot read text in "utf-99": there is no such encoding', 'windows-1252'],
    status: 1,
  },
  {
    what: 'UTF-16 with a byte-order mark (read)',
    given: { 'a.txt': utf16(texts) },
    command: importing('a.txt'),
    says: ['documents read: 2'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'UTF-16 without a byte-order mark (read)',
    given: { 'a.txt': Buffer.from(texts, 'utf16le') },
    command: importing('a.txt'),
    says: ['documents read: 2'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'a byte-order mark before UTF-8 (left out)',
    given: { 'a.csv': '\ufefftext,id\none two three,1\n' },
    command: importing('a.csv', '--text-column', 'text'),
    says: ['documents read: 1'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  ...['\r\n', '\r'].map((end) => ({
    what: `lines that end with ${JSON.stringify(end).slice(1, -1)} (read)`,
    given: { 'a.txt': texts.replaceAll('\n', end) },
    command: importing('a.txt'),
    says: ['documents read: 2'],
    status: 0,
    leaves: ['a.gibbon'],
  })),
  {
    what: 'NUL bytes',
    given: { 'a.txt': bytes('one two', 0, 0, 0, ' three\n') },
    command: importing('a.txt'),
    says: ['Cannot read a.txt: it is full of NUL bytes', 'save it as plain text'],
    status: 1,
  },
  {
    what: 'a gzip file cut short',
    given: { 'a.txt.gz': gzipSync(sampleTexts()).subarray(0, 2000) },
    command: importing('a.txt.gz'),
    says: ['Cannot read a.txt.gz: the compressed file is cut short'],
    status: 1,
  },
  {
    what: 'a damaged gzip file',
    given: { 'a.txt.gz': bytes(0x1f, 0x8b, 8, 0, 'this is no gzip at all') },
    command: importing('a.txt.gz'),
    says: ['Cannot read a.txt.gz: the compressed file is damaged'],
    status: 1,
  },
];

const tables: readonly BadInput[] = [
  {
    what: 'a CSV file without the named column',
    given: { 'a.csv': 'id,body\n1,one two three\n' },
    command: importing('a.csv', '--text-column', 'text'),
    says: ['Cannot read a.csv', '"text"', 'id, body'],
    status: 1,
  },
  {
    what: 'an unclosed quote in CSV',
    given: { 'a.csv': 'id,text\n1,"one two"\n2,"three four\n5,six\n' },
    command: importing('a.csv', '--text-column', 'text'),
    says: ['Cannot read a.csv', 'line 3', 'quote'],
    status: 1,
  },
  {
    what: 'a row with too few cells (read, and counted)',
    given: { 'a.csv': 'id,text\n1,one two three\n2\n' },
    command: importing('a.csv', '--text-column', 'text'),
    says: [
      'documents read: 2',
      'rows with too few cells, filled up with empty ones: 1 (a.csv, line 3)',
    ],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'rows with too many cells',
    given: { 'a.csv': 'id,text\n1,one,two\n2,three four\n3,five,six\n' },
    command: importing('a.csv'),
    says: [
      'Cannot read 2 rows',
      'a.csv, line 2: 3 columns were found',
      'line 4',
      '--on-bad-rows skip',
    ],
    status: 1,
  },
  {
    what: 'the same, with `--on-bad-rows skip`',
    given: { 'a.csv': 'id,text\n1,one,two\n2,three four\n3,five,six\n' },
    command: importing('a.csv', '--on-bad-rows', 'skip'),
    says: [
      'documents read: 1',
      'rows that could not be read, left out: 2',
      'a.csv, line 4: 3 columns',
    ],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'a file that may be a table or lines of text',
    given: { 'a.txt': 'red,cargo,ship\nblue,violin,bow\nred,harbour,crane\n' },
    command: importing('a.txt'),
    says: ['Cannot tell what a.txt is', '--format csv', '--format lines'],
    status: 1,
  },
  {
    what: 'a table whose first row may be a header',
    given: { 'a.csv': 'red,cargo\nblue,ship\n' },
    command: importing('a.csv', '--text-column', '2'),
    says: ['its first row ("red", "cargo") may name the columns', '--header', '--no-header'],
    status: 1,
  },
  {
    what: 'a table whose quotes may enclose or not',
    given: { 'a.csv': 'id,text\n1,"cargo\n2,ship"\n3,bow\n' },
    command: importing('a.csv'),
    says: ['lines 2 to 3', '--quotes double', '--quotes none'],
    status: 1,
  },
  {
    what: 'a folder of which 40 of 41 files are in no known format',
    given: (folder) => {
      fs.mkdirSync(path.join(folder, 'texts'));
      fs.writeFileSync(path.join(folder, 'texts/README.md'), texts);
      for (let file = 0; file < 40; file++)
        fs.writeFileSync(path.join(folder, `texts/${file}.xyz`), '?');
      return true;
    },
    command: importing('texts'),
    says: ['40 of 41 files were skipped', '--anyway'],
    status: 1,
  },
  {
    what: 'a language that is none',
    given: { 'a.txt': texts },
    command: importing('a.txt', '--language', 'klingonese'),
    says: ['Cannot use the language "klingonese"', 'Languages with stop words', ' de '],
    status: 2,
  },
  {
    what: 'a Word document',
    given: { 'a.docx': Buffer.from('PK\x03\x04\x14\0\x06\0\b\0\0\0', 'latin1') },
    command: importing('a.docx'),
    says: ['Cannot read a.docx: it is a Word document', 'save it as plain text'],
    status: 1,
  },
  {
    what: 'a file compressed with bzip2',
    given: { 'a.txt.bz2': Buffer.from('BZh91AY&SY\x94\0\x0e\0\0', 'latin1') },
    command: importing('a.txt.bz2'),
    says: ['it is compressed with bzip2', 'Unpack it first (bunzip2 -k)'],
    status: 1,
  },
  {
    what: 'a column named where there are none',
    given: { 'a.txt': texts },
    command: importing('a.txt', '--text-column', 'body'),
    says: [
      'Cannot find the column "body": the sources were read as lines, which has no columns',
      '--format csv',
    ],
    status: 1,
  },
  {
    what: 'a table to join by a column, but no table',
    given: { 'a.txt': texts },
    command: importing('a.txt', '--on', 'id'),
    says: ['Cannot join on "id": no table was given', '--metadata TABLE --on id'],
    status: 2,
  },
  {
    what: 'a JSON field nested 20,000 deep',
    given: { 'a.jsonl': `{"text":"one two","x":${'['.repeat(2e4)}${']'.repeat(2e4)}}\n` },
    command: importing('a.jsonl'),
    says: ['Cannot read a.jsonl, line 1', 'nested more than 1000 deep'],
    status: 1,
  },
  {
    what: 'malformed JSON on line 2',
    given: { 'a.jsonl': '{"text":"one two"}\n{"text":\n' },
    command: importing('a.jsonl'),
    says: ['Cannot read a.jsonl', 'line 2'],
    status: 1,
  },
  {
    what: 'a JSON field that is missing',
    given: { 'a.jsonl': '{"text":"one two"}\n{"body":"three"}\n' },
    command: importing('a.jsonl', '--text-field', 'text'),
    says: ['a.jsonl', 'line 2', 'text'],
    status: 1,
  },
  {
    what: 'a JSON field that is null (an empty document)',
    given: { 'a.jsonl': '{"text":"one two"}\n{"text":null}\n' },
    command: importing('a.jsonl', '--text-field', 'text'),
    says: ['documents read: 2'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'a JSON field that is a number',
    given: { 'a.jsonl': '{"text":"one two"}\n{"text":17}\n' },
    command: importing('a.jsonl', '--text-field', 'text'),
    says: ['Cannot read a.jsonl, line 2', 'is a number', '--text-field'],
    status: 1,
  },
  {
    what: 'a JSON field that is an array',
    given: { 'a.jsonl': '{"text":"one two"}\n{"text":[{"a":1}]}\n' },
    command: importing('a.jsonl', '--text-field', 'text'),
    says: ['a.jsonl', 'line 2'],
    status: 1,
  },
  {
    what: 'a line of JSON that is no object',
    given: { 'a.jsonl': '{"text":"one two"}\n17\n' },
    command: importing('a.jsonl', '--text-field', 'text'),
    says: ['Cannot read a.jsonl', 'line 2'],
    status: 1,
  },
  {
    what: 'the same id twice (kept, and said)',
    given: { 'a.jsonl': '{"id":"x","text":"one two"}\n{"id":"x","text":"three four"}\n' },
    command: importing('a.jsonl'),
    says: ['documents read: 2'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'counts whose words are out of range',
    given: { 'c/docword.txt': '1\n2\n1\n1 9 1\n', 'c/vocab.txt': 'one\ntwo\n' },
    command: importing('c'),
    says: ['Cannot read c/docword.txt', 'line 4', 'word 9', 'Is the vocabulary the file'],
    status: 1,
  },
  {
    what: 'a format that does not fit',
    given: { 'a.txt': texts },
    command: importing('a.txt', '--format', 'jsonl'),
    says: ['Cannot read a.txt', 'line 1'],
    status: 1,
  },
];

const contents: readonly BadInput[] = [
  {
    what: 'a corpus whose every word is a stop word',
    given: { 'a.txt': 'the and of\nthe of\nand the\n' },
    command: ['import', 'a.txt', ...into, '--stop-words', 'en'],
    says: ['no word is left in any document', '--stop-words none'],
    status: 1,
  },
  {
    what: 'texts without a single word',
    given: { 'a.txt': '... !!! ???\n--\n' },
    command: importing('a.txt'),
    says: ['no word is left in any document'],
    status: 1,
  },
  {
    what: 'a million empty documents, and one that is not (refused)',
    given: { 'a.txt': `${'\n'.repeat(1e6)}one two three\n` },
    command: importing('a.txt'),
    says: ['1000000 of 1000001 documents are empty', '--anyway'],
    status: 1,
  },
  {
    what: 'the same, with `--anyway` (kept in their places)',
    given: { 'a.txt': `${'\n'.repeat(1e6)}one two three\n` },
    command: importing('a.txt', '--anyway'),
    says: [
      'documents read: 1,000,001',
      'empty, kept in their place: 1,000,000',
      'WARNING: 1000000 of',
    ],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'nothing but a million empty documents',
    given: { 'a.txt': '\n'.repeat(1e6) },
    command: importing('a.txt'),
    says: ['no word is left in any document', '--format and --text-column'],
    status: 1,
  },
  {
    what: 'one document of ten million tokens (works, in 800 MB)',
    given: { 'a.txt': 'some words from all that were '.repeat(10e6 / 6) },
    command: ['train', 'a.txt', ...into, ...unfiltered, '--topics', '5', '--sweeps', '2'],
    says: ['9,999,996 tokens', 'the plain TypeScript sampler runs', 'Trained topics-5'],
    status: 0,
    leaves: ['a.gibbon'],
    mostMegabytes: 1000,
  },
  {
    what: 'one-word documents (work)',
    given: { 'a.txt': 'one\ntwo\nthree\n' },
    command: ['train', 'a.txt', ...into, ...unfiltered, '--topics', '2', '--sweeps', '3'],
    says: ['Trained topics-2'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  {
    what: 'names that are SQL, or move the cursor (shown as they are, doing nothing)',
    given: {
      'a.tsv': "'); DROP TABLE documents;--\t\u001b[2J\u001b]0;owned\u0007\tone two three four\n",
    },
    command: [
      ...[
        'train',
        'a.tsv',
        '--delimiter',
        'tab',
        '--no-header',
        '--id-column',
        '1',
        '--label-column',
        '2',
      ],
      ...['--text-column', '3', ...into, ...unfiltered, '--topics', '2', '--sweeps', '3'],
    ],
    says: ['Trained topics-2'],
    status: 0,
    leaves: ['a.gibbon'],
  },
];

const targets: readonly BadInput[] = [
  {
    what: 'a folder that is not there',
    given: { 'a.txt': texts },
    command: ['import', 'a.txt', '--into', 'no/where.gibbon'],
    says: ['Cannot write no/where.gibbon', '--into'],
    status: 1,
  },
  {
    what: 'a file that is there already',
    given: { 'a.txt': texts },
    command: ['import', 'a.txt', '--into', 'sample.gibbon'],
    says: ['Cannot write sample.gibbon: there is a file of this name already', '--replace'],
    status: 1,
  },
  {
    what: 'a file with runs, with `--replace`',
    given: { 'a.txt': texts },
    command: ['import', 'a.txt', '--into', 'sample.gibbon', '--replace'],
    says: ['Cannot replace sample.gibbon: it has 1 run', '--delete-runs'],
    status: 1,
  },
  {
    what: 'a file that is no project file, with `--replace`',
    given: { 'a.txt': texts },
    command: ['import', 'a.txt', '--into', 'a.txt', '--replace'],
    says: ['Cannot replace a.txt', 'only these are replaced'],
    status: 1,
  },
  {
    what: 'a folder',
    given: { 'a.txt': texts, 'f/b.txt': texts },
    command: ['import', 'a.txt', '--into', 'f', '--replace'],
    says: ['Cannot write f: there is a folder of this name'],
    status: 1,
  },
  {
    what: 'a name that ends like a folder, or none',
    given: { 'a.txt': texts },
    command: ['import', 'a.txt', '--into', 'new/'],
    says: ['Cannot write "new/": it is not the name of a file', '--into'],
    status: 1,
  },
  {
    what: 'a place below a file',
    given: { 'a.txt': texts },
    command: ['import', 'a.txt', '--into', 'a.txt/b.gibbon'],
    says: ['Cannot write a.txt/b.gibbon: a.txt is not a folder', '--into'],
    status: 1,
  },
  {
    what: 'a name of 300 letters',
    given: { 'a.txt': texts },
    command: ['import', 'a.txt', '--into', 'n'.repeat(300)],
    says: ['Cannot write nnn', 'the name is too long', '--into'],
    status: 1,
  },
  {
    what: 'the source itself, with `--replace --delete-runs`',
    command: ['import', 'sample.gibbon', '--into', 'sample.gibbon', '--replace', '--delete-runs'],
    says: ['Cannot replace sample.gibbon with itself', 'gibbon prepare sample.gibbon'],
    status: 1,
  },
];

const written: readonly BadInput[] = [
  {
    what: 'a folder with such files',
    given: { 'f/vocab.txt': 'mine' },
    command: ['export', 'sample.gibbon', '--to', 'f', '--format', 'uci'],
    says: ['Cannot write f/vocab.txt: there is a file of this name already', '--replace'],
    status: 1,
  },
  {
    what: 'a file',
    given: { f: 'mine' },
    command: ['export', 'sample.gibbon', '--to', 'f', '--format', 'uci'],
    says: ['Cannot write f: one file was named, and the format uci has 3', '--only'],
    status: 2,
  },
  {
    what: 'a folder below a file',
    given: { f: 'mine' },
    command: ['export', 'sample.gibbon', '--to', 'f/counts/', '--format', 'uci'],
    says: ['Cannot write f/counts/: a part of the path is not a folder', 'another name or place'],
    status: 1,
  },
  {
    what: 'no name',
    command: ['export', 'sample.gibbon', '--to', '', '--format', 'uci'],
    says: ['Cannot write into "": it is not a name', '--to FOLDER/'],
    status: 1,
  },
  {
    what: 'a report onto the project file itself, with `--replace`',
    command: ['report', 'sample.gibbon', '--into', 'sample.gibbon', '--replace'],
    says: ['Cannot write sample.gibbon: it is a project file', '--into FILE.html.'],
    status: 1,
  },
  {
    what: 'topics of new documents onto these, with `--replace`',
    given: { 'a.txt': texts },
    command: ['infer', 'sample.gibbon', 'a.txt', '--to', './a.txt', '--replace'],
    says: ['Cannot write ./a.txt: it is what is read (a.txt)', '--to.'],
    status: 1,
  },
  {
    what: 'a folder of the name of a file, with `--replace`',
    given: { 'f/topics.csv/a.txt': texts },
    command: [
      'export',
      'sample.gibbon',
      '--to',
      'f/',
      '--only',
      'topics',
      '--format',
      'csv',
      '--replace',
    ],
    says: ['Cannot write f/topics.csv: there is a folder of this name', '--to.'],
    status: 1,
  },
  {
    what: 'a format that is not there',
    command: ['export', 'sample.gibbon', '--to', 'f/', '--format', 'excel'],
    says: ["'excel' is invalid", 'csv'],
    status: 2,
  },
  {
    what: 'a place that does not tell the format',
    command: ['export', 'sample.gibbon', '--to', 'f'],
    says: ['Cannot write f: its name does not tell the format', '--format'],
    status: 2,
  },
  {
    what: 'a file of a format that has none of the name',
    command: ['export', 'sample.gibbon', '--to', 'f/', '--format', 'csv', '--only', 'phi'],
    says: ['Cannot write "phi": the format csv has no such file', 'topic-words'],
    status: 2,
  },
];

const projectFiles: readonly BadInput[] = [
  {
    what: 'no such project file',
    command: ['resume', 'no.gibbon'],
    says: ['Cannot open no.gibbon: there is no such file', 'gibbon import'],
    status: 1,
  },
  {
    what: 'a text file',
    given: { 'a.txt': texts },
    command: ['topics', 'a.txt'],
    says: ['Cannot open a.txt: it is not a project file', 'gibbon import a.txt'],
    status: 1,
  },
  {
    what: 'a folder',
    given: { 'f/a.txt': texts },
    command: ['topics', 'f'],
    says: ['Cannot open f: it is a folder'],
    status: 1,
  },
  {
    what: "somebody else's SQLite file",
    given: (folder) => {
      const bytesOfFile = fs.readFileSync(path.join(folder, 'sample.gibbon'));
      bytesOfFile.writeUInt32BE(7, 68); // the application's number
      fs.writeFileSync(path.join(folder, 'other.db'), bytesOfFile);
      return true;
    },
    command: ['topics', 'other.db'],
    says: ['Cannot open other.db: it is an SQLite file, but not a project file'],
    status: 1,
  },
  {
    what: 'a copy cut short',
    given: (folder) => {
      const whole = fs.readFileSync(path.join(folder, 'sample.gibbon'));
      fs.writeFileSync(path.join(folder, 'cut.gibbon'), whole.subarray(0, 100_000));
      return true;
    },
    command: ['resume', 'cut.gibbon'],
    says: ['Cannot open cut.gibbon: it is damaged: it has only 100000 of', 'copy it again'],
    status: 1,
  },
  {
    what: 'a file whose pages are overwritten',
    given: (folder) => {
      const whole = fs.readFileSync(path.join(folder, 'sample.gibbon'));
      fs.writeFileSync(path.join(folder, 'bad.gibbon'), whole.fill('x', 16_384));
      return true;
    },
    command: ['train', 'bad.gibbon', '--topics', '2'],
    says: ['Cannot open bad.gibbon: it is damaged'],
    status: 1,
  },
  {
    what: 'a file of a newer version',
    given: (folder) => {
      const newer = fs.readFileSync(path.join(folder, 'sample.gibbon'));
      newer.writeUInt32BE(231, 60); // the version of its tables, in the last of four bytes
      fs.writeFileSync(path.join(folder, 'newer.gibbon'), newer);
      return true;
    },
    command: ['topics', 'newer.gibbon'],
    says: ['Cannot open newer.gibbon: it has version 231', 'update this one'],
    status: 1,
  },
  {
    what: 'training in a folder that cannot be written',
    given: (folder) => {
      fs.mkdirSync(path.join(folder, 'f'));
      fs.copyFileSync(path.join(folder, 'sample.gibbon'), path.join(folder, 'f/a.gibbon'));
      fs.chmodSync(path.join(folder, 'f/a.gibbon'), 0o444);
      fs.chmodSync(path.join(folder, 'f'), 0o555);
      return process.platform !== 'win32';
    },
    notAsRoot: true,
    command: ['train', 'f/a.gibbon', '--sweeps', '2'],
    says: ['Cannot open f/a.gibbon: it cannot be written here', 'Copy it'],
    status: 1,
  },
  {
    what: 'a name with spaces, quotes and an emoji (works)',
    given: { 'it\'s "my" file 🎉.txt': texts },
    command: [
      'train', "it's \"my\" file 🎉.txt", ...unfiltered, '--topics', '2', '--sweeps', '2',
      '--into', "it's \"ours\" 🎉.gibbon",
    ], // prettier-ignore
    says: [`gibbon topics 'it'\\''s "ours" 🎉.gibbon'`, 'Trained topics-2'],
    status: 0,
    leaves: ['it\'s "ours" 🎉.gibbon'],
  },
  {
    what: 'a run that does not exist',
    command: ['topics', 'sample.gibbon', '--run', 'no'],
    says: ['Cannot find the run "no"', '"topics-8"', 'gibbon runs'],
    status: 1,
  },
  {
    what: 'a run name that is taken',
    command: training('--name', 'topics-8', '--sweeps', '2'),
    says: ['Cannot name the run "topics-8"', '--name'],
    status: 1,
  },
  {
    what: 'a topic that does not exist',
    command: ['documents', 'sample.gibbon', '--topic', '8'],
    says: [
      'Cannot show topic 8 (sample.gibbon): topics are numbered from 0 to 7',
      'gibbon topics sample.gibbon',
    ],
    status: 1,
  },
  {
    what: 'a document that does not exist',
    command: ['documents', 'sample.gibbon', '--document', '9999'],
    says: [
      'Cannot show document 9999 (sample.gibbon): documents are numbered from 0 to',
      'gibbon documents sample.gibbon',
    ],
    status: 1,
  },
  {
    what: 'a word that is not in the vocabulary',
    command: ['words', 'sample.gibbon', 'zebra'],
    says: ['Cannot show the word "zebra"'],
    status: 1,
  },
];

const options: readonly BadInput[] = [
  ...option('--topics', '0', 'Expected a whole number from 1 to 65,536.'),
  ...option('--topics', '65537', 'Expected a whole number from 1 to 65,536.'),
  ...option('--topics', '2.5', 'Expected a whole number from 1 to 65,536.'),
  {
    what: 'more topics than tokens',
    command: training('--topics', '5001'),
    says: ['Cannot train 5,001 topics: the corpus has 5,000 tokens', '--topics 10'],
    status: 1,
  },
  {
    what: 'more topics than words (works, with a note)',
    command: training('--topics', '100', '--sweeps', '2'),
    says: ['more topics (100) than words (80)', 'Trained topics-100'],
    status: 0,
  },
  ...option('--alpha', '0', 'Expected a number above 0'),
  ...option('--alpha', '-1', 'Expected a number above 0'),
  ...option('--alpha', 'NaN', 'Expected a number above 0'),
  ...option('--alpha', '1e308', 'to 1,000.'),
  ...option('--alpha-sum', '1e308', 'to 65,536,000.'),
  ...option('--beta', '0', 'Expected a number above 0'),
  ...option('--beta', '-0.01', 'Expected a number above 0'),
  ...option('--beta', 'NaN', 'Expected a number above 0'),
  ...option('--beta', '1e308', 'to 1,000.'),
  ...option('--alpha', '1e-7', 'from 0.000001 to'),
  ...option('--alpha-sum', '5e-300', 'from 0.000001 to'),
  ...option('--beta', '1e-300', 'from 0.000001 to'),
  {
    what: 'an `--alpha-sum` that is too small for that many topics',
    command: training('--topics', '8', '--alpha-sum', '0.000002'),
    says: ['Cannot use an alpha of 2.5e-7 per topic', 'for 8 topics, at least 0.000008'],
    status: 1,
  },
  {
    what: 'an `--alpha-sum` that is too large for that few topics',
    command: training('--topics', '8', '--alpha-sum', '8001'),
    says: ['Cannot use an alpha of 1000.125 per topic', 'Use a smaller --alpha-sum'],
    status: 1,
  },
  {
    what: 'the smallest `--alpha` and `--beta` (work)',
    command: training('--topics', '8', '--beta', '1e-6', '--alpha', '1e-6', '--sweeps', '5'),
    says: ['Trained topics-8-2'],
    status: 0,
  },
  {
    what: 'the largest `--alpha` and `--beta` (work)',
    command: training('--topics', '8', '--beta', '1000', '--alpha', '1000', '--sweeps', '5'),
    says: ['Trained topics-8-2'],
    status: 0,
  },
  ...option('--sweeps', '0', 'Expected a whole number from 1'),
  ...option('--seed', '1.5', 'Expected a whole number from 0 to 4,294,967,295.'),
  ...option('--seed', '-1', 'Expected a whole number from 0 to 4,294,967,295.'),
  ...option('--seed', '4294967296', 'Expected a whole number from 0 to 4,294,967,295.'),
  ...option('--workers', '0', 'Expected a whole number from 1 to 256.'),
  {
    what: 'more workers than documents (no more are started)',
    given: { 'a.txt': texts },
    command: [
      'train', 'a.txt', ...into, ...unfiltered, '--topics', '2', '--sweeps', '3',
      '--workers', '64', '--staleness', '1',
    ], // prettier-ignore
    says: ['Trained topics-2'],
    status: 0,
    leaves: ['a.gibbon'],
  },
  ...option('--staleness', '-1', 'Expected a whole number from 0, or inf.'),
  ...option('--checkpoint-every', '0', 'Expected a number of sweeps (50) or a time'),
  ...option('--checkpoint-every', '5 minutes', 'Expected a number of sweeps (50) or a time'),
  ...option('--measure-every', '0', 'Expected a whole number from 1'),
  ...option('--name', '', 'Expected a name of 1 to 200 characters on one line.'),
  {
    what: 'an option that does not exist',
    command: training('--sweeeps', '5'),
    says: ["unknown option '--sweeeps'", 'Did you mean --sweeps?'],
    status: 2,
  },
  {
    what: 'a command that does not exist',
    command: ['trian', 'sample.gibbon'],
    says: ["unknown command 'trian'", 'Did you mean train?'],
    status: 2,
  },
  {
    what: '`resume` with other topics',
    command: ['resume', 'sample.gibbon', '--topics', '9'],
    says: ['with --topics 9: it was begun with 8, and that cannot change'],
    status: 2,
  },
  {
    what: 'a project file as the source, with `--into`',
    command: training('--into', 'b.gibbon'),
    says: ['--into'],
    status: 2,
  },
];

function option(name: string, value: string, says: string): BadInput[] {
  return [
    {
      what: `\`${name} ${value === '' ? "''" : value}\``,
      command: ['train', 'sample.gibbon', name, value],
      says: [`'${value}' is invalid`, says],
      status: 2,
    },
  ];
}

export const badInput: readonly BadInputGroup[] = [
  { title: 'Sources', rows: sources },
  { title: 'Bytes', rows: bytesOfTexts },
  { title: 'Files that cannot be read', rows: badFiles },
  { title: 'Tables, JSON, counts', rows: tables },
  { title: 'Documents that are too long', rows: longInput },
  { title: 'Contents', rows: contents },
  { title: 'Where the project file is to stand', rows: targets },
  { title: 'Where something is to be exported', rows: written },
  { title: 'Project files', rows: projectFiles },
  { title: 'Options', rows: options },
];

/** The page of the documentation that shows the table. */
export function pageOf(groups: readonly BadInputGroup[]): string {
  const parts = groups.map(({ title, rows }) =>
    [
      `## ${title}`,
      '',
      '| given | said, among other things | exit status | left on disk |',
      '|---|---|--:|---|',
      ...rows.map(
        ({ what, says, status, leaves = [] }) =>
          `| ${what} | ${says.map((part) => `"${part.replaceAll('|', '\\|')}"`).join(' ')} | ` +
          `${status} | ${status === 0 ? leaves.join(', ') || 'the run' : 'nothing'} |`,
      ),
    ].join('\n'),
  );
  return `# Bad input

Whatever is wrong with the input, gibbon says what was found, where, and what to type instead; it
never leaves half a result. Each row is a test that runs the real command
(\`test/end-to-end/bad-input.slow.test.ts\`); this page is written from the same table, and a test fails
when the two differ. Where gibbon cannot continue, nothing new is on disk and what was there is as it
was.

## Exit status

| status | when |
|--:|---|
| 0 | done; a command that only lists also ends with 0 when its reader has seen enough (\`gibbon topics FILE \\| head\`) |
| 1 | the input, the machine or the network is at fault; \`verify\` found damage; a fault of gibbon itself, which says so |
| 2 | the command line is at fault: an option or a command that does not exist, a value out of its range, options that exclude each other |
| 129, 130, 143 | ended by a signal (SIGHUP, SIGINT or Ctrl-C, SIGTERM); a training that saved first and says how to continue ends so, too, also after \`q\` on its screen (130) |
| 141 | whoever read the output of a longer work (a training, \`infer\`) has gone; a training is saved first |

${parts.join('\n\n')}
`;
}
