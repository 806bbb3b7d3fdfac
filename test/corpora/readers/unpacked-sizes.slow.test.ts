// Goal: what a file unpacks to is judged before memory or time is spent on it.
// Seen to fail: on the version before, which took the memory or never ended.
import fs from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { ByteStream } from '../../../corpora/readers/byte-stream.ts';
import { importAndRead } from '../import-fixture.ts';
import { testFolder } from '../../fixtures/folder.ts';
import { failureOf } from '../../fixtures/failure-of.ts';

describe('a file that unpacks', function () {
  this.timeout(60_000);
  const folder = testFolder();

  it('to a thousand times its size is refused on the way', async () => {
    const part = gzipSync(Buffer.alloc(64_000_000, 'apple '), { level: 9 });
    const parts = Array.from({ length: 1000 }, () => part);
    fs.writeFileSync(folder.at('a.txt.gz'), Buffer.concat(parts));
    let length = 0;
    const error = await failureOf(
      (async () => {
        for await (const chunk of ByteStream.ofFile(folder.at('a.txt.gz'))) length += chunk.length;
      })(),
    );
    expect(error.code).to.equal('unpacks-too-large');
    expect(length).to.be.within(255e6, 257e6);
  });

  it('to nothing but empty lines is refused after some', async () => {
    const blank = gzipSync(Buffer.alloc(3_000_000, '\n'), { level: 9 });
    fs.writeFileSync(folder.at('a.txt.gz'), Buffer.concat(Array.from({ length: 50 }, () => blank)));
    const error = await failureOf(importAndRead(folder.at('a.txt.gz')));
    expect(error.message).to.match(/of 1\d{6} documents, only 0 contain any words/u);
  });
});
