import { expect } from 'chai';
import type { FormingTopics } from '../../../../core/training/session/progress.ts';
import {
  reduceTraining,
  startTrainingScreen,
  type TrainingScreenState,
} from '../../../../cli/screens/training/state.ts';
import { fakeSnapshot } from '../../../fixtures/fake-training-feed.ts';

function topicsAt(sweep: number, shares: number[], words = ['a', 'b']): FormingTopics {
  return { sweep, list: shares.map((share, topic) => ({ topic, share, words })) };
}

function polled(state: TrainingScreenState, topics: FormingTopics): TrainingScreenState {
  return reduceTraining(state, { type: 'polled', snapshot: fakeSnapshot({ topics }) });
}

const order = ({ topics }: TrainingScreenState): number[] => topics.lines.map(({ topic }) => topic);

describe('the state of the training screen', () => {
  it('orders topics by share, and keeps that order while little happens', () => {
    // Fault once planted: ordering at every refresh.
    let state = startTrainingScreen(fakeSnapshot({ topics: topicsAt(10, [0.2, 0.5, 0.3]) }));
    expect(order(state)).to.deep.equal([1, 2, 0]);
    state = polled(state, topicsAt(19, [0.6, 0.1, 0.3]));
    expect(order(state)).to.deep.equal([1, 2, 0]);
    expect(state.topics.lines[2]!.share).to.equal(0.6);
  });

  it('reorders when the sweeps have doubled', () => {
    let state = startTrainingScreen(fakeSnapshot({ topics: topicsAt(10, [0.2, 0.5, 0.3]) }));
    state = polled(state, topicsAt(20, [0.6, 0.1, 0.3]));
    expect(order(state)).to.deep.equal([0, 2, 1]);
  });

  it('marks the words that are new since the last time, and none at first', () => {
    let state = startTrainingScreen(fakeSnapshot({ topics: topicsAt(10, [1], ['tax', 'trade']) }));
    const marked = () => state.topics.lines[0]!.words.filter(({ isNew }) => isNew);
    expect(marked()).to.deep.equal([]);
    state = polled(state, topicsAt(11, [1], ['trade', 'tax', 'duties']));
    expect(marked().map(({ word }) => word)).to.deep.equal(['duties']);
  });

  it('keeps the marks until the topics are counted again', () => {
    let state = startTrainingScreen(fakeSnapshot({ topics: topicsAt(10, [1], ['tax']) }));
    state = polled(state, topicsAt(11, [1], ['trade']));
    const before = state.topics;
    state = polled(state, topicsAt(11, [1], ['trade']));
    expect(state.topics).to.equal(before);
  });

  it('forgets the wish for a checkpoint when there is one', () => {
    let state = startTrainingScreen(fakeSnapshot());
    state = reduceTraining(state, { type: 'asked', request: 'checkpoint' });
    const older = { last: { sweep: 300, secondsAgo: 13 }, next: undefined };
    state = reduceTraining(state, {
      type: 'polled',
      snapshot: fakeSnapshot({ checkpoints: older }),
    });
    expect(state.request).to.equal('checkpoint');
    const newer = { last: { sweep: 320, secondsAgo: 0 }, next: undefined };
    state = reduceTraining(state, {
      type: 'polled',
      snapshot: fakeSnapshot({ checkpoints: newer }),
    });
    expect(state.request).to.equal(undefined);
  });

  it('opens and closes its help', () => {
    const state = reduceTraining(startTrainingScreen(fakeSnapshot()), { type: 'toggle-help' });
    expect(state.isHelpOpen).to.equal(true);
    expect(reduceTraining(state, { type: 'toggle-help' }).isHelpOpen).to.equal(false);
  });
});
