// Every row: what is read, and what is said. Afterwards nothing but the input is on disk.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { UserError } from '../../core/errors.ts';
import { importCorpus } from '../../corpora/importing/import-corpus.ts';
import type { ImportOptions } from '../../corpora/importing/options.ts';
import { importAndRead, unfiltered, writeFiles } from './import-fixture.ts';
import { testFolder } from '../fixtures/folder.ts';

interface Row {
  readonly what: string;
  /** The first file is the source. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly options?: ImportOptions;
  readonly says: RegExp;
  readonly hints?: RegExp;
}

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const cutGzip = gzipSync('apple pear fig\n'.repeat(10_000)).subarray(0, 100);
const damagedGzip = gzipSync('apple pear fig\n'.repeat(10_000)).fill(0xff, 30, 40);

const rows: readonly Row[] = [
  {
    what: 'invalid UTF-8 in the middle of a good file',
    files: { 'a.txt': bytes('good\nfine\ncaf\xe9 au lait\n') },
    says: /a\.txt, line 3, byte 14: 0xe9 is not UTF-8/,
    hints: /It looks like windows-1252; .* replace or skip/,
  },
  {
    what: 'an encoding that does not exist',
    files: { 'a.txt': 'apple' },
    options: { encoding: 'klingon' },
    says: /there is no such encoding/,
    hints: /windows-1252/,
  },
  {
    what: 'a CSV without the column that was named',
    files: { 'a.csv': 'id,body\n1,apple\n' },
    options: { textColumns: ['speech'] },
    says: /a\.csv, line 1: there is no column "speech"/,
    hints: /id, body/,
  },
  {
    what: 'a CSV of which no column looks like the text',
    files: { 'a.csv': 'key,things\n1,apple\n' },
    says: /not clear which column holds the text/,
    hints: /Name it; the columns are: key, things/,
  },
  {
    what: 'a CSV quote that is never closed',
    files: { 'a.csv': 'id,text\n1,"fine"\n2,"open\n3,x\n' },
    says: /a\.csv, line 3: a quote that begins here is never closed/,
  },
  {
    what: 'malformed JSON',
    files: { 'a.jsonl': '{"text":"apple"}\n{"text":\n' },
    says: /a\.jsonl, line 2: it is not JSON/,
  },
  {
    what: 'a line of JSON that is no object',
    files: { 'a.jsonl': '{"text":"apple"}\n[1]\n' },
    says: /a\.jsonl, line 2: an array was found; an object was expected/,
  },
  {
    what: 'a JSON field that is missing',
    files: { 'a.jsonl': '{"text":"apple"}\n{"body":"pear"}\n' },
    says: /a\.jsonl, line 2: the field "text" is missing/,
    hints: /body/,
  },
  {
    what: 'a JSON text that is a number',
    files: { 'a.jsonl': '{"text":"apple"}\n{"text":7}\n' },
    says: /a\.jsonl, line 2: the field "text" is a number; a text was expected/,
  },
  {
    what: 'a gzip file that was cut short',
    files: { 'a.txt.cut': cutGzip },
    says: /a\.txt\.cut: the compressed file is cut short/,
  },
  {
    what: 'a damaged gzip file',
    files: { 'a.txt.damaged': damagedGzip },
    says: /a\.txt\.damaged: the compressed file is damaged/,
  },
  {
    what: 'an empty file',
    files: { 'a.txt': '' },
    says: /a\.txt: no documents were found/,
  },
  {
    what: 'nothing but stop words',
    files: { 'a.txt': 'the and of\nit is the\n' },
    options: { languages: ['en'] },
    says: /no word is left in any document \(6 tokens; stop words \(en\): 6\)/,
    hints: /Switch word filters off/,
  },
  {
    what: 'stop words of an unknown language',
    files: { 'a.txt': 'apple' },
    options: { stopWords: ['xx'] },
    says: /stop words \(xx\): no such language and no such file/,
  },
  {
    what: 'stems in a language without a stemmer',
    files: { 'a.txt': 'apple' },
    options: { languages: ['zh'], reduction: 'stem' },
    says: /no stemmer for the language "zh"/,
  },
  {
    what: 'a token pattern that is no regular expression',
    files: { 'a.txt': 'apple' },
    options: { tokenPattern: '[' },
    says: /Cannot find words with this pattern: /,
  },
  {
    what: 'UCI counts with a word number outside the vocabulary',
    files: { 'docword.a.txt': '1\n2\n1\n1 3 1\n', 'vocab.a.txt': 'apple\npear\n' },
    says: /docword\.a\.txt, line 4: word 3 is not in 1\.\.2/,
  },
  {
    what: 'UCI counts with another vocabulary',
    files: { 'docword.a.txt': '1\n3\n1\n1 3 1\n', 'vocab.a.txt': 'apple\npear\n' },
    says: /docword\.a\.txt, line 2: it has 3 words, and .*vocab\.a\.txt has 2/,
  },
  {
    what: 'UCI counts without a vocabulary',
    files: { 'docword.a.txt': '1\n2\n1\n1 1 1\n' },
    says: /there is no vocabulary beside the counts/,
  },
  {
    what: 'LDA-C with a wrong number of terms',
    files: { 'a.ldac': '2 0:1 1:1\n3 0:1\n', 'a.vocab': 'apple\npear\n' },
    options: { format: 'lda-c' },
    says: /a\.ldac, line 2: 1 terms were found; "3" says how many/,
  },
  {
    what: 'weights where counts were expected',
    files: { 'a.mtx': '%%MatrixMarket matrix coordinate real general\n1 1 1\n1 1 0.25\n' },
    says: /a\.mtx, line 3: "0\.25" was found; a count was expected/,
    hints: /tf-idf/,
  },
  {
    what: 'a project file as a source',
    files: { 'a.gibbon': 'SQLite format 3\0 and more' },
    says: /it is a project file already/,
    hints: /choose other words from the texts in it/,
  },
  {
    what: 'a PDF that is none',
    files: { 'texts/a.pdf': 'apple' },
    says: /a\.pdf: it is not a PDF file/,
  },
  {
    what: 'a line of replacements without an arrow',
    files: { 'a.txt': 'apple', 'changes.txt': 'colour color\n' },
    options: { replacements: 'changes.txt' },
    says: /changes\.txt, line 1: "colour color" was found/,
  },
];

describe('bad input', () => {
  const folder = testFolder();

  for (const { what, files, options = {}, says, hints = /./ } of rows) {
    it(`is told what is wrong: ${what}`, async () => {
      const first = writeFiles(folder.path, files);
      const source = what.startsWith('a PDF') ? path.dirname(first) : first;
      const inFolder = options.replacements as string | undefined;
      const given = inFolder ? { ...options, replacements: folder.at(inFolder) } : options;
      const error = await refusalOf(source, folder.at('new.gibbon'), given);
      expect(error.message).to.match(says);
      if (hints.source !== '.') expect(error.hint).to.match(hints);
      const left = fs.readdirSync(folder.path).filter((name) => name.includes('new'));
      expect(left).to.deep.equal([]);
    });
  }

  it('is told what is wrong: no such source, an empty folder, a place that is not there', async () => {
    const into = folder.at('new.gibbon');
    expect((await refusalOf(folder.at('no'), into)).message).to.match(/there is no such file/);
    fs.mkdirSync(folder.at('empty'));
    expect((await refusalOf(folder.at('empty'), into)).message).to.match(/the folder is empty/);
    const source = writeFiles(folder.path, { 'a.txt': 'apple' });
    const error = await refusalOf(source, folder.at('no/new.gibbon'));
    expect(error.message).to.match(/nothing can be written in its folder/);
  });

  it('is told what is wrong: a named pipe that nobody writes, and a device', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [folder.at('pipe')]);
    const error = await refusalOf(folder.at('pipe'), folder.at('new.gibbon'));
    expect(error.message).to.match(/it is a named pipe/);
    expect((await refusalOf('/dev/zero', folder.at('new.gibbon'))).message).to.match(
      /it is a device/,
    );
  });

  it('is told what is wrong: texts and counts together', async () => {
    const counts = writeFiles(folder.path, {
      'docword.txt': '1\n1\n1\n1 1 1\n',
      'vocab.txt': 'fig\n',
    });
    const text = writeFiles(folder.path, { 'a.txt': 'apple' });
    const into = folder.at('new.gibbon');
    for (const sources of [
      [counts, text],
      [text, counts],
    ]) {
      const error = await importCorpus(sources, into).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(UserError);
      expect((error as UserError).message).to.match(/some sources are texts and some are counts/);
    }
  });

  it('does no harm: bad bytes that are to be replaced or skipped are counted', async () => {
    const source = writeFiles(folder.path, { 'a.txt': bytes('caf\xe9 noir\n\xff\xfe fig') });
    for (const [onBadBytes, text] of [
      ['replace', 'caf\ufffd noir'],
      ['skip', 'caf noir'],
    ] as const) {
      const { documents, report } = await importAndRead(source, { ...unfiltered, onBadBytes });
      expect(documents[0]!.text).to.equal(text);
      expect(report.badBytes.replaced).to.equal(3);
    }
  });

  it('does no harm: byte-order marks, UTF-16 with one, CR LF, CR alone, NUL bytes', async () => {
    const texts = {
      'mark.txt': '\ufeffred apple\ngreen pear',
      'sixteen.txt': Buffer.from('\ufeffred apple\ngreen pear', 'utf16le'),
      'crlf.txt': 'red apple\r\ngreen pear\r\n',
      'cr.txt': 'red apple\rgreen pear\r',
      'nul.txt': 'red\0apple\ngreen pear, with some more of it',
    };
    writeFiles(folder.path, texts);
    for (const name of Object.keys(texts)) {
      const { documents } = await importAndRead(folder.at(name));
      expect(
        documents.map(({ text }) => text?.slice(0, 10)),
        name,
      ).to.deep.equal(['red apple', 'green pear']);
    }
  });

  it('does no harm: symbolic links that lead in a circle or nowhere', async () => {
    writeFiles(folder.path, { 'texts/a.txt': 'apple' });
    fs.symlinkSync('..', folder.at('texts/up'));
    fs.symlinkSync('self', folder.at('texts/self'));
    fs.symlinkSync('nowhere', folder.at('texts/gone'));
    const { documents, report } = await importAndRead(folder.at('texts'));
    expect(documents.map(({ name }) => name)).to.deep.equal(['a.txt']);
    expect(report.skippedFiles.count).to.equal(2);
  });

  it('does no harm: names that come twice, names that are code', async () => {
    const evil = "'); DROP TABLE documents; --";
    const source = writeFiles(folder.path, {
      'a.tsv': `x\tl\tapple\nx\tl\tpear\n${evil}\tl\tfig\n`,
    });
    const { documents, report } = await importAndRead(source);
    expect(documents.map(({ name }) => name)).to.deep.equal(['x', 'x', evil]);
    expect(report.documents.repeatedNames).to.deep.equal({ count: 1, names: ['x'] });
  });

  it('does no harm: a document of a million tokens, and one word per document', async function () {
    this.timeout(20_000);
    const long = Array.from({ length: 1_000_000 }, (_, i) => `w${i % 1000}`).join(' ');
    const source = writeFiles(folder.path, { 'a.txt': `${long}\napple\npear` });
    const { documents } = await importAndRead(source);
    expect(documents.map(({ numTokens }) => numTokens)).to.deep.equal([1_000_000, 1, 1]);
    expect(documents[0]!.tokens.at(-1)).to.equal('w999');
  });

  it('does no harm: a hundred thousand empty documents', async function () {
    this.timeout(20_000);
    const source = writeFiles(folder.path, { 'a.txt': `${'\n'.repeat(100_000)}apple` });
    const into = folder.at('new.gibbon');
    const report = await importCorpus([source], into, { ...unfiltered, anyway: true });
    expect([report.documents.total, report.documents.kept]).to.deep.equal([100_001, 1]);
  });

  it('is told what is wrong: a line longer than any document', async function () {
    this.timeout(60_000);
    const source = folder.at('a.txt');
    fs.writeFileSync(source, Buffer.alloc(120_000_000, 'x'));
    const error = await refusalOf(source, folder.at('new.gibbon'));
    expect(error.message).to.match(/a\.txt, line 1: the line has more than 100 million characters/);
  });
});

async function refusalOf(
  source: string,
  into: string,
  options: ImportOptions = {},
): Promise<UserError> {
  const error = await importCorpus([source], into, { numThreads: 1, ...options }).catch(
    (e: unknown) => e,
  );
  expect(error).to.be.instanceOf(UserError);
  return error as UserError;
}
