import { expect } from 'chai';
import { TrainingEvents } from '../../../../cli/screens/training/events.ts';
import type { TrainingSnapshot } from '../../../../core/training/session/progress.ts';
import { TrainingLines } from '../../../../cli/screens/training/lines.ts';
import { trainingSummary } from '../../../../cli/screens/training/summary.ts';
import { fakeHosts } from '../../../fixtures/fake-hosts.ts';
import { fakeSnapshot } from '../../../fixtures/fake-training-feed.ts';

const measured = [
  { sweep: 10, logLikelihoodPerToken: -9.5, seconds: 2 },
  { sweep: 20, logLikelihoodPerToken: -9.25, seconds: 4 },
];

function snapshotAt(sweep: number, given: Partial<TrainingSnapshot> = {}): TrainingSnapshot {
  return fakeSnapshot({ sweep, numSweeps: 40, measurements: measured, secondsLeft: 42, ...given });
}

describe('the lines of a run', () => {
  it('come at most every five seconds, and at the end', () => {
    const lines: string[] = [];
    let seconds = 0;
    const reporter = new TrainingLines({ write: (line) => lines.push(line), now: () => seconds });
    for (; seconds < 12; seconds += 0.5) reporter.report(snapshotAt(Math.floor(seconds)));
    expect(lines).to.have.lengthOf(3);
    reporter.report(snapshotAt(40, { state: 'done' }));
    expect(lines).to.have.lengthOf(4);
  });

  it('say how far it is, how good, how fast, how long, and what was saved', () => {
    const lines: string[] = [];
    const reporter = new TrainingLines({ write: (line) => lines.push(line), now: () => 0 });
    const last = { sweep: 20, secondsAgo: 0 };
    reporter.report(snapshotAt(20, { checkpoints: { last, next: {} } }));
    expect(lines[0]).to.equal(
      'sweep  20/40  -9.250/token  46.1 M tokens/s  0:42 left   checkpoint written',
    );
  });

  it('say now and then what each of several machines does', () => {
    const lines: string[] = [];
    let seconds = 0;
    const reporter = new TrainingLines({ write: (line) => lines.push(line), now: () => seconds });
    for (; seconds < 40; seconds += 0.5) {
      reporter.report(snapshotAt(Math.floor(seconds), { hosts: fakeHosts }));
    }
    expect(lines.slice(1, 4)).to.deep.equal([
      '  ada: 4 workers  2 blocks  31.2 M tokens/s  7% waiting',
      '  bob.example.org: 1 worker  2 blocks  7.8 M tokens/s  31% waiting',
      '  a-very-long-name-of-a-machine: 1 worker  2 blocks  0 tokens/s  0% waiting  silent for 0:14',
    ]);
    expect(lines.filter((line) => line.includes('ada'))).to.have.length(2);
  });

  it('name no goal while it is not known', () => {
    const lines: string[] = [];
    const reporter = new TrainingLines({ write: (line) => lines.push(line), now: () => 0 });
    reporter.report(snapshotAt(20, { isOpenEnded: true, secondsLeft: undefined }));
    expect(lines[0]).to.match(/^sweep {2}20 {2}-9.250/);
  });

  // Seen to fail: with "checkpoint written" at the end of a run whose last one failed.
  it('name the sweep of a checkpoint that is not the present one', () => {
    const lines: string[] = [];
    const reporter = new TrainingLines({ write: (line) => lines.push(line), now: () => 0 });
    const checkpoints = { last: { sweep: 10, secondsAgo: 4 }, next: {} };
    reporter.report(snapshotAt(40, { state: 'failed', checkpoints }));
    expect(lines[0]).to.contain('checkpoint of sweep 10 written');
  });

  // Seen to fail: with the line of a sweep while none is under way.
  it('name each size of a growing corpus at once, then how far it is every five seconds', () => {
    const lines: string[] = [];
    let seconds = 0;
    const reporter = new TrainingLines({ write: (line) => lines.push(line), now: () => seconds });
    for (; seconds < 8; seconds += 0.5) {
      const growth = { share: seconds < 1 ? 1 / 16 : 1 / 8, done: seconds / 10 };
      reporter.report(snapshotAt(0, { growth }));
    }
    expect(lines).to.deep.equal([
      'growing: 1/16 of the documents  0% of the start',
      'growing: 1/8 of the documents  10% of the start',
      'growing: 1/8 of the documents  60% of the start',
    ]);
  });

  it('name each phase of loading once', () => {
    const lines: string[] = [];
    const reporter = new TrainingLines({ write: (line) => lines.push(line), now: () => 0 });
    for (const phase of ['reading the corpus', 'reading the corpus', 'first topics']) {
      reporter.report(snapshotAt(0, { state: 'loading', phase }));
    }
    expect(lines).to.deep.equal(['reading the corpus', 'first topics']);
  });
});

describe('the events of a run', () => {
  function eventsOf(snapshots: TrainingSnapshot[]): Record<string, unknown>[] {
    const events: Record<string, unknown>[] = [];
    const reporter = new TrainingEvents((event) => {
      events.push(event as Record<string, unknown>);
    });
    for (const snapshot of snapshots) reporter.report(snapshot);
    return events;
  }

  it('hold every measured sweep once, in order, and the end', () => {
    // Fault once planted: reporting the last measurement of each snapshot only.
    const early = snapshotAt(12, { measurements: measured.slice(0, 1) });
    const events = eventsOf([early, early, snapshotAt(20), snapshotAt(40, { state: 'done' })]);
    expect(events.map(({ event, sweep }) => [event, sweep])).to.deep.equal([
      ['sweep', 10],
      ['sweep', 20],
      ['done', 40],
    ]);
  });

  it('compute the speed from one measurement to the next', () => {
    const [first, second] = eventsOf([snapshotAt(20, { numTokens: 1000 })]);
    expect(first).to.include({ tokensPerSecond: 5000, logLikelihoodPerToken: -9.5, seconds: 2 });
    expect(second).to.include({ tokensPerSecond: 5000, numSweeps: 40 });
  });

  it('leave out what was measured before a resume', () => {
    const events = eventsOf([snapshotAt(20, { startSweep: 10 })]);
    expect(events.map(({ sweep }) => sweep)).to.deep.equal([20]);
  });
});

describe('the summary of a run', () => {
  const topics = {
    sweep: 40,
    list: [
      { topic: 0, share: 0.25, words: ['tax', 'duties'] },
      { topic: 1, share: 0.75, label: 'War', words: ['navy'] },
    ],
  };

  it('says how it went, names the largest topics, and what to type next', () => {
    const done = snapshotAt(40, { state: 'done', numTopics: 2, seconds: 8, topics });
    expect(trainingSummary(done, { file: 'speeches.gibbon' })).to.deep.equal([
      'Trained topics-50: 40 sweeps, 2 topics, log-likelihood -9.250 per token, 0:08, 44.8 M tokens/s.',
      '',
      '     1  75.0%  War: navy',
      '     0  25.0%  tax duties',
      '',
      '  inspect the topics     gibbon inspect speeches.gibbon',
      '  as text                gibbon topics speeches.gibbon',
      '  train longer           gibbon resume speeches.gibbon --sweeps 80',
    ]);
  });

  it('says how to go on when it was stopped', () => {
    const state = snapshotAt(20, { state: 'stopped', topics });
    const stopped = trainingSummary(state, { file: 'a.gibbon --run first' });
    expect(stopped[0]).to.match(/^Stopped topics-50 after 20 of 40 sweeps, saved: /);
    expect(stopped.at(-2)).to.equal('  continue               gibbon resume a.gibbon --run first');
  });
});
