/**
 * Files as people bring them: each row is a file, what is said about it, and the documents that are
 * in it, by hand. They are the minimal forms of public bug reports and of researchers' data sets,
 * and siblings of these.
 */
import { expect } from 'chai';
import { UserError } from '../../core/errors.ts';
import type { ImportOptions } from '../../corpora/importing/options.ts';
import { importAndRead, unfiltered, writeFiles } from './import-fixture.ts';
import { testFolder } from '../fixtures/folder.ts';

interface Row {
  readonly what: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Names of the files that are given; the first by default. */
  readonly sources?: readonly string[];
  readonly options?: ImportOptions;
  /** The tokens of each document, with spaces between; or what is said instead. */
  readonly gives: readonly string[] | RegExp;
  /** What stands in the report, as JSON. */
  readonly reports?: RegExp;
  /** Names of the documents, where they matter. */
  readonly names?: readonly string[];
  readonly labels?: readonly (string | undefined)[];
}

const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const two = ['cargo ship', 'violin bow'];

const recognition: readonly Row[] = [
  {
    what: 'an array in .json',
    files: { 'a.json': '[{"id":1,"text":"cargo ship"},{"id":2,"text":"violin bow"}]' },
    gives: two,
    names: ['1', '2'],
  },
  {
    what: 'the same over many lines',
    files: {
      'a.json': JSON.stringify(
        [
          { id: 1, text: 'cargo ship' },
          { id: 2, text: 'violin bow' },
        ],
        null,
        2,
      ),
    },
    gives: two,
    names: ['1', '2'],
  },
  {
    what: 'indented objects, one after the other, without a telling name',
    files: { 'a.dat': '{\n  "text": "cargo ship"\n}\n{\n  "text": "violin bow"\n}\n' },
    gives: two,
  },
  {
    what: 'an object that holds the list',
    files: { 'a.json': '{"status":"ok","articles":[{"text":"cargo ship"},{"text":"violin bow"}]}' },
    gives: two,
  },
  {
    what: 'objects by their keys',
    files: { 'a.json': '{"x1":{"text":"cargo ship"},"x2":{"text":"violin bow"}}' },
    gives: two,
    names: ['x1', 'x2'],
  },
  {
    what: 'a data frame by columns',
    files: { 'a.json': '{"id":{"0":7,"1":8},"text":{"0":"cargo ship","1":"violin bow"}}' },
    gives: two,
    names: ['7', '8'],
  },
  { what: 'an array of texts', files: { 'a.json': '["cargo ship","violin bow"]' }, gives: two },
  {
    what: 'an array in .txt',
    files: { 'a.txt': '[\n{"text":"cargo ship"},\n{"text":"violin bow"}\n]\n' },
    gives: two,
  },
  {
    what: 'NaN in JSON Lines, as Python writes it',
    files: { 'a.jsonl': '{"text":"cargo ship","year":NaN}\n{"text":NaN,"year":1990}\n' },
    gives: ['cargo ship', ''],
  },
  {
    what: 'JSON that is cut short',
    files: { 'a.json': '[{"text":"cargo ship"},{"text":"violin' },
    gives: /a\.json, line 1: it ends in the middle of a value/u,
  },
  {
    what: 'a damaged line in .jsonl, which stays JSON Lines',
    files: { 'a.jsonl': '{"text":"cargo ship"\n{"text":"violin bow"}\n' },
    gives: /a\.jsonl, line 1: it is not JSON/u,
  },
  {
    what: 'a damaged line in JSON Lines without a telling name',
    files: { 'a.dat': '{"text":"cargo"}\n{"text":"ship"}\n{"text":"bow"}\noops\n' },
    gives: /a\.dat, line 4: it is not JSON/u,
  },
  {
    what: 'a damaged line in counts, which stay counts',
    files: { 'a.dat': '2 0:1 1:2\n1 0:3\n1 1:1\n2 0:1\n', 'a.vocab': 'cargo\nship\n' },
    gives: /a\.dat, line 4: 1 terms were found/u,
  },
  {
    what: 'a table in UTF-16 called .txt',
    files: { 'u.txt': utf16('id\ttext\n1\tcargo ship\n2\tviolin bow') },
    gives: two,
    names: ['1', '2'],
  },
  {
    what: 'a MALLET file in UTF-16',
    files: { 'u.txt': utf16('a\tx\tcargo ship\nb\ty\tviolin bow\n') },
    gives: two,
    labels: ['x', 'y'],
  },
  {
    what: 'a table in UTF-16 without a byte-order mark',
    files: { 'u.csv': Buffer.from('id,text\n1,cargo ship\n2,violin bow\n', 'utf16le') },
    gives: two,
  },
  {
    what: 'a text in big-endian UTF-16 without a byte-order mark',
    files: { 'u.txt': utf16be('cargo ship\nviolin bow\n') },
    gives: two,
  },
  {
    what: 'JSON Lines in UTF-16',
    files: { 'u.dat': utf16('{"text":"cargo ship"}\n{"text":"violin bow"}\n') },
    gives: two,
  },
  {
    what: 'a table with commas called .txt',
    files: { 'a.txt': 'id,text,year\n1,cargo ship,1990\n2,violin bow,1991\n' },
    gives: two,
    names: ['1', '2'],
  },
  {
    what: 'a table with semicolons called .dat',
    files: { 'a.dat': 'id;text\n1;cargo ship\n2;violin bow\n' },
    gives: two,
  },
  {
    what: 'label and text with a tab between, called .txt',
    files: { 's.txt': 'ham\tcargo ship\nspam\tviolin bow\n' },
    gives: two,
    labels: ['ham', 'spam'],
  },
  {
    what: 'lines with a comma in each, which stay texts',
    files: { 'a.txt': 'cargo, ship\nviolin, bow\n' },
    gives: two,
  },
  {
    what: 'lines with commas that may be a table',
    files: { 'a.txt': 'red,cargo,ship\nblue,violin,bow\nred,harbour,crane\n' },
    gives: /Cannot tell what .*a\.txt is/u,
  },
];

const containers: readonly Row[] = [
  ['.bz2', 'BZh91AY&SY\x94$|\x0e\x00\x00', /compressed with bzip2.*/u],
  ['.xz', '\xfd7zXZ\x00\x00\x04\xe6\xd6', /compressed with xz/u],
  ['.zst', '\x28\xb5\x2f\xfd\x04\x00', /compressed with zstd/u],
  ['.zip', 'PK\x03\x04\x14\x00\x00\x00\x08\x00', /a zip archive/u],
  ['.docx', 'PK\x03\x04\x14\x00\x06\x00\x08\x00', /a Word document/u],
  ['.xlsx', 'PK\x03\x04\x14\x00\x06\x00\x08\x00', /an Excel workbook/u],
  ['.csv', 'PK\x03\x04\x14\x00\x06\x00\x08\x00', /a zip archive/u],
  ['.doc', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00', /an old Word document/u],
  ['.tar', `a.txt${'\0'.repeat(252)}ustar\x0000`, /a tar archive/u],
  ['.rtf', '{\\rtf1\\ansi cargo ship}', /rich text/u],
  ['.parquet', 'PAR1\x15\x04\x15\x10\x00\x00', /Parquet/u],
].map(([end, bytes, gives]) => ({
  what: `what ${String(end)} says it is`,
  files: { [`a${String(end)}`]: Buffer.from(bytes as string, 'latin1') },
  gives: gives as RegExp,
}));

const dialects: readonly Row[] = [
  {
    what: 'lone quotes in a table with tabs',
    files: { 'q.tsv': 'id\ttext\n1\t"open cargo\n2\tship\n3\tviolin\n4\tend"\n' },
    gives: ['open cargo', 'ship', 'violin', 'end'],
  },
  {
    what: 'a quote that is never closed in a table with tabs',
    files: { 'q.tsv': 'id\ttext\n1\t"cargo\n2\tship\n3\tviolin 5" bow\n' },
    gives: ['cargo', 'ship', 'violin bow'],
  },
  {
    what: 'a text with line ends in quotes in a table with tabs',
    files: { 'q.tsv': 'id\ttext\n1\t"cargo\nship"\n2\tviolin\n' },
    gives: ['cargo ship', 'violin'],
  },
  {
    what: 'a text with line ends and commas in quotes',
    files: { 'q.csv': 'id,text\n1,"cargo, ship\nand, crew"\n2,violin\n' },
    gives: ['cargo ship and crew', 'violin'],
  },
  {
    what: 'a text column by number, without a header',
    files: { 's.tsv': 'ham\tcargo ship\nspam\tviolin bow\n' },
    options: { textColumns: ['2'] },
    gives: two,
  },
  {
    what: 'a header found by the words of a text, without known names',
    files: { 's.csv': 'who,speech_act\nanna,cargo ship and crew\nbert,violin bow and bridge\n' },
    options: { textColumns: ['2'] },
    gives: ['cargo ship and crew', 'violin bow and bridge'],
  },
  {
    what: 'a first row that may be either',
    files: { 's.csv': 'red,cargo\nblue,ship\n' },
    options: { textColumns: ['2'] },
    gives: /its first row \("red", "cargo"\) may name the columns/u,
  },
  {
    what: 'the same, said to be a row',
    files: { 's.csv': 'red,cargo\nblue,ship\n' },
    options: { textColumns: ['2'], table: { header: false } },
    gives: ['cargo', 'ship'],
  },
  {
    what: 'a row that stands alone and cannot be names',
    files: { 's.tsv': '); DROP TABLE x;--\tred\tcargo ship and crew\n' },
    gives: ['cargo ship and crew'],
  },
  {
    what: 'a sentence that stands alone in its column',
    files: { 's.csv': '7,red,"cargo, ship and crew"\n' },
    gives: ['cargo ship and crew'],
  },
  {
    what: 'a row that stands alone and may be names',
    files: { 's.tsv': 'red\tcargo\n' },
    options: { textColumns: ['2'] },
    gives: /its first row \("red", "cargo"\) may name the columns/u,
  },
  {
    what: 'a line sep=;',
    files: { 'e.csv': 'sep=;\nid;text\n1;cargo ship\n' },
    gives: ['cargo ship'],
    names: ['1'],
  },
  {
    what: 'a line sep=| in capitals and quotes',
    files: { 'e.csv': '"SEP=|"\r\nid|text\r\n1|cargo, ship\r\n' },
    gives: ['cargo ship'],
    names: ['1'],
  },
  {
    what: 'a quote inside a cell',
    files: { 'a.csv': 'id,text,year\n1,a 19" screen of cargo,1990\n' },
    gives: ['a screen of cargo'],
  },
  {
    what: 'a quoted word inside a cell',
    files: { 'a.csv': 'id,text,year\n1,the "open" cargo,1990\n2,"open" cargo,1991\n' },
    gives: ['the open cargo', 'open cargo'],
  },
  {
    what: 'a row with too few cells',
    files: { 'a.csv': 'id,text,year\n1,cargo ship\n' },
    gives: ['cargo ship'],
    reports: /"shortRows":\{"count":1/u,
  },
  {
    what: 'a row with empty cells too many',
    files: { 'a.csv': 'id,text,year\n1,cargo ship,1990,,\n' },
    gives: ['cargo ship'],
    reports: /"longRows":\{"count":1/u,
  },
  {
    what: 'a row with a text too many',
    files: { 'a.csv': 'id,text,year\n1,cargo, ship,1990\n2,violin,1990\n3,bow,1991\n' },
    gives: /a\.csv, line 2: 4 columns were found; 3 were expected/u,
  },
  {
    what: 'all such rows at once, and how many',
    files: { 'a.csv': 'id,text\n1,a,b\n2,violin\n3,c,d\n4,bow\n5,bow\n6,bow\n' },
    gives: /Cannot read 2 rows:[^]*line 2[^]*line 4/u,
  },
  {
    what: 'the same, left out where that is asked for',
    files: { 'a.csv': 'id,text\n1,a,b\n2,violin\n3,c,d\n4,bow\n5,bow\n6,bow\n' },
    options: { onBadRows: 'skip' },
    gives: ['violin', 'bow', 'bow', 'bow'],
    reports: /"badRows":\{"count":2,"first":\[\{"place":"[^"]*a\.csv, line 2","reason":"3 columns/u,
  },
  {
    what: 'bad lines of JSON Lines, left out',
    files: { 'a.jsonl': '{"text":"cargo"}\nno\n{"text":5}\n{"text":"ship"}\n' },
    options: { onBadRows: 'skip' },
    gives: ['cargo', 'ship'],
    reports: /"badRows":\{"count":2/u,
  },
  {
    what: 'a row cut in two by a line end',
    files: { 'a.csv': 'id,text,year\n1,cargo ship,1990\n2,violin\nbow,1991\n' },
    gives: /a\.csv, line 4: 2 columns were found/u,
  },
  {
    what: 'tabs in .csv',
    files: { 't.csv': 'text\tid\ncargo\t1\n' },
    gives: ['cargo'],
    names: ['1'],
  },
  {
    what: 'vertical bars in .csv',
    files: { 'p.csv': 'id|text\n1|cargo\n' },
    gives: ['cargo'],
    names: ['1'],
  },
  {
    what: 'semicolons in .tsv',
    files: { 'p.tsv': 'id;text\n1;cargo, ship\n' },
    gives: ['cargo ship'],
  },
  {
    what: 'backslashes before quotes',
    files: { 'b.csv': 'id,text\n1,"the \\"open\\", cargo"\n2,"a ""ship\\\\"\n3,"violin"\n' },
    gives: ['the open cargo', 'a ship', 'violin'],
  },
  {
    what: 'backslashes before separators, as MySQL writes',
    files: { 'b.tsv': 'id\ttext\n1\tcargo\\\tship\n2\tviolin\\\nbow\n3\t\\N\n' },
    gives: ['cargo ship', 'violin bow', ''],
  },
  {
    what: 'a title above the header, passed over as it is said',
    files: { 'a.csv': 'All cargo, 1990\nid,text\n1,ship\n' },
    options: { table: { skipLines: 1 } },
    gives: ['ship'],
    names: ['1'],
  },
  {
    what: 'a title above the header, found',
    files: { 'a.csv': 'All cargo\n\nid,text,year\n1,ship,1990\n2,bow,1991\n' },
    gives: ['ship', 'bow'],
    names: ['1', '2'],
  },
  {
    what: 'one column, with commas in the texts',
    files: { 'a.csv': 'text\ncargo, ship\nviolin, bow, bridge\n' },
    gives: ['cargo ship', 'violin bow bridge'],
  },
  {
    what: 'one column without a header',
    files: { 'a.csv': 'the cargo, the ship and all of the crew\nthe violin and the bow\n' },
    gives: ['the cargo the ship and all of the crew', 'the violin and the bow'],
  },
  {
    what: 'two columns of one name, said',
    files: { 'a.csv': 'id,text,text\n1,cargo,ship\n' },
    gives: ['cargo'],
    reports: /"repeatedColumns":\{"count":1,"names":\["text \(column 3\)"\]\}/u,
  },
  {
    what: 'a path into JSON',
    files: { 'a.json': '{"data":{"plain":"cargo"}}' },
    options: { textColumns: ['data.plain'] },
    gives: ['cargo'],
  },
  {
    what: 'a path through an array of objects',
    files: { 'a.jsonl': '{"id":1,"body":{"parts":[{"t":"cargo"},{"t":"ship"}]}}\n' },
    options: { textColumns: ['body.parts.t'] },
    gives: ['cargo ship'],
  },
  {
    what: 'the paths, where none is known',
    files: { 'a.jsonl': '{"data":{"plain":"cargo"}}\n' },
    gives: /not clear which field holds the text/u,
  },
  {
    what: 'a list of labels',
    files: { 'a.jsonl': '{"text":"cargo","label":["A","B"]}\n' },
    gives: ['cargo'],
    labels: ['A, B'],
  },
  {
    what: 'an array of texts in a field',
    files: { 'a.jsonl': '{"text":["cargo","ship"],"label":[]}\n' },
    gives: ['cargo ship'],
    labels: [undefined],
  },
  {
    what: 'a column called question_text',
    files: { 'a.csv': 'qid,question_text\n1,cargo\n' },
    gives: ['cargo'],
  },
  {
    what: 'a column called Review Body',
    files: { 'a.csv': 'Review ID,Review Body,Stars\n1,cargo,5\n' },
    gives: ['cargo'],
  },
  {
    what: 'a field called articleText',
    files: { 'a.jsonl': '{"url":"x","articleText":"cargo","articleDate":"1990"}\n' },
    gives: ['cargo'],
  },
  {
    what: 'NaN and NULL, which are not words',
    files: { 'a.csv': 'id,text\n1,NaN\n2,NULL\n3,cargo\n4,N/A\n5,None\n' },
    gives: ['', '', 'cargo', '', ''],
    reports: /"missingValues":4/u,
  },
  {
    what: 'the same, kept',
    files: { 'a.csv': 'id,text\n1,NaN\n2,cargo\n' },
    options: { table: { keepMissing: true } },
    gives: ['nan', 'cargo'],
  },
  {
    what: '#N/A and <NA> in a table with tabs',
    files: { 'a.tsv': 'id\ttext\n1\t#N/A\n2\t<NA>\n3\tcargo\n' },
    gives: ['', '', 'cargo'],
  },
  {
    what: 'a name with invisible characters, made visible',
    files: { 'a.csv': 'id\ttext\n1\tcargo\n' },
    options: { textColumns: ['body'], table: { delimiter: ',' } },
    gives: /there is no column "body"/u,
  },
];

const counts: readonly Row[] = [
  {
    what: 'UCI counts under any name, with a vocabulary that is named',
    files: { 'my.uci': '2\n3\n3\n1 1 2\n1 2 1\n2 3 1\n', list: 'cargo\nship\nbow\n' },
    options: { format: 'uci', vocabulary: 'list' },
    gives: ['cargo cargo ship', 'bow'],
  },
  {
    what: 'the same without the format',
    files: { 'my.uci': '2\n3\n3\n1 1 2\n1 2 1\n2 3 1\n', list: 'cargo\nship\nbow\n' },
    options: { vocabulary: 'list' },
    gives: ['cargo cargo ship', 'bow'],
  },
  {
    what: 'the same with the vocabulary beside it',
    files: { 'my.uci': '1\n2\n2\n1 1 2\n1 2 1\n', 'my.vocab': 'cargo\nship\n' },
    gives: ['cargo cargo ship'],
  },
];

const encodings: readonly Row[] = [
  {
    what: 'a Latin-1 file among files in UTF-8, named',
    files: {
      'f/a.txt': 'Größe',
      'f/b.txt': Buffer.from('Gr\xf6\xdfe', 'latin1'),
      'f/c.txt': 'Übung',
    },
    sources: ['f'],
    gives: /b\.txt, line 1, byte 3: 0xf6 is not UTF-8[^]*windows-1252/u,
  },
  {
    what: 'the same, with the encoding of those that are not UTF-8',
    files: {
      'f/a.txt': 'Größe',
      'f/b.txt': Buffer.from('Gr\xf6\xdfe', 'latin1'),
      'f/c.txt': Buffer.from('\ufeffÜbung', 'utf16le'),
    },
    sources: ['f'],
    options: { encoding: 'windows-1252' },
    gives: ['größe', 'größe', 'übung'],
  },
  {
    what: 'the same, left out',
    files: { 'f/a.txt': 'Größe', 'f/b.txt': Buffer.from('Gr\xf6\xdfe', 'latin1') },
    sources: ['f'],
    options: { onBadFiles: 'skip' },
    gives: ['größe'],
    reports: /"badFiles":\{"count":1/u,
  },
  {
    what: 'an encoding that does not extend ASCII, which is for all',
    files: { 'a.txt': Buffer.from('cargo ship', 'utf16le') },
    options: { encoding: 'utf-16le' },
    gives: ['cargo ship'],
  },
  {
    what: 'a file of NULs among texts, its NULs as spaces',
    files: { 'f/a.txt': 'cargo', 'f/b.txt': 'vio\0\0\0\0lin\0bow' },
    sources: ['f'],
    options: { onBadBytes: 'replace' },
    gives: ['cargo', 'vio lin bow'],
  },
  {
    what: 'the same with skip',
    files: { 'f/a.txt': 'cargo', 'f/b.txt': 'violin\0\0\0\0bow' },
    sources: ['f'],
    options: { onBadBytes: 'skip' },
    gives: ['cargo', 'violin bow'],
  },
  {
    what: 'the same, left out as a file',
    files: { 'f/a.txt': 'cargo', 'f/b.txt': 'violin\0\0\0\0bow' },
    sources: ['f'],
    options: { onBadFiles: 'skip' },
    gives: ['cargo'],
  },
];

const folders: readonly Row[] = [
  {
    what: 'files without an end of their names',
    files: { 'f/a': 'cargo ship', 'f/b': 'violin bow' },
    sources: ['f'],
    gives: two,
  },
  {
    what: 'files that end with a number, beside a picture',
    files: {
      'f/x.1': 'cargo ship',
      'f/x.2': 'violin bow',
      'f/y': Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'),
    },
    sources: ['f'],
    gives: two,
    reports: /"skippedFiles":\{"count":1/u,
  },
  {
    what: 'a README beside the texts, which is none of them',
    files: { 'f/README.md': 'about', 'f/a.txt': 'cargo ship', 'f/b.txt': 'violin bow' },
    sources: ['f'],
    gives: two,
  },
  {
    what: 'a folder of JSON with a README',
    files: {
      'f/README.md': 'about',
      'f/a.json': '{"text":"cargo ship"}',
      'f/b.json': '{"text":"violin bow"}',
    },
    sources: ['f'],
    gives: two,
  },
  {
    what: 'a README and 40 files in no format that is read',
    files: Object.fromEntries([
      ['f/README.md', 'about the cargo ship'],
      ...Array.from({ length: 40 }, (_, index) => [`f/${index}.xyz`, '\x01\x02']),
    ]),
    sources: ['f'],
    gives: /40 of 41 files were skipped/u,
  },
  {
    what: 'the same, anyway',
    files: Object.fromEntries([
      ['f/README.md', 'about the cargo ship'],
      ...Array.from({ length: 40 }, (_, index) => [`f/${index}.xyz`, '\x01\x02']),
    ]),
    sources: ['f'],
    options: { anyway: true },
    gives: ['about the cargo ship'],
  },
  {
    what: 'three text files by their names',
    files: { 'a.txt': 'cargo\nship', 'b.txt': 'violin\n\nbow', 'c.txt': 'harbour' },
    sources: ['a.txt', 'b.txt', 'c.txt'],
    gives: ['cargo ship', 'violin bow', 'harbour'],
    reports: /one document per file/u,
  },
  {
    what: 'the same, a document on each line as it is said',
    files: { 'a.txt': 'cargo\nship', 'b.txt': 'violin' },
    sources: ['a.txt', 'b.txt'],
    options: { format: 'lines' },
    gives: ['cargo', 'ship', 'violin'],
  },
  {
    what: 'two files with a document on each line',
    files: {
      'a.txt': Array.from({ length: 20 }, () => 'cargo '.repeat(40).trim()).join('\n'),
      'b.txt': Array.from({ length: 20 }, () => 'violin '.repeat(40).trim()).join('\n'),
    },
    sources: ['a.txt', 'b.txt'],
    gives: [
      ...Array.from({ length: 20 }, () => 'cargo '.repeat(40).trim()),
      ...Array.from({ length: 20 }, () => 'violin '.repeat(40).trim()),
    ],
  },
  {
    what: 'a web page by its name',
    files: { 'a.html': '<html><body><p>cargo</p><p>ship</p></body></html>' },
    gives: ['cargo ship'],
  },
];

const implausible: readonly Row[] = [
  {
    what: 'three quarters of empty documents',
    files: {
      'a.csv': `id,text\n${Array.from({ length: 40 }, (_, i) => `${i},${i < 5 ? 'cargo' : ''}`).join('\n')}\n`,
    },
    gives: /35 of 40 documents are empty/u,
  },
  {
    what: 'a third of empty documents, only said',
    files: {
      'a.csv': `id,text\n${Array.from({ length: 30 }, (_, i) => `${i},${i < 20 ? 'cargo' : ''}`).join('\n')}\n`,
    },
    gives: Array.from({ length: 30 }, (_, i) => (i < 20 ? 'cargo' : '')),
    reports: /"says":"10 of 30 documents are empty/u,
  },
  {
    what: 'a text a thousand times as long as the others',
    files: { 'a.txt': `cargo\nship\nbow\n${'violin '.repeat(5000)}\n` },
    gives: ['cargo', 'ship', 'bow', 'violin '.repeat(5000).trim()],
    reports: /times as long as the median/u,
  },
  {
    what: 'a row that runs over a thousand lines',
    files: { 'a.csv': `id,text\n1,"${'cargo\n'.repeat(1000)}"\n2,bow\n` },
    gives: ['cargo '.repeat(1000).trim(), 'bow'],
    reports: /one row of a table runs over 1001 lines/u,
  },
];

const markup: readonly Row[] = [
  {
    what: 'tags and entities in a cell',
    files: {
      'a.csv': 'id,text\n1,"<a href=""https://example.org"">harbour</a> caf&eacute; don&#8217;t"\n',
    },
    gives: ["harbour café don't"],
    reports: /"markup":1/u,
  },
  {
    what: 'the same with quotes of the other kind, not quoted',
    files: { 'a.csv': 'id,text\n1,<a href="https://example.org">harbour</a> caf&eacute;\n' },
    gives: ['harbour café'],
  },
  {
    what: 'tags inside of words, and between them',
    files: {
      'a.jsonl':
        '{"text":"<p>har<b>bour</b></p><p>cargo<br/>ship</p><script>var x = 1;</script>"}\n',
    },
    gives: ['harbour cargo ship'],
  },
  {
    what: 'the same, kept',
    files: { 'a.jsonl': '{"text":"<b>cargo</b>"}\n' },
    options: { markup: 'keep' },
    gives: ['b cargo b'],
  },
  {
    what: 'what only looks like tags',
    files: { 'a.txt': 'if cargo <ship and bow> violin & a<b\n' },
    gives: ['if cargo ship and bow violin a b'],
  },
  {
    what: 'entities without their semicolons',
    files: { 'a.txt': 'a &nbsp&nbsp word one\nb &lt; &amp three\nc &nbspfour\n' },
    gives: ['a word one', 'b three', 'c four'],
  },
  {
    what: 'entities by number',
    files: { 'a.txt': 'caf&#233; na&#xEF;ve &#128512; AT&T\n' },
    gives: ['café naïve at t'],
  },
  {
    what: 'the word after an address',
    files: { 'a.txt': 'me@x.org,harbour\n[ship](https://x.org),sailor\n' },
    gives: ['harbour', 'ship sailor'],
  },
  {
    what: 'addresses with dots, parentheses and lists after them',
    files: {
      'a.txt':
        'first.last@x.org;cargo\n(see https://x.org/a_(b)) ship\nwww.x.org,bow\nhttps://x.org/a,violin, <me@x.org>crew\nmailto:me@x.org crane\n',
    },
    gives: ['cargo', 'see ship', 'bow', 'violin crew', 'crane'],
  },
  {
    what: 'headers, quotes and signature of an article',
    files: {
      'f/a.txt':
        'From: me@x.org\nSubject: Re: cargo\nNntp-Posting-Host: x.org\nX-Newsreader: tin\n\nIn article <1@x.org> You writes:\n> ship and crew\n\nviolin\n-- \nbow inc\n',
    },
    sources: ['f'],
    gives: ['re cargo violin'],
    reports: /"mailHeaders":1,"mailQuotes":1,"mailSignatures":1/u,
  },
  {
    what: 'the same, kept',
    files: { 'f/a.txt': 'From: me\nSubject: cargo\n\nviolin\n' },
    sources: ['f'],
    options: { mail: 'keep' },
    gives: ['from me subject cargo violin'],
  },
  {
    what: 'an encoded attachment of an article',
    files: {
      'f/a.txt': `From: me\nSubject: cargo\n\nbow\nbegin 644 a.gif\n${`M${'AX9G(1'.repeat(10)}\n`.repeat(5)}end\nship\n`,
    },
    sources: ['f'],
    gives: ['cargo bow ship'],
    reports: /"attachments":1/u,
  },
  {
    what: 'headers of an article whose line ends are lost',
    files: { 'a.txt': 'Subject: cargo Nntp-Posting-Host: x.org X-Newsreader: tin violin bow\n' },
    gives: ['subject cargo violin bow'],
    reports: /"mailHeaders":1/u,
  },
  {
    what: 'a play, which is no mail',
    files: { 'f/a.txt': 'Hamlet: cargo\nGhost: ship\n\nviolin\n' },
    sources: ['f'],
    gives: ['hamlet cargo ghost ship violin'],
  },
];

const spelling: readonly Row[] = [
  {
    what: 'words cut at line ends',
    files: { 'f/a.txt': 'inter-\nnational govern-\r\n  ment gov¬\nernments Schiff⸗\nfahrt\n' },
    sources: ['f'],
    gives: ['international government governments schifffahrt'],
    reports: /"cutWords":4/u,
  },
  {
    what: 'a compound cut at its hyphen',
    files: { 'f/a.txt': 'a well-\nknown ship, long-\nterm: known well, and a long-term cargo\n' },
    sources: ['f'],
    gives: ['a well-known ship long-term known well and a long-term cargo'],
  },
  {
    what: 'a dash at a line end, and names',
    files: { 'f/a.txt': 'cargo -\nship and Nord-\nOst\n' },
    sources: ['f'],
    gives: ['cargo ship and nord ost'],
  },
  {
    what: 'Arabic and Hebrew with vowel marks and without',
    files: { 'a.txt': 'كِتَاب كتاب\nשָׁלוֹם שלום\nكـــتاب\n' },
    gives: ['كتاب كتاب', 'שלום שלום', 'كتاب'],
  },
  {
    what: 'the forms of alef',
    files: { 'a.txt': 'أحمد احمد إحمد\n' },
    options: { languages: ['ar'] },
    gives: ['احمد احمد احمد'],
  },
  {
    what: 'invisible signs inside words',
    files: { 'a.txt': 'har\u00adbour har\u200bbour har\u2060bour harbour\u200e\n' },
    gives: ['harbour harbour harbour harbour'],
  },
  {
    what: 'Thai as it is written',
    files: { 'a.txt': 'น้ำ\n' },
    gives: ['น้ำ'],
  },
  ...['DE', 'german', 'Deutsch', 'deu', 'ger', 'de-DE', 'de_AT'].map((language) => ({
    what: `--language ${language}`,
    files: { 'a.txt': 'die Ladung\n' },
    options: { ...unfiltered, languages: [language], stopWords: undefined },
    gives: ['ladung'],
    reports: /"languages":\["de"\]/u,
  })),
  {
    what: 'a language that is none',
    files: { 'a.txt': 'cargo\n' },
    options: { languages: ['klingonese'] },
    gives: /there is no such language[^]* de /u,
  },
  {
    what: 'Japanese particles and endings',
    files: { 'a.txt': '山田さんは東京の会社です。電車で行きましたが、来ませんでした。\n' },
    options: { languages: ['ja'], stopWords: undefined, minLength: 3 },
    gives: ['山田 東京 会社 電車 行き'],
  },
];

const play = `<?xml version="1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><title>of the edition</title></teiHeader>
<text><front><castList><castItem>ANNA</castItem></castList></front>
<body><div><head>Act one</head><sp><speaker>ANNA</speaker><p>The <hi>car</hi>go is
  <choice><sic>heer</sic><corr>here</corr></choice>, the har-<lb break="no"/>bour<note>an editor says</note>
  too &amp; the <app><lem>ship</lem><rdg>sheep</rdg></app>.</p></sp></div></body></text></TEI>`;

// Seen to fail: with nothing left out (the plays), and without what a file declares (the encodings).
const xml: readonly Row[] = [
  {
    what: 'a play in TEI: what is said, not who says it',
    files: { 'a.xml': play },
    gives: ['act one the cargo is here the harbour too the ship'],
    reports: /"format":"XML","how":"the text of its body/u,
  },
  {
    what: 'plays in a folder, a README beside them',
    files: {
      'f/a.xml': play,
      'f/b.xml': play.replace('Act one', 'Act two'),
      'f/README.md': 'data',
    },
    sources: ['f'],
    gives: [
      'act one the cargo is here the harbour too the ship',
      'act two the cargo is here the harbour too the ship',
    ],
  },
  {
    what: 'XML that is no TEI, and says that it is in Latin-1',
    files: {
      'a.xml': Buffer.from(
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<r><t>Gr\xf6\xdfe</t><t>caf&eacute;</t><t><![CDATA[a < b]]></t></r>',
        'latin1',
      ),
    },
    gives: ['größe café a b'],
    reports: /"how":"all of its text/u,
  },
  {
    what: 'an article in JATS, without its front and back',
    files: {
      'a.xml':
        '<article><front><title>t</title></front><body><sec><title>Cargo</title><p>ship<xref>1</xref></p></sec></body><back>b</back></article>',
    },
    gives: ['cargo ship1'],
  },
  {
    what: 'XML without an ending of its name',
    files: { 'f/a': '<?xml version="1.0"?><r>cargo <x>ship</x></r>', 'f/b': 'bow' },
    sources: ['f'],
    gives: ['cargo ship', 'bow'],
  },
  {
    what: 'XML that is cut short',
    files: { 'a.xml': '<TEI><text><body><p>cargo' },
    gives: /a\.xml: its XML cannot be parsed \(.*unclosed tag/u,
  },
  {
    what: 'XML whose entities would fill the memory',
    files: {
      'a.xml': '<!DOCTYPE r [<!ENTITY a "cargo cargo"><!ENTITY b "&a;&a;&a;">]><r>ship &b; bow</r>',
    },
    gives: ['ship bow'],
  },
  {
    what: 'a page that says its own charset',
    files: {
      'a.html': Buffer.from('<meta charset="iso-8859-1"><p>Gr\xf6\xdfe \x93x\x94</p>', 'latin1'),
    },
    gives: ['größe x'],
  },
  {
    what: 'a page that says it in the old way, in Cyrillic',
    files: {
      'a.html': Buffer.concat([
        Buffer.from('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>'),
        Buffer.from([0xc7, 0xd2, 0xd5, 0xda]),
      ]),
    },
    gives: ['груз'],
  },
  {
    what: 'a page that says one thing and is in UTF-8',
    files: { 'a.html': '<meta charset="iso-8859-1"><p>Größe</p>' },
    gives: ['größe'],
  },
];

const groups = {
  xml,
  recognition, containers, dialects, counts, encodings, folders, implausible, markup, spelling,
}; // prettier-ignore

describe('real files', () => {
  const folder = testFolder();

  for (const [group, rows] of Object.entries(groups)) {
    describe(group, () => {
      for (const row of rows) {
        it(row.what, async () => {
          await check(row, folder);
        });
      }
    });
  }
});

async function check(row: Row, folder: { path: string; at(name: string): string }): Promise<void> {
  const first = writeFiles(folder.path, row.files);
  const sources = row.sources?.map((name) => folder.at(name)) ?? [first];
  const { vocabulary } = row.options ?? {};
  const options = {
    ...unfiltered,
    ...row.options,
    ...(typeof vocabulary === 'string' && { vocabulary: folder.at(vocabulary) }),
  };
  const outcome = await importAndRead(sources, options).catch((error: unknown) => {
    if (error instanceof UserError) return error;
    throw error;
  });
  if (row.gives instanceof RegExp) {
    expect(outcome).to.be.instanceOf(UserError);
    expect(`${(outcome as UserError).message}\n${(outcome as UserError).hint ?? ''}`).to.match(
      row.gives,
    );
    return;
  }
  if (outcome instanceof UserError) throw outcome;
  const { documents, report } = outcome;
  expect(documents.map(({ tokens }) => tokens.join(' '))).to.deep.equal(row.gives);
  if (row.names !== undefined) expect(documents.map(({ name }) => name)).to.deep.equal(row.names);
  if (row.labels !== undefined)
    expect(documents.map(({ label }) => label)).to.deep.equal(row.labels);
  if (row.reports !== undefined) expect(JSON.stringify(report)).to.match(row.reports);
}
