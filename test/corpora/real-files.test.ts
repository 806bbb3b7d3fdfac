/**
 * Files as people bring them: each row is a file, what is said about it, and the documents that are
 * in it, by hand. They are the minimal forms of public bug reports and of researchers' data sets,
 * and siblings of these.
 */
import { expect } from 'chai';
import { UserError } from '../../core/errors.ts';
import type { ImportOptions } from '../../corpora/importing/options.ts';
import { importAndRead, temporaryFolder, unfiltered, writeFiles } from './import-fixture.ts';

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
    gives: /which field holds the text is not known/u,
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

const groups = { recognition, containers, dialects, counts };

describe('real files', () => {
  const folder = temporaryFolder();

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

async function check(
  row: Row,
  folder: { path: string; file(name: string): string },
): Promise<void> {
  const first = writeFiles(folder.path, row.files);
  const sources = row.sources?.map((name) => folder.file(name)) ?? [first];
  const { vocabulary } = row.options ?? {};
  const options = {
    ...unfiltered,
    ...row.options,
    ...(typeof vocabulary === 'string' && { vocabulary: folder.file(vocabulary) }),
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
