import { expect } from 'chai';
import { UserError } from '../../../../core/errors.ts';
import type { TrainingSnapshot } from '../../../../core/training/session/progress.ts';
import { openTrainingScreen } from '../../../../cli/screens/training/open.ts';
import { fakeInspection, speechTopics } from '../../../fixtures/fake-inspection.ts';
import { FakeTerminal } from '../../../fixtures/fake-terminal.ts';
import { FakeTrainingFeed } from '../../../fixtures/fake-training-feed.ts';

const source = () => fakeInspection({ topicWords: speechTopics, numDocuments: 20 });

/** A run that stands at sweep 200 until it is told otherwise. */
function open(given: Partial<TrainingSnapshot> = {}) {
  const terminal = new FakeTerminal();
  const feed = new FakeTrainingFeed({ now: () => 5000, inspect: source, given });
  const ended = openTrainingScreen(feed, terminal.stdio);
  return { terminal, feed, ended };
}

describe('watching a run', () => {
  it('takes the terminal, and gives it back when the run has ended', async () => {
    const { terminal, feed, ended } = open();
    await terminal.untilShows('sweep 200 of 1,000');
    expect([terminal.isAlternate, terminal.isRaw, terminal.isMouseOn]).to.deep.equal([
      true,
      true,
      true,
    ]);
    const stop = feed.stop.bind(feed);
    feed.stop = () => undefined; // saving takes as long as it takes to see that it is said
    terminal.type('q');
    await terminal.untilShows('saving, then stopping');
    stop('quit');
    expect((await ended).state).to.equal('stopped');
    const { isAlternate, isRaw, isMouseOn, isCursorShown } = terminal;
    expect([isAlternate, isRaw, isMouseOn, isCursorShown]).to.deep.equal([
      false,
      false,
      false,
      true,
    ]);
  });

  it('does what its keys say, also when they come in one chunk', async () => {
    const { terminal, feed, ended } = open();
    await terminal.untilShows('sweep 200');
    terminal.type('cp');
    await terminal.untilShows('PAUSED');
    terminal.type('p\u0003');
    await ended;
    expect(feed.calls).to.deep.equal(['checkpoint', 'pause', 'goOn', 'stop interrupted']);
  });

  it('opens the inspection on a checkpoint taken now, and comes back from it', async () => {
    const { terminal, ended } = open();
    await terminal.untilShows('sweep 200');
    terminal.type('\r');
    await terminal.untilShows('by share');
    terminal.type('q');
    await terminal.untilShows('log-likelihood per token');
    terminal.type('q');
    await ended;
  });

  it('says why it cannot inspect, and goes on', async () => {
    const { terminal, feed, ended } = open();
    feed.inspect = () =>
      Promise.reject(new UserError('disk-full', 'Cannot write a checkpoint: the disk is full'));
    await terminal.untilShows('sweep 200');
    terminal.type('\r');
    await terminal.untilShows('the disk is full');
    terminal.type('q');
    await ended;
  });

  it('gives a key that comes with the inspection to the inspection', async () => {
    // Fault once made: listening to keys only after React's next pause, so that q stopped the run.
    const { terminal, feed, ended } = open();
    await terminal.untilShows('sweep 200');
    terminal.type('\r');
    while (!terminal.frame().includes('by share')) await new Promise(setImmediate);
    terminal.type('q');
    await terminal.untilShows('log-likelihood per token');
    expect(feed.calls).to.deep.equal(['inspect']);
    terminal.type('q');
    await ended;
  });

  it('leaves the inspection when the run is stopped from outside', async () => {
    const { terminal, feed, ended } = open();
    await terminal.untilShows('sweep 200');
    terminal.type('\r');
    await terminal.untilShows('by share');
    feed.stop('interrupted');
    expect((await ended).state).to.equal('stopped');
  });

  it('stops the run when the window is closed', async () => {
    // Fault once planted: not listening for the end of stdin, so that the run went on unseen.
    const { terminal, feed, ended } = open();
    await terminal.untilShows('sweep 200');
    terminal.vanish();
    await ended;
    expect(feed.calls).to.deep.equal(['stop interrupted']);
  });

  it('redraws itself at another size', async () => {
    const { terminal, ended } = open();
    await terminal.untilShows('sweep 200');
    terminal.resize(120, 36);
    await terminal.until((frame) => frame.split('\n').length === 36, '36 lines');
    expect(terminal.frame()).to.match(/topics as they form.*│.*log-likelihood/);
    terminal.resize(60, 20);
    await terminal.until((frame) => frame.split('\n').length === 20, '20 lines');
    terminal.type('q');
    await ended;
  });

  it('restores the terminal before it reports that it is broken', async () => {
    const terminal = new FakeTerminal();
    const feed = new FakeTrainingFeed({ now: () => 5000 });
    const ended = openTrainingScreen(feed, terminal.stdio);
    await terminal.untilShows('sweep 200');
    feed.snapshot = () => {
      throw new Error('the feed is broken');
    };
    const error = await ended.catch((cause: unknown) => cause);
    expect(String(error)).to.include('the feed is broken');
    expect([terminal.isAlternate, terminal.isRaw]).to.deep.equal([false, false]);
  });

  it('offers to look at the topics when all sweeps are done, and closes when asked', async () => {
    const { terminal, feed, ended } = open();
    await terminal.untilShows('sweep 200');
    const before = feed.snapshot.bind(feed);
    feed.snapshot = () => ({ ...before(), state: 'done', sweep: 1000 });
    await terminal.untilShows('enter opens the topics');
    expect(terminal.frame()).to.match(/this screen closes in 1\d s/);
    terminal.type('\r');
    await terminal.untilShows('by share');
    terminal.type('q');
    expect((await ended).state).to.equal('done');
  });

  it('leads back from the inspection with escape, however deep one is', async () => {
    const { terminal, feed, ended } = open();
    await terminal.untilShows('sweep 200');
    terminal.type('\r');
    await terminal.untilShows('by share');
    expect(terminal.frame().split('\n').at(-1)).to.match(/esc back {2}q to training/);
    terminal.type('\r');
    await terminal.untilShows('words (λ');
    terminal.type('\u001b');
    await terminal.untilShows('by share');
    terminal.type('\u001b');
    await terminal.untilShows('log-likelihood per token');
    expect(feed.calls).to.deep.equal(['inspect']);
    terminal.type('q');
    await ended;
  });

  it('shows its help, and closes it', async () => {
    const { terminal, ended } = open();
    await terminal.untilShows('sweep 200');
    terminal.type('?');
    await terminal.untilShows('what you see');
    terminal.type('q');
    await terminal.untilShows('log-likelihood per token');
    terminal.type('q');
    await ended;
  });
});
