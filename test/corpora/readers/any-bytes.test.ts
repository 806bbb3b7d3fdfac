// Goal: whatever the bytes, a reader either reads or answers with one of our errors.
// Seen to fail: with a JSON.parse outside its try, with a count that is not checked, and with the
// error of a parser as it was thrown.
import fs from 'node:fs';
import fc from 'fast-check';
import { expect } from 'chai';
import { UserError } from '../../../core/errors.ts';
import { BadFiles } from '../../../corpora/readers/bad-files.ts';
import { FileParsers } from '../../../corpora/readers/parsing/file-parsers.ts';
import { BadRows } from '../../../corpora/readers/bad-rows.ts';
import { TextCleaner } from '../../../corpora/text/cleaning/clean-texts.ts';
import type { ReadContext } from '../../../corpora/readers/reader.ts';
import { readerFor, readers } from '../../../corpora/readers/readers.ts';
import { ReadingNotes } from '../../../corpora/readers/reading-notes.ts';
import { openSource } from '../../../corpora/readers/source.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import { unfiltered, writeFiles } from '../import-fixture.ts';
import { testFolder } from '../../fixtures/folder.ts';
import { pdfOfManyPages } from '../../fixtures/pdf-files.ts';

/** Per format; `make fuzz-readers` tries 20,000. */
const numRuns = Number(process.env['GIBBON_FUZZ_RUNS'] ?? 300);

/** A good file of each format, to be spoilt. */
const samples: Readonly<Record<string, string>> = {
  document: 'red apple\n\ngreen pear\n',
  lines: 'red apple\n\ngreen pear\n',
  fasttext: '__label__fruit __label__red red apple\n__label__fruit green pear\n',
  mallet: 'a\tfruit\tred apple\nb\tfruit\tgreen pear\n',
  csv: 'id,text,year\n1,"red ""apple""\nand more",1999\n2,pear,2000\n',
  tsv: 'id\ttext\tyear\n1\tred apple\t1999\n2\tpear\t2000\n',
  json: '[{"id":1,"text":"red apple"},\n {"id":2,"text":["a","b"]}]\n',
  jsonl: '{"id":1,"text":"red apple","n":[1,{"a":null}]}\n{"id":2,"text":null}\n',
  'lda-c': '2 0:2 2:1\n0\n1 1:1\n',
  svmlight: '+1 1:2 3:1 # x\n-1 2:1\n',
  'matrix-market': '%%MatrixMarket matrix coordinate integer general\n% x\n2 3 2\n1 1 2\n2 3 1\n',
  'mallet-state':
    '#doc source pos typeindex type topic\n#alpha : 0.5 0.5\n#beta : 0.01\n0 a 0 0 red 1\n1 b 0 1 pear 0\n',
  uci: '2\n3\n2\n1 1 2\n2 3 1\n',
};

/** Files that a parser reads in a thread of its own, by the ending of their names. */
const parsedSamples: Readonly<Record<string, string | Uint8Array>> = {
  html: '<!doctype html><title>a</title><body><p class="b">red &amp; apple</p><ul><li>pear</ul>',
  xml: '<?xml version="1.0"?><a><!-- c --><doc id="1">red &lt;<b>apple</b></doc><doc>pear</doc></a>',
  tei: '<TEI><teiHeader/><text><body><p>red <note>no</note><![CDATA[apple]]></p></body></text></TEI>',
  pdf: pdfOfManyPages(1),
};

/** Some stretches of a good file, replaced by other bytes. */
function spoilt(sample: string | Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    at: fc.nat(sample.length),
    length: fc.nat(6),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc
        .constantFrom('"', '\n', '\t', ',', '\0', ':', '-1', '1e400', '99999999999', '{', '\ufeff')
        .map((text) => Buffer.from(text)),
    ),
  });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce(
      (bytes, { at, length, bytes: other }) => {
        return Buffer.concat([bytes.subarray(0, at), other, bytes.subarray(at + length)]);
      },
      Buffer.from(sample as string),
    ),
  );
}

describe('a reader, given any bytes,', () => {
  const folder = testFolder();
  const parsers = new FileParsers();

  after(async () => {
    await parsers.close();
  });

  for (const { format } of readers.filter((reader) => reader.format !== 'folder')) {
    it(`reads or says what is wrong: ${format}`, async function () {
      this.timeout(60_000 + 100 * numRuns);
      const anyBytes = fc.oneof(
        { weight: 4, arbitrary: spoilt(samples[format]!) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
      );
      const onBadBytes = fc.constantFrom('fail', 'replace', 'skip');
      await fc.assert(
        fc.asyncProperty(anyBytes, onBadBytes, async (bytes, what) => {
          const file = format === 'uci' ? 'docword.txt' : 'a.txt';
          const source = writeFiles(folder.path, {
            [file]: bytes,
            'vocab.txt': 'apple\npear\nfig\n',
          });
          await readsOrRefuses(source, format, { onBadBytes: what, parsers });
        }),
        { numRuns, seed: 20_261_122 },
      );
    });
  }

  for (const [kind, sample] of Object.entries(parsedSamples)) {
    it(`reads or says what is wrong: a ${kind} file`, async function () {
      this.timeout(60_000 + 100 * numRuns);
      const onBadBytes = fc.constantFrom('fail', 'replace', 'skip');
      await fc.assert(
        fc.asyncProperty(spoilt(sample), onBadBytes, async (bytes, what) => {
          const source = writeFiles(folder.path, { [`a.${kind}`]: bytes });
          await readsOrRefuses(source, 'document', { onBadBytes: what, parsers });
        }),
        { numRuns, seed: 20_261_126 },
      );
    });
  }

  it('leaves a whole project file, or none, and nothing else', async function () {
    this.timeout(120_000);
    const bytes = fc.oneof(...Object.values(samples).map(spoilt));
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const source = writeFiles(folder.path, { 'a.dat': content });
        const into = folder.at('a.gibbon');
        const outcome = await importCorpus([source], into, { ...unfiltered, numThreads: 1 }).catch(
          (error: unknown) => error,
        );
        if (outcome instanceof Error) expect(outcome).to.be.instanceOf(UserError);
        const left = fs.readdirSync(folder.path).filter((name) => name.includes('gibbon'));
        expect(left).to.deep.equal(outcome instanceof Error ? [] : ['a.gibbon']);
        fs.rmSync(into, { force: true });
      }),
      { numRuns: 60, seed: 20_261_122 },
    );
  });
});

async function readsOrRefuses(
  file: string,
  format: string,
  { onBadBytes, parsers }: { onBadBytes: 'fail' | 'replace' | 'skip'; parsers: FileParsers },
): Promise<void> {
  const context: ReadContext = {
    options: { onBadBytes },
    notes: new ReadingNotes(),
    badFiles: new BadFiles('fail'),
    parsers,
    badRows: new BadRows('fail'),
    cleaner: new TextCleaner({}),
    readOther: (source) => readerFor(source).read(source, context),
  };
  try {
    const source = await openSource(file);
    for await (const document of readerFor(source, format).read(source, context)) {
      expect(document.name).to.be.a('string');
    }
  } catch (error) {
    expect(error, String(error)).to.be.instanceOf(UserError);
  }
}
