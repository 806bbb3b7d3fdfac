// Goal: a training that is stopped and continued by the system (SIGSTOP and SIGCONT, as by Ctrl-Z and fg)
// ends as one that was not, whatever it was in the middle of.
// Seen to fail: with a long time between two looks of the watchdog taken for a worker that hangs.
import fs from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { RandomStream } from '../../core/random/stream.ts';
import { storedState } from '../fixtures/stored-state.ts';
import { makeProject, testFolder } from './folder.ts';
import { Gibbon, succeed } from './gibbon.ts';

const training = ['--topics', '8', '--seed', '7', '--sweeps', '1500', '--plain'];

/** Live reading, where the order decides, is asked for its end alone. */
const ways: Readonly<Record<string, readonly string[]>> = {
  'one worker': ['--workers', '1'],
  'three workers in lockstep': ['--workers', '3'],
  'three workers that read live': ['--workers', '3', '--staleness', '2'],
};

describe('A training that is stopped and continued, again and again', function () {
  this.timeout(300_000);
  const folder = testFolder();
  const random = new RandomStream({ seed: 1, sweep: 0, unit: 0 });

  for (const [what, options] of Object.entries(ways)) {
    it(`ends as if nothing had been: ${what}`, async () => {
      const plain = await makeProject(folder.at('plain.gibbon'));
      const stopped = folder.at('stopped.gibbon');
      fs.copyFileSync(plain, stopped);
      await succeed(['train', plain, ...training, ...options]);
      const child = new Gibbon(['train', stopped, ...training, ...options], { limitSeconds: 120 });
      let isOver = false;
      const over = child.ended.then(() => {
        isOver = true;
      });
      let numStops = 0;
      for (; !isOver && numStops < 40; numStops++) {
        await Promise.race([over, setTimeout(random.next() * 80)]);
        child.child.kill('SIGSTOP');
        await setTimeout(random.next() * 50);
        child.child.kill('SIGCONT');
      }
      const { status, signal, stderr } = await child.ended;
      expect([status, signal], stderr).to.deep.equal([0, null]);
      expect(numStops).to.be.above(5);
      const state = storedState(stopped)!;
      expect(state).to.include({ sweep: 1500, state: 'done' });
      if (!options.includes('--staleness')) expect(state.model).to.equal(storedState(plain)!.model);
    });
  }
});
