import { expect } from 'chai';
import { TrainingEvents } from '../../../../cli/screens/training/events.ts';
import { fakeSnapshot } from '../../../fixtures/fake-training-feed.ts';

describe('the events of a training', () => {
  it('come in their order: a checkpoint after the sweeps that were measured before it', () => {
    const written: string[] = [];
    const events = new TrainingEvents((event) => written.push(JSON.stringify(event)));
    events.reportCheckpoint(fakeSnapshot({ sweep: 30, startSweep: 0 }), { sweep: 30, step: 0 });
    events.report(fakeSnapshot({ sweep: 40, state: 'done', startSweep: 0 }));
    const told = written.map((line) => {
      const { event, sweep } = JSON.parse(line) as { event: string; sweep: number };
      return `${event} ${sweep}`;
    });
    expect(told).to.deep.equal([
      'sweep 10',
      'sweep 20',
      'sweep 30',
      'checkpoint 30',
      'sweep 40',
      'done 40',
    ]);
  });

  it('tell each size of a growing corpus once', () => {
    const written: string[] = [];
    const events = new TrainingEvents((event) => written.push(JSON.stringify(event)));
    for (const [share, done] of [
      [1 / 4, 0],
      [1 / 4, 0.3],
      [1 / 2, 0.5],
    ]) {
      events.report(fakeSnapshot({ sweep: 0, measurements: [], growth: { share, done } }));
    }
    expect(written).to.deep.equal([
      '{"event":"growing","share":0.25,"done":0}',
      '{"event":"growing","share":0.5,"done":0.5}',
    ]);
  });
});
