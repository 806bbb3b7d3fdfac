import { expect } from 'chai';
import fs from 'node:fs';
import { storedState } from '../fixtures/stored-state.ts';
import { testFolder } from './folder.ts';
import { Gibbon, succeed } from './gibbon.ts';

const model = ['--topics', '60', '--seed', '7', '--sweeps', '2', '--workers', '2'];

describe('A run that begins on a growing part of its corpus', () => {
  const folder = testFolder();

  // Seen to fail: with a stop that waits for sweep 0, as before.
  it('stops within a second, says that nothing is saved, and is the same when it begins again', async () => {
    const whole = folder.at('whole.gibbon');
    const stopped = folder.at('stopped.gibbon');
    fs.writeFileSync(folder.at('texts.txt'), texts());
    await succeed(['import', folder.at('texts.txt'), '--into', whole, '--stop-words', 'none']);
    fs.copyFileSync(whole, stopped);
    const training = new Gibbon(['train', stopped, ...model]);
    await training.untilItSays(/growing: 1\/\d+ of the documents/);
    const asked = performance.now();
    training.kill('SIGINT');
    const ended = await training.ended;
    expect(performance.now() - asked).to.be.below(1500); // the end of the process included
    expect(ended.status).to.equal(130);
    expect(ended.stderr).to.contain('there is nothing to save yet');
    expect(ended.stderr).to.contain(`saved yet; to begin again: gibbon resume ${stopped}`);
    await succeed(['train', whole, ...model]);
    await succeed(['resume', stopped, '--workers', '1']);
    expect(storedState(stopped)!.model).to.equal(storedState(whole)!.model);
  }).timeout(120_000);
});

/** 1,500 documents of 600 words, each from some of thirty lists of words. */
function texts(): string {
  let state = 1;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
  const word = (number: number) => `w${[...String(number)].map((d) => 'abcdefghij'[+d]).join('')}`;
  return Array.from({ length: 1500 }, () => {
    const lists = [below(30), below(30)];
    const words = Array.from({ length: 600 }, () => word(100 * lists[below(2)] + below(100)));
    return `${words.join(' ')}\n`;
  }).join('');
}
