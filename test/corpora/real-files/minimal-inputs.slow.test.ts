// The smallest forms of files that were once read wrongly, in the order in which they were told, each
// with siblings of the same kind (24, a terminal that is closed, is in end-to-end/hangup.slow.test.ts).
// Seen to fail, before their faults were mended: labels of fastText, an element of a list, de_CH.UTF-8,
// entities twice over, three files without an ending, and words cut at line ends that only other texts
// or a conjunction tell about.
import { deflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import { gibbon } from '../../end-to-end/gibbon.ts';
import { describeRows, type Row, two, utf16, utf16be } from './file-row.ts';

const list = [
  { id: 1, text: 'cargo ship' },
  { id: 2, text: 'violin bow' },
];
const arrays: readonly Row[] = [
  {
    what: '1: an array of objects',
    files: { 'a.json': JSON.stringify(list) },
    gives: two,
    names: ['1', '2'],
  },
  { what: '1: the same, indented', files: { 'a.json': JSON.stringify(list, null, 2) }, gives: two },
  {
    what: '1: the same with tabs and Windows line ends, in UTF-16',
    files: { 'a.json': utf16(JSON.stringify(list, null, '\t').replaceAll('\n', '\r\n')) },
    gives: two,
  },
  {
    what: '1: the same two levels down, beside an object about it',
    files: { 'a.json': JSON.stringify({ meta: { total: 2 }, data: { items: list } }) },
    gives: two,
  },
  {
    what: '1: the same with strings that hold brackets',
    files: { 'a.json': '[{"text":"cargo ] } ship"},\n{"text":"violin \\" [ bow"}]' },
    gives: two,
  },
];

const units: readonly Row[] = [
  {
    what: '2: a table in UTF-16 called .txt',
    files: { 'u.txt': utf16('id\ttext\n1\tcargo ship\n2\tviolin bow') },
    gives: two,
    names: ['1', '2'],
  },
  {
    what: '2: a MALLET file in UTF-16',
    files: { 'u.txt': utf16('a\tx\tcargo ship\nb\ty\tviolin bow') },
    gives: two,
    names: ['a', 'b'],
    labels: ['x', 'y'],
  },
  {
    what: '2: a table in big-endian UTF-16 without a mark and an ending',
    files: { u: utf16be('id;text\r\n1;cargo ship\r\n2;violin bow\r\n') },
    gives: two,
    names: ['1', '2'],
  },
  {
    what: '2: a table in UTF-16 that is mostly not Latin',
    files: { 'u.txt': utf16('id\ttext\n1\tгруз корабль\n2\tскрипка смычок\n') },
    gives: ['груз корабль', 'скрипка смычок'],
    names: ['1', '2'],
  },
];

const loneQuotes: readonly Row[] = [
  {
    what: '3: quotes that open on one row and close on another',
    files: { 'q.tsv': 'id\ttext\n1\t"open cargo\n2\tship\n3\tviolin\n4\tend"\n' },
    gives: ['open cargo', 'ship', 'violin', 'end'],
  },
  {
    what: '3: the same with semicolons, which may be one row as well',
    files: { 'q.csv': 'id;text\n1;"open cargo\n2;ship\n3;violin\n4;end"\n' },
    gives: /q\.csv, lines 2 to 5: they may be one row with line ends inside quotes/u,
  },
  {
    what: '3: the same without a header, in a handful of rows',
    files: {
      'q.tsv': 'ham\t"open cargo is here\nspam\tthe ship\nham\ta violin and bow\nspam\tthe end"\n',
    },
    gives: /q\.tsv, lines 1 to 4: they may be one row with line ends inside quotes/u,
  },
  {
    what: '3: two such pairs',
    files: { 'q.tsv': 'id\ttext\n1\t"cargo\n2\tship"\n3\tviolin\n4\t"bow\n5\tend"\n6\tcrew\n' },
    gives: ['cargo', 'ship', 'violin', 'bow', 'end', 'crew'],
  },
];

const headers: readonly Row[] = [
  {
    what: '4: a text column by number without a header',
    files: { 's.tsv': 'ham\tcargo ship\nspam\tviolin bow' },
    options: { textColumns: ['2'] },
    gives: two,
  },
  {
    what: '4: the same called .txt',
    files: { 's.txt': 'ham\tcargo ship\nspam\tviolin bow' },
    gives: two,
    labels: ['ham', 'spam'],
  },
  {
    what: '4: label and text in many rows with commas and an id',
    files: {
      's.csv': `${Array.from({ length: 12 }, (_, i) => `${i},${i % 3 ? 'ham' : 'spam'},the cargo is on ship and pier`).join('\n')}\n`,
    },
    options: { textColumns: ['3'] },
    gives: Array.from({ length: 12 }, () => 'the cargo is on ship and pier'),
  },
  {
    what: '4: the same text column, with a header',
    files: { 's.tsv': 'class\tmessage\nham\tcargo ship\nspam\tviolin bow' },
    options: { textColumns: ['2'] },
    gives: two,
  },
  {
    what: '4: labels in fastText form',
    files: { 's.txt': '__label__ham cargo ship\n__label__spam violin bow\n' },
    gives: two,
    labels: ['ham', 'spam'],
  },
];

const separators: readonly Row[] = [
  {
    what: '5: a line sep=;',
    files: { 'e.csv': 'sep=;\nid;text\n1;cargo ship' },
    gives: ['cargo ship'],
    names: ['1'],
  },
  {
    what: '5: a line sep=, behind a byte-order mark',
    files: { 'e.csv': '\ufeffsep=,\r\nid,text\r\n1,cargo ship\r\n' },
    gives: ['cargo ship'],
    names: ['1'],
  },
  {
    what: '5: a line sep= with a tab, in UTF-16',
    files: { 'e.csv': utf16('sep=\t\r\nid\ttext\r\n1\tcargo; ship\r\n') },
    gives: ['cargo ship'],
    names: ['1'],
  },
  {
    what: '5: a separator that nobody else uses',
    files: { 'e.csv': 'sep=^\nid^text\n1^cargo, ship; bow\n' },
    gives: ['cargo ship bow'],
    names: ['1'],
  },
];

const widths: readonly Row[] = [
  {
    what: '6: a quote in a cell',
    files: { 'a.csv': 'id,text,year\n1,a 19" screen of cargo,1990' },
    gives: ['a screen of cargo'],
  },
  {
    what: '6: a cell too few',
    files: { 'a.csv': 'id,text,year\n1,cargo ship' },
    gives: ['cargo ship'],
    reports: /"shortRows":\{"count":1/u,
  },
  {
    what: '6: empty cells too many',
    files: { 'a.csv': 'id,text,year\n1,cargo ship,1990,,' },
    gives: ['cargo ship'],
    reports: /"longRows":\{"count":1/u,
  },
  {
    what: '6: a quote in a cell of a table with semicolons, at its end',
    files: { 'a.csv': 'id;text;year\n1;cargo of 19";1990\n2;a 7" ship of 9" or so;1991\n' },
    gives: ['cargo of', 'a ship of or so'],
  },
  {
    what: '6: some rows short, some long, some right',
    files: { 'a.tsv': 'id\ttext\tyear\n1\tcargo\n2\tship\t1990\t\t\n3\tbow\t1991\n4\n' },
    gives: ['cargo', 'ship', 'bow', ''],
    reports: /"shortRows":\{"count":2[^]*"longRows":\{"count":1/u,
  },
];

const delimiters: readonly Row[] = [
  {
    what: '7: tabs in .csv',
    files: { 't.csv': 'text\tid\ncargo\t1' },
    gives: ['cargo'],
    names: ['1'],
  },
  {
    what: '7: bars in .csv',
    files: { 'p.csv': 'id|text\n1|cargo' },
    gives: ['cargo'],
    names: ['1'],
  },
  {
    what: '7: bars in .tsv, with commas in the texts',
    files: { 'p.tsv': 'id|text|year\n1|cargo, ship|1990\n2|violin, bow|1991\n' },
    gives: two,
  },
  {
    what: '7: semicolons in .csv, with decimal commas',
    files: { 'p.csv': 'id;text;price\n1;cargo ship;1,5\n2;violin bow;2,75\n' },
    gives: two,
    names: ['1', '2'],
  },
  {
    what: '7: commas in .tsv',
    files: { 'p.tsv': 'id,text\n1,cargo ship\n2,violin bow\n' },
    gives: two,
    names: ['1', '2'],
  },
];

const paths: readonly Row[] = [
  {
    what: '8: a path into an object',
    files: { 'a.json': '{"data":{"plain":"cargo"}}' },
    options: { textColumns: ['data.plain'] },
    gives: ['cargo'],
  },
  {
    what: '8: a list of labels',
    files: { 'a.json': '{"text":"cargo","label":["A","B"]}' },
    gives: ['cargo'],
    labels: ['A, B'],
  },
  {
    what: '8: paths for name and label, and a label that is a number',
    files: {
      'a.jsonl': '{"meta":{"id":"x","class":3},"doc":{"body":{"en":"cargo"}}}\n',
    },
    options: { textColumns: ['doc.body.en'], idColumn: 'meta.id', labelColumn: 'meta.class' },
    gives: ['cargo'],
    names: ['x'],
    labels: ['3'],
  },
  {
    what: '8: an element of a list by its number',
    files: { 'a.jsonl': '{"versions":[{"text":"ship"},{"text":"cargo"}]}\n' },
    options: { textColumns: ['versions.1.text'] },
    gives: ['cargo'],
  },
  {
    what: '8: a name that has a dot itself',
    files: { 'a.jsonl': '{"data.plain":"cargo","data":{"plain":"ship"}}\n' },
    options: { textColumns: ['data.plain'] },
    gives: ['cargo'],
  },
];

const german = { languages: ['DE'], stopWords: undefined };
const languages: readonly Row[] = [
  ...['DE', 'german', 'de_CH.UTF-8', 'Deutsch'].map((language) => ({
    what: `9: the language ${language}`,
    files: { 'a.txt': 'die Ladung\n' },
    options: { ...german, languages: [language] },
    gives: ['ladung'],
    reports: /"languages":\["de"\]/u,
  })),
  ...['english', 'en-GB', 'eng', 'EN'].map((language) => ({
    what: `9: the language ${language}`,
    files: { 'a.txt': 'the cargo\n' },
    options: { ...german, languages: [language] },
    gives: ['cargo'],
    reports: /"languages":\["en"\]/u,
  })),
  ...['xx', 'deutschland', 'd', ''].map((language) => ({
    what: `9: no language: "${language}"`,
    files: { 'a.txt': 'die Ladung\n' },
    options: { languages: [language] },
    gives: /there is no such language[^]* de /u,
  })),
];

const cells: readonly Row[] = [
  {
    what: '10: tags and entities in a cell',
    files: {
      'a.csv': 'text\n<a href="https://example.org">harbour</a> caf&eacute; don&#8217;t\n',
    },
    gives: ["harbour café don't"],
  },
  {
    what: '10: the same in quotes, with a name',
    files: {
      'a.csv':
        'id,text\n1,"<a href=""https://example.org"" class=\'x\'>harbour</a>, caf&eacute; don&#8217;t"\n',
    },
    gives: ["harbour café don't"],
  },
  {
    what: '10: the same in a line, upper case, and hexadecimal',
    files: { 'a.txt': '<P>harbour<BR>caf&#xE9;<IMG SRC=x.png ALT="y > z"> don&#x2019;t</P>\n' },
    gives: ["harbour café don't"],
  },
  {
    what: '10: entities twice over, as feeds have them',
    files: { 'a.jsonl': '{"text":"&lt;p&gt;harbour&lt;/p&gt; caf&amp;eacute; AT&amp;amp;T"}\n' },
    gives: ['harbour café at t'],
  },
];

const others = (count: number, name: (index: number) => string, content: string | Uint8Array) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`f/${name(index)}`, content]));
const unreadable: readonly Row[] = [
  {
    what: '11: a README and 40 files of XML that cannot be read',
    files: { 'f/README.md': 'about', ...others(40, (i) => `${i}.xml`, '<TEI><text>') },
    sources: ['f'],
    gives: /Cannot read 40 files[^]*0\.xml/u,
  },
  {
    what: '11: the same with the bad ones left out',
    files: { 'f/README.md': 'about', ...others(40, (i) => `${i}.xml`, '<TEI><text>') },
    sources: ['f'],
    options: { onBadFiles: 'skip' },
    gives: /Cannot read 40 files[^]*and 20 more/u,
  },
  {
    what: '11: a README and 40 Word documents',
    files: {
      'f/README.md': 'about',
      ...others(40, (i) => `${i}.docx`, Buffer.from('PK\x03\x04\x14\x00\x06\x00', 'latin1')),
    },
    sources: ['f'],
    gives: /40 of 41 files were skipped/u,
  },
  {
    what: '11: a LICENSE, a text, and 60 pictures in folders',
    files: {
      'f/LICENSE': 'may be used',
      'f/a.txt': 'cargo',
      ...others(60, (i) => `p${i % 3}/${i}.jpg`, Buffer.from('\xff\xd8\xff\xe0\0', 'latin1')),
    },
    sources: ['f'],
    gives: /61 of 62 files were skipped/u,
  },
];

const umlauts = others(9, (i) => `${i}.txt`, 'Größe');
const latin = Buffer.from('Gr\xf6\xdfe', 'latin1');
const encodings: readonly Row[] = [
  {
    what: '12: nine files in UTF-8 and one in Latin-1, named',
    files: { ...umlauts, 'f/x.txt': latin },
    sources: ['f'],
    gives: /x\.txt, line 1, byte 3[^]*windows-1252/u,
  },
  {
    what: '12: the same, all right',
    files: { ...umlauts, 'f/x.txt': latin },
    sources: ['f'],
    options: { encoding: 'latin1' },
    gives: Array.from({ length: 10 }, () => 'größe'),
  },
  {
    what: '12: the same with a file of NULs, both in one list',
    files: { ...umlauts, 'f/x.txt': latin, 'f/y.txt': 'car\0\0\0go\0\0\0' },
    sources: ['f'],
    gives: /Cannot read 2 files[^]*x\.txt[^]*y\.txt/u,
  },
  {
    what: '12: the same left out',
    files: { ...umlauts, 'f/x.txt': latin, 'f/y.txt': 'car\0\0\0go\0\0\0' },
    sources: ['f'],
    options: { onBadFiles: 'skip' },
    gives: Array.from({ length: 9 }, () => 'größe'),
    reports: /"badFiles":\{"count":2/u,
  },
  {
    what: '12: the same in big-endian UTF-16, found by its content',
    files: { ...umlauts, 'f/x.txt': utf16be('Grosse cargo') },
    sources: ['f'],
    gives: [...Array.from({ length: 9 }, () => 'größe'), 'grosse cargo'],
  },
];

const globs: readonly Row[] = [
  {
    what: '13: three files by their names',
    files: { 'a.txt': 'cargo\nship', 'b.txt': 'violin', 'c.txt': 'bow' },
    sources: ['a.txt', 'b.txt', 'c.txt'],
    gives: ['cargo ship', 'violin', 'bow'],
    reports: /one document per file/u,
  },
  {
    what: '13: three without an ending',
    files: { a: 'cargo\nship', b: 'violin', c: 'bow' },
    sources: ['a', 'b', 'c'],
    gives: ['cargo ship', 'violin', 'bow'],
  },
  {
    what: '13: texts in the way of Markdown and a page',
    files: { 'a.md': '# cargo\n\nship', 'b.html': '<p>violin</p><p>bow</p>' },
    sources: ['a.md', 'b.html'],
    gives: two,
  },
  {
    what: '13: three tables, which stay tables',
    files: {
      'a.csv': 'id,text\n1,cargo\n',
      'b.csv': 'id,text\n2,ship\n',
      'c.csv': 'id;text\n3;bow\n',
    },
    sources: ['a.csv', 'b.csv', 'c.csv'],
    gives: ['cargo', 'ship', 'bow'],
    names: ['1', '2', '3'],
  },
];

const uci = '2\n3\n3\n1 1 2\n1 2 1\n2 3 1';
const counts: readonly Row[] = [
  {
    what: '14: counts under another name, with a list of words',
    files: { 'my.uci': uci, list: 'cargo\nship\nbow' },
    options: { format: 'uci', vocabulary: 'list' },
    gives: ['cargo cargo ship', 'bow'],
  },
  {
    what: '14: the same in Windows line ends and compressed',
    files: { 'my.gz': uci.replaceAll('\n', '\r\n'), list: 'cargo\r\nship\r\nbow\r\n' },
    options: { format: 'uci', vocabulary: 'list' },
    gives: ['cargo cargo ship', 'bow'],
  },
  {
    what: '14: LDA-C with a list of words',
    files: { 'my.dat': '2 0:2 1:1\n1 2:1\n', list: 'cargo\nship\nbow' },
    options: { vocabulary: 'list' },
    gives: ['cargo cargo ship', 'bow'],
  },
  {
    what: '14: a list of words that is too short',
    files: { 'my.uci': uci, list: 'cargo\nship' },
    options: { format: 'uci', vocabulary: 'list' },
    gives: /\b2 words\b|\b3\b/u,
  },
  {
    what: '14: a Matrix Market file with a list of words',
    files: {
      'my.mtx': '%%MatrixMarket matrix coordinate integer general\n2 3 3\n1 1 2\n1 2 1\n2 3 1\n',
      list: 'cargo\nship\nbow',
    },
    options: { vocabulary: 'list' },
    gives: ['cargo cargo ship', 'bow'],
  },
];

const noEnding: readonly Row[] = [
  {
    what: '15: files a and b',
    files: { 'f/a': 'cargo ship', 'f/b': 'violin bow' },
    sources: ['f'],
    gives: two,
  },
  {
    what: '15: the same in folders, in UTF-16, and a picture',
    files: {
      'f/x/a': utf16('cargo ship'),
      'f/y/b': utf16be('violin bow'),
      'f/y/c': Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'),
    },
    sources: ['f'],
    gives: two,
    labels: ['x', 'y'],
    reports: /"skippedFiles":\{"count":1/u,
  },
  {
    what: '15: names that end with a number, and one with dots',
    files: { 'f/speech.1998': 'violin bow', 'f/talk.jan.1998': 'cargo ship' },
    sources: ['f'],
    gives: ['violin bow', 'cargo ship'],
  },
  {
    what: '15: compressed files without another ending',
    files: { 'f/a.gz': 'cargo ship', 'f/b': 'violin bow' },
    sources: ['f'],
    gives: two,
  },
];

const columns: readonly Row[] = [
  { what: '16: question_text alone', files: { 'a.csv': 'question_text\ncargo' }, gives: ['cargo'] },
  {
    what: '16: tweet_text beside other columns',
    files: { 'a.csv': 'tweet_id,user_name,tweet_text\n7,x,cargo ship\n8,y,violin bow\n' },
    gives: two,
  },
  {
    what: '16: FullText in capitals',
    files: { 'a.tsv': 'ID\tFULL_TEXT\n7\tcargo ship\n8\tviolin bow\n' },
    gives: two,
    names: ['7', '8'],
  },
  {
    what: '16: a column in another language',
    files: { 'a.csv': 'nr;Volltext\n7;cargo ship of the line\n8;violin bow of the harbour\n' },
    gives: ['cargo ship of the line', 'violin bow of the harbour'],
  },
];

const spelling: readonly Row[] = [
  {
    what: '17: a word cut at a line end',
    files: { 'f/a.txt': 'inter-\nnational' },
    sources: ['f'],
    gives: ['international'],
  },
  {
    what: '17: the same in a quoted cell, with Windows line ends',
    files: { 'a.csv': 'id,text\r\n1,"inter-\r\nnational cargo"\r\n' },
    gives: ['international cargo'],
  },
  {
    what: '17: the same in JSON, in German, and with blanks',
    files: { 'a.jsonl': '{"text":"Gesetz-\\n  gebung und Bundes- \\nrat, See-\\nund Luftweg"}\n' },
    gives: ['gesetzgebung und bundesrat see und luftweg'],
  },
  {
    what: '17: the joined form stands in another document',
    files: {
      'f/a.txt': 'some over-\nland cargo over the land',
      'f/b.txt': 'overland and over land, co-\noperate',
      'f/c.txt': 'co-operate',
    },
    sources: ['f'],
    gives: ['some overland cargo over the land', 'overland and over land co-operate', 'co-operate'],
  },
  {
    what: '18: Arabic and Hebrew with vowel marks and without',
    files: { 'a.txt': 'كِتَاب كتاب\nשָׁלוֹם שלום\n' },
    gives: ['كتاب كتاب', 'שלום שלום'],
  },
  {
    what: '18: Hebrew accents, presentation forms and the superscript alef',
    files: { 'a.txt': 'בְּרֵאשִׁ֖ית בראשית\nשׁלום שלום\nرحمٰن رحمن\n' },
    gives: ['בראשית בראשית', 'שלום שלום', 'رحمن رحمن'],
  },
  {
    what: '18: Persian with its own joiner, Arabic presentation forms',
    files: { 'a.txt': 'می\u200cخواهم میخواهم\nﻛﺘﺎﺏ كتاب\n' },
    gives: ['میخواهم میخواهم', 'كتاب كتاب'],
  },
];

const missing: readonly Row[] = [
  {
    what: '19: cells NaN and NULL',
    files: { 'a.csv': 'id,text\n1,NaN\n2,NULL\n3,cargo\n' },
    gives: ['', '', 'cargo'],
    reports: /"missingValues":2/u,
  },
  {
    what: '19: na, null, None and \\N in a table with tabs',
    files: { 'a.tsv': 'id\ttext\n1\tNA\n2\tnull\n3\tNone\n4\t\\N\n5\tcargo\n' },
    gives: ['', '', '', '', 'cargo'],
    reports: /"missingValues":4/u,
  },
  {
    what: '19: null and NaN in JSON, and a text about null',
    files: { 'a.jsonl': '{"text":null}\n{"text":"NaN"}\n{"text":"a null cargo"}\n' },
    gives: ['', '', 'a null cargo'],
  },
];

const archive = deflateRawSync('cargo').toString('latin1');
const containers: readonly Row[] = [
  ['20', 'a.bz2', 'BZh91AY&SY\x94$|\x0e\x00\x00', /bzip2[^]*Unpack it first/u],
  ['20', 'a.xz', '\xfd7zXZ\x00\x00\x04\xe6\xd6', /xz[^]*Unpack it first/u],
  ['20', 'a.zip', `PK\x03\x04\x14\x00\x00\x00\x08\x00${archive}`, /zip[^]*Unpack it first/u],
  ['20', 'a.tar', `a.txt${'\0'.repeat(252)}ustar\x0000`, /tar archive[^]*Unpack it first/u],
  ['20', 'a.docx', 'PK\x03\x04\x14\x00\x06\x00\x08\x00', /Word document[^]*save it as/u],
  ['20', 'a.odt', 'PK\x03\x04\x14\x00\x00\x08\x00\x00', /OpenDocument text[^]*save it as/u],
  ['20', 'a.epub', 'PK\x03\x04\x14\x00\x00\x08\x00\x00', /e-book[^]*Convert/u],
  ['20', 'a.xlsx', 'PK\x03\x04\x14\x00\x06\x00\x08\x00', /Excel workbook[^]*CSV/u],
  ['20', 'a.rtf', '{\\rtf1\\ansi cargo ship}', /rich text[^]*save it as/u],
  ['20: named .txt', 'a.txt', 'BZh91AY&SY\x94$|\x0e\x00\x00', /bzip2[^]*Unpack it first/u],
  ['20: without an ending', 'a', '{\\rtf1\\ansi cargo ship}', /rich text[^]*save it as/u],
  ['20: compressed twice', 'a.tar.gz', `a.txt${'\0'.repeat(252)}ustar\x0000`, /tar archive/u],
].map(([what, name, bytes, gives]) => ({
  what: `${String(what)}, ${String(name)}`,
  files: { [String(name)]: Buffer.from(bytes as string, 'latin1') },
  gives: gives as RegExp,
}));

const entities: readonly Row[] = [
  {
    what: '22: entities without their semicolons',
    files: { 'a.txt': 'a &nbsp&nbsp word one\nb &lt; &amp three\nc &nbspfour' },
    gives: ['a word one', 'b three', 'c four'],
  },
  {
    what: '22: the same in a cell and in capitals',
    files: { 'a.csv': 'id,text\n1,cargo&NBSP;ship &AMP; crew &quot bow&quot &gt five\n' },
    gives: ['cargo ship crew bow five'],
  },
  {
    what: '22: the same with blanks lost, beside a query and a firm',
    files: { 'a.txt': 'cargo&nbsp&nbspship\nx?a=1&lt=2 R&D AT&T &ndash; bow&nbsp\n' },
    gives: ['cargo ship', 'x a r d at t bow'],
  },
];

const nul = { 'f/a.txt': 'cargo', 'f/b.txt': 'violin\0\0\0\0bow' };
const nuls: readonly Row[] = [
  {
    what: '23: NULs, skipped',
    files: nul,
    sources: ['f'],
    options: { onBadBytes: 'skip' },
    gives: ['cargo', 'violin bow'],
  },
  {
    what: '23: NULs, replaced',
    files: nul,
    sources: ['f'],
    options: { onBadBytes: 'replace' },
    gives: ['cargo', 'violin bow'],
  },
  {
    what: '23: a NUL at the end of every line, which is no fault',
    files: { 'f/a.txt': `${'the cargo of a ship and its crew\0\n'.repeat(3)}` },
    sources: ['f'],
    gives: [Array.from({ length: 3 }, () => 'the cargo of a ship and its crew').join(' ')],
  },
  {
    what: '23: NULs and bytes that are not UTF-8, skipped',
    files: { 'f/a.txt': Buffer.from('car\xffgo\0\0\0\0\0\0ship', 'latin1'), 'f/b.txt': 'bow' },
    sources: ['f'],
    options: { onBadBytes: 'skip' },
    gives: ['cargo ship', 'bow'],
  },
];

const groups = {
  arrays, units, 'lone quotes': loneQuotes, headers, separators, widths, delimiters, paths, languages, cells,
  'files that cannot be read': unreadable, encodings, globs, counts, 'names without an ending': noEnding,
  columns, spelling, 'missing values': missing, containers, entities, nuls,
}; // prettier-ignore

for (const [name, rows] of Object.entries(groups)) describeRows(name, rows);

describe('21: what --help tells', () => {
  for (const [option, value] of [
    ['--checkpoint-every', '5m'],
    ['--sweeps', '1000'],
    ['--topics', '50'],
    ['--min-length', '3'],
    ['--max-document-share', '0.5'],
    ['--on-bad-rows', '"fail"'],
  ] as const) {
    it(`is the default of ${option}`, async () => {
      const { stdout } = await gibbon(['train', '--help'], { env: { COLUMNS: '80' } });
      const [, about = ''] = stdout.split(new RegExp(`\\s${option}\\b`, 'u'));
      const own = about.split(/\n {2,6}-/u)[0].replace(/\s+/gu, ' ');
      expect(own).to.match(new RegExp(`default: ${value}[;)]`, 'u'));
    });
  }
});
