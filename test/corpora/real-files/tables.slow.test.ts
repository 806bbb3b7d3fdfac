// Tables as programs and people write them.
import { describeRows, type Row, two } from './file-row.ts';

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
    // Found by the fuzzer among 200,000 tables: it was read as a row more.
    what: 'quotes that open on one row and close on another, if the rows are no longer numbered then',
    files: { 'q.tsv': 'id\ttext\n1\t"cargo\n1990\tand crew"\n2\tship\n3\tviolin\n' },
    gives: /q\.tsv, lines 2 to 3: they may be one row with line ends inside quotes/u,
  },
  {
    what: 'the same, where nothing numbers the rows',
    files: { 'q.tsv': 'year\ttext\n1985\t"cargo\n1990\tand crew"\n1970\tship\n' },
    gives: ['cargo', 'and crew', 'ship'],
  },
  {
    // Found by the fuzzer, too: it was read line by line.
    what: 'a first cell that runs over more lines than a title',
    files: {
      'q.txt':
        '"cargo\n\nship\n\nof\n\nthe ""line""\n, crew",1,1939\n"violin, bow",2,1934\n"a, b",3,1949\n',
    },
    gives: ['cargo ship of the line crew', 'violin bow', 'a b'],
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

describeRows('tables of all kinds', dialects);
