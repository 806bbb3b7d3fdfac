import fs from 'node:fs';
import { expect } from 'chai';
import { RandomStream } from '../../core/random/stream.ts';
import { testFolder } from '../fixtures/folder.ts';
import { succeed } from './gibbon.ts';

describe('A training as plain lines', function () {
  this.timeout(120_000);
  const folder = testFolder();

  // The tables of 5,000 topics take some seconds. Seen to fail: nothing was said meanwhile.
  it('says what it does when all is saved, where that takes seconds', async () => {
    fs.writeFileSync(folder.at('m.txt'), [...lines(8000, 200)].join('\n'));
    const keepsAll = '--stop-words none --min-documents 1 --max-document-share none --anyway';
    const importing = `import m.txt --format lines --into m.gibbon --language en ${keepsAll}`;
    await succeed(importing.split(' '), { cwd: folder.path });
    const saved = 'The run is saved. Making its topics ready to be inspected; Ctrl-C ends that.';
    for (const [topics, isTold] of [
      [5000, true],
      [5, false],
    ] as const) {
      const training = `train m.gibbon --topics ${topics} --sweeps 1 --samples 1 --plain`;
      const { stderr } = await succeed(training.split(' '), { cwd: folder.path });
      expect(stderr.includes(saved), `${topics} topics`).to.equal(isTold);
    }
  });
});

function* lines(numDocuments: number, numWords: number): Generator<string> {
  const random = new RandomStream({ seed: 1, sweep: 0, unit: 0 });
  const word = () => `word${letters(Math.floor(random.next() * random.next() * 20_000))}`;
  for (let document = 0; document < numDocuments; document++) {
    yield Array.from({ length: numWords }, word).join(' ');
  }
}

function letters(value: number): string {
  return value.toString(26).replace(/\d/gu, (digit) => 'qrstuvwxyz'[Number(digit)]);
}
