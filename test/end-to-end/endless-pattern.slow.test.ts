/**
 * Goal: a pattern for words that never ends on some text ends the command, which names the document,
 * and holds up no signal.
 *
 * Seen to fail: on the version before, which was still there five seconds after Ctrl-C.
 */
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { testFolder } from '../fixtures/folder.ts';
import { filesIn } from './folder.ts';
import { Gibbon, gibbon, succeed } from './gibbon.ts';

const endless = ['--token-pattern', '(a+)+b'];
const commands: readonly (readonly string[])[] = [
  ['import', 'texts.txt', '--into', 'b.gibbon'],
  ['train', 'texts.txt', '--into', 'b.gibbon', '--topics', '2', '--plain'],
  ['prepare', 'a.gibbon', '--into', 'b.gibbon'],
];

describe('A pattern for words that never ends', function () {
  this.timeout(120_000);
  const folder = testFolder();

  beforeEach(async () => {
    fs.writeFileSync(folder.at('texts.txt'), `one two\n${'a'.repeat(5000)} c\nthree four\n`);
    const keepsAll = [
      '--min-documents',
      '1',
      '--max-document-share',
      'none',
      '--stop-words',
      'none',
    ];
    await succeed(['import', 'texts.txt', '--into', 'a.gibbon', '--language', 'en', ...keepsAll], {
      cwd: folder.path,
    });
  });

  for (const command of commands) {
    it(`leaves ${command[0]} soon after Ctrl-C, and nothing behind`, async () => {
      const before = filesIn(folder.path);
      const running = new Gibbon([...command, ...endless], { cwd: folder.path });
      await sleep(2500); // it is at the text by now
      running.kill('SIGINT');
      const asked = performance.now();
      const { status, stderr } = await running.ended;
      // Under a second on a machine that has time; busy ones, as those of CI, get three.
      expect(performance.now() - asked).to.be.below(3000);
      expect(status, stderr).to.equal(130);
      expect(filesIn(folder.path)).to.deep.equal(before);
    });
  }

  it('is given up after some time, and the document is named', async () => {
    const before = filesIn(folder.path);
    const ended = await Promise.all(
      [commands[0], commands[2]].map((command) =>
        gibbon([...command, ...endless], { cwd: folder.path, limitSeconds: 100 }),
      ),
    );
    for (const { status, stderr } of ended) {
      expect(stderr).to.match(/document "texts\.txt:2"\): it took longer than 20 seconds/u);
      expect(status).to.equal(1);
    }
    expect(filesIn(folder.path)).to.deep.equal(before);
  });
});
