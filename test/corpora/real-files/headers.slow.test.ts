// First rows: names of columns, rows like the others, and headers that do not fit their rows.
// Seen to fail: each of these on the version before.
import { describeRows, type Row, two } from './file-row.ts';

const headers: readonly Row[] = [
  {
    what: 'a label that columns are often called by, in a table without a header',
    files: {
      'a.csv':
        'question,what is cargo?\nanswer,any goods aboard\nquestion,who has a bow?\nanswer,the violin\n',
    },
    gives: ['what is cargo', 'any goods aboard', 'who has a bow', 'the violin'],
    labels: ['question', 'answer', 'question', 'answer'],
    reports: /no header/u,
  },
  {
    what: 'the same in a text with tabs',
    files: { 'a.txt': 'story\tcargo ship in port\nnews\tviolin bow\nstory\tthe whale\n' },
    gives: ['cargo ship in port', 'violin bow', 'the whale'],
  },
  {
    what: 'a header that stands among the rows once more, where files were joined',
    files: { 'a.csv': 'id,text\n1,cargo ship\nid,text\n2,violin bow\n' },
    gives: ['cargo ship', 'text', 'violin bow'],
    names: ['1', 'id', '2'],
  },
  {
    what: 'a value that is called as its column is',
    files: { 'a.csv': 'id,label,text\n1,label,cargo ship\n2,other,violin bow\n' },
    gives: two,
    labels: ['label', 'other'],
  },
  {
    what: "R's names of rows, which have no name in the header, with tabs",
    files: { 'r.tsv': '"id"\t"text"\n"1"\t5\t"cargo ship"\n"2"\t6\t"violin\nbow"\n' },
    gives: two,
    names: ['5', '6'],
  },
  {
    what: 'the same with blanks, as R writes by itself',
    files: { 'r.txt': '"text" "year"\n"1" "cargo ship" 1990\n"2" "violin bow" 1991\n' },
    gives: two,
    reports: /spaces between columns, a header/u,
  },
  {
    what: 'the same with commas',
    files: { 'r.csv': '"name","text"\n"1","a","cargo, ship"\n"2","b","violin bow"\n' },
    gives: two,
    names: ['a', 'b'],
  },
  {
    what: 'a table with blanks between quoted cells, said to be one',
    files: { 's.csv': '"id" "text"\n"a" "cargo ship"\n"b" "violin bow"\n' },
    options: { table: { delimiter: ' ' } },
    gives: two,
    names: ['a', 'b'],
  },
  {
    what: 'texts with commas that nothing encloses',
    files: { 'u.csv': 'id,text\n1,cargo, ship, crew\n2,violin, bow, and bridge\n3,tax, law\n' },
    gives: /Cannot read 3 rows:\n.*u\.csv, line 2: 4 columns were found; 2 were expected/u,
  },
  {
    what: 'the same in a text',
    files: { 'u.txt': 'id;text\n1;cargo; ship; crew\n2;violin; bow; and bridge\n3;tax; law\n' },
    gives: /Cannot read 3 rows:/u,
  },
];

describeRows('first rows of tables', headers);
