// What a file is, told by what is in it.
import { describeRows, type Row, two, utf16, utf16be } from './file-row.ts';

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

describeRows('recognition of real files', recognition);
describeRows('files that are not text', containers);
