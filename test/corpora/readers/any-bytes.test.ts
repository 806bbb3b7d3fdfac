import { expect } from 'chai';
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { UserError } from '../../../core/errors.ts';
import { readSources } from '../../../corpora/importing/document-source.ts';
import type { ReadContext } from '../../../corpora/readers/reader.ts';
import { readerFor, readers } from '../../../corpora/readers/readers.ts';
import { ReadingNotes } from '../../../corpora/readers/reading-notes.ts';
import { temporaryFolder } from '../import-fixture.ts';

/** What readers look for, and what trips them, in any order. */
const pieces = [
  '"', '""', ',', ';', '\t', '\n', '\r\n', '\r', ' ', '1', '2', '0', '-1', '9999999999', '1e9', ':',
  '{', '}', '[', ']', '"text"', '{"text":"a b"}', 'null', 'id', 'text', 'a b c', 'é', '日本語', '🐒',
  '\ufeff', '\0', '%%MatrixMarket matrix coordinate integer general\n', '3 2 1\n', '1 1 1\n',
  '%', '#', '<html>', '&amp;', "'", '\u2028', '\u001b[2J',
]; // prettier-ignore

const structured = fc
  .array(fc.constantFrom(...pieces), { maxLength: 60 })
  .map((parts) => Buffer.from(parts.join('')));
const anyBytes = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const mixed = fc.array(fc.oneof(structured, anyBytes), { maxLength: 4 }).map(Buffer.concat);
const packed = fc.tuple(mixed, fc.integer({ min: 0, max: 40 })).map(([bytes, cut]) => {
  const whole = gzipSync(bytes);
  return whole.subarray(0, whole.length - cut);
});
const content = fc.oneof(
  { weight: 4, arbitrary: structured },
  { weight: 2, arbitrary: mixed },
  { weight: 1, arbitrary: packed },
);

/** Enough to see that it goes on; a header may promise any number of documents. */
const mostDocuments = 5000;

describe('Any bytes', () => {
  const folder = temporaryFolder();

  // Seen to fail: with errors of csv-parse whose code does not begin with CSV_.
  for (const { format } of readers) {
    it(`are read as ${format}, or refused with an error that says what to do`, async () => {
      await fc.assert(
        fc.asyncProperty(
          content,
          fc.constantFrom('fail', 'replace', 'skip'),
          async (bytes, way) => {
            const source = give(folder.path, format, bytes);
            await readOrRefuse(source, format, way);
          },
        ),
        { numRuns: 50 },
      );
    }).timeout(30_000);
  }

  it('are taken for some format, whatever they are', async () => {
    const names = ['a.txt', 'a.csv', 'a.tsv', 'a.jsonl', 'a', 'a.gz', 'a.mtx', 'a.svm', 'a.ldac'];
    await fc.assert(
      fc.asyncProperty(content, fc.constantFrom(...names), async (bytes, name) => {
        fs.writeFileSync(folder.file(name), bytes);
        await readOrRefuse(folder.file(name), undefined, 'fail');
      }),
      { numRuns: 150 },
    );
  }).timeout(30_000);
});

/** Some formats are read from a folder, or want a vocabulary beside them. */
function give(folder: string, format: string, bytes: Buffer): string {
  const inFolder = path.join(folder, 'f');
  fs.mkdirSync(inFolder, { recursive: true });
  if (format === 'folder') {
    for (const name of ['a.txt', 'b.html', 'c.md']) {
      fs.writeFileSync(path.join(inFolder, name), bytes);
    }
    return inFolder;
  }
  fs.writeFileSync(path.join(inFolder, 'docword.txt'), bytes);
  fs.writeFileSync(path.join(inFolder, 'vocab.txt'), 'one\ntwo\nthree\n');
  return format === 'uci' ? inFolder : path.join(inFolder, 'docword.txt');
}

async function readOrRefuse(
  source: string,
  format: string | undefined,
  onBadBytes: 'fail' | 'replace' | 'skip',
): Promise<void> {
  const context: ReadContext = {
    options: { onBadBytes },
    notes: new ReadingNotes(),
    readOther: (other) => readerFor(other).read(other, context),
  };
  let read = 0;
  try {
    for await (const document of readSources([source], format, context)) {
      if ('text' in document) expect(document.text).to.be.a('string');
      if (++read >= mostDocuments) break;
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.message).to.match(/^Cannot /);
  }
}
