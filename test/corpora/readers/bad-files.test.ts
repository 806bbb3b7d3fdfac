// Goal: no single file ends an import without being named, whatever its parser does.
// Seen to fail: on the version before, where HTML was taken apart in the importing thread.
import { expect } from 'chai';
import { BadFiles } from '../../../corpora/readers/bad-files.ts';
import { FileParsers } from '../../../corpora/readers/parsing/file-parsers.ts';
import { importAndRead, unfiltered, writeFiles } from '../import-fixture.ts';
import { testFolder } from '../../fixtures/folder.ts';
import { pdfOfManyPages, unpackingPdf } from '../../fixtures/pdf-files.ts';
import { failureOf } from '../../fixtures/failure-of.ts';

const good = '<p>red apple</p>';

describe('a file whose parser would give up', () => {
  const folder = testFolder();

  const rows: Readonly<Record<string, string>> = {
    'a tag named constructor': '<p>green <constructor>pear</constructor></p>',
    'the same in capitals, never closed': '<CONSTRUCTOR class="x">green pear',
    '2,300 tags that are never closed': 'green '.padEnd(2300 * 6, '<font>') + 'pear',
    'lists nested 3,000 deep': `green ${'<ul><li>'.repeat(3000)}pear`,
    'tables nested 1,000 deep': `green ${'<table><tr><td>'.repeat(1000)}pear`,
  };
  for (const [what, html] of Object.entries(rows)) {
    it(`is read: ${what}`, async function () {
      this.timeout(20_000);
      writeFiles(folder.path, { 'a.html': good, 'b.html': html, 'c.html': good });
      const { documents } = await importAndRead(folder.path);
      expect(documents.map(({ tokens }) => tokens)).to.deep.equal([
        ['red', 'apple'],
        ['green', 'pear'],
        ['red', 'apple'],
      ]);
    });
  }
});

describe('files that cannot be read', () => {
  const folder = testFolder();

  beforeEach(() => {
    writeFiles(folder.path, {
      'a.txt': 'red apple',
      'b.txt': Buffer.from('caf\xe9', 'latin1'),
      'c.pdf': 'no PDF at all',
      'd.txt': Buffer.from('\0'.repeat(100)),
      'e.txt': 'green pear',
    });
  });

  it('end an import with all of them named, and the files that are good counted', async () => {
    const error = await failureOf(importAndRead(folder.path));
    expect(error.code).to.equal('files-unreadable');
    expect(error.message).to.match(/^Cannot read 3 files:\n.*b\.txt.*\n.*c\.pdf.*\n.*d\.txt/u);
    expect(error.details).to.include({ badFiles: 3, others: 'readable' });
  });

  it('are left out where that is asked for, and stand in the report', async () => {
    const { documents, report } = await importAndRead(folder.path, {
      ...unfiltered,
      onBadFiles: 'skip',
    });
    expect(documents.map(({ name }) => name)).to.deep.equal(['a.txt', 'e.txt']);
    expect(report.badFiles?.count).to.equal(3);
    expect(report.badFiles?.first.map(({ file }) => file.slice(-5))).to.deep.equal([
      'b.txt',
      'c.pdf',
      'd.txt',
    ]);
    expect(report.badFiles?.first[0].reason).to.match(/b\.txt, line 1, byte 4: 0xe9 is not UTF-8/u);
  });

  it('are left out as sources, too', async () => {
    const sources = ['no-such.txt', 'a.txt', 'b.txt'].map((name) => folder.at(name));
    const { documents, report } = await importAndRead(sources, {
      ...unfiltered,
      onBadFiles: 'skip',
    });
    expect(documents.map(({ name }) => name)).to.deep.equal(['a.txt']);
    expect(report.badFiles?.count).to.equal(2);
  });

  it('are said where nothing else is left', async () => {
    const options = { ...unfiltered, onBadFiles: 'skip' } as const;
    const error = await failureOf(importAndRead(folder.at('b.txt'), options));
    expect(error.message).to.match(/b\.txt, line 1, byte 4/u);
  });

  it('do not hide what is nobody else’s fault than the caller’s', async () => {
    const badFiles = new BadFiles('skip');
    const failing = badFiles.read('a.txt', () => Promise.reject(new Error('the disk is full')));
    expect(await failing.catch(String)).to.equal('Error: the disk is full');
  });
});

describe('a file that takes too much to take apart', function () {
  this.timeout(60_000);
  const usual = { seconds: 20, secondsPerMillion: 0, megabytes: 256, megabytesPerMillion: 40 };
  let parsers = new FileParsers();

  afterEach(() => parsers.close());

  it('is named, and the next one is read', async () => {
    parsers = new FileParsers({ limits: { ...usual, seconds: 2 } });
    const nested = '<font>'.repeat(200_000);
    const error = await failureOf(parsers.parse('a.html', { kind: 'html', content: nested }));
    expect(error.message).to.match(/^Cannot read a\.html: parsing it took longer than/u);
    expect(await parsers.parse('b.html', { kind: 'html', content: good })).to.deep.equal([
      { text: 'red apple' },
    ]);
  });

  it('is named when it is a PDF file that unpacks to 2 GB', async () => {
    parsers = new FileParsers({ limits: { ...usual, megabytes: 100 } });
    const bomb = unpackingPdf(2000);
    expect(bomb.length).to.be.below(100_000);
    const error = await failureOf(parsers.parse('a.pdf', { kind: 'pdf', content: bomb }));
    expect(error.message).to.match(/^Cannot read a\.pdf: .*(?:memory|seconds)/u);
    expect(process.resourceUsage().maxRSS / 1000).to.be.below(1000);
  });

  it('is named when it is a PDF file with one page 200,000 times', async () => {
    parsers = new FileParsers({ limits: { ...usual, seconds: 2 } });
    const content = pdfOfManyPages(200_000);
    const error = await failureOf(parsers.parse('a.pdf', { kind: 'pdf', content }));
    expect(error.message).to.match(/^Cannot read a\.pdf: /u);
  });

  it('is stopped with the import', async () => {
    const stop = new AbortController();
    parsers = new FileParsers({ signal: stop.signal });
    const parsing = parsers.parse('a.html', { kind: 'html', content: '<font>'.repeat(500_000) });
    setTimeout(() => {
      stop.abort();
    }, 300);
    const begun = performance.now();
    const outcome = await parsing.catch((error: unknown) => error as Error);
    expect((outcome as Error).name).to.equal('AbortError');
    expect(performance.now() - begun).to.be.below(1300);
  });
});
