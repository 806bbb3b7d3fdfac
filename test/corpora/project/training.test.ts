import { expect } from 'chai';
import { setImmediate } from 'node:timers/promises';
import type { Outcome, TrainingSession } from '../../../core/training/session/session.ts';
import { Training } from '../../../corpora/project/training.ts';

describe('A training that a program watches', () => {
  // Seen to fail: with a race between the end and each rest, and with the last rest left to run out.
  it('leaves nothing behind between two snapshots, and no timer at the end', async () => {
    let state = 'sampling';
    let end: (outcome: Outcome) => void = () => undefined;
    const running = new Promise<Outcome>((resolve) => (end = resolve));
    const session = { run: () => running, snapshot: () => ({ state, sweep: 3, measurements: [] }) };
    const training = new Training('a', session as unknown as TrainingSession, {
      signal: undefined,
      end: () => undefined,
    });
    await setImmediate(); // the timer of this test is there then
    const numTimers = timers();
    let numReactions = 0;
    const then = training.result.then.bind(training.result);
    training.result.then = (...reactions: Parameters<typeof then>) => {
      numReactions++;
      return then(...reactions) as never;
    };
    const states: string[] = [];
    for await (const snapshot of training) {
      states.push(snapshot.state);
      if (states.length !== 3) continue;
      void setImmediate().then(() => {
        state = 'done';
        end('done');
      });
    }
    expect(states).to.deep.equal(['sampling', 'sampling', 'sampling', 'done']);
    expect([numReactions, timers()]).to.deep.equal([0, numTimers]);
  });
});

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}
