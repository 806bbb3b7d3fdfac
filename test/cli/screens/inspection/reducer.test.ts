import { expect } from 'chai';
import { listStart } from '../../../../cli/components/list-window.ts';
import {
  reduceInspection,
  type InspectionAction,
} from '../../../../cli/screens/inspection/reducer.ts';
import {
  currentPlace,
  startInspecting,
  type InspectionState,
} from '../../../../cli/screens/inspection/state.ts';

const extent = { total: 10, visible: 4 };

function after(
  actions: InspectionAction[],
  state: InspectionState = startInspecting(),
): InspectionState {
  return actions.reduce(reduceInspection, state);
}

const openTopic: InspectionAction = { type: 'open', target: { kind: 'topic', topic: 3 } };
const openDocument: InspectionAction = {
  type: 'open',
  target: { kind: 'document', document: 5, among: { topic: 3, rank: 0 } },
};
const down: InspectionAction = { type: 'move', move: 'down', extent };

describe('the state of the inspection', () => {
  it('keeps the place where one was on the way back', () => {
    // Fault once planted: opening a place instead of putting it on top.
    const state = after([down, down, openTopic, down, openDocument, { type: 'back' }]);
    expect(currentPlace(state)).to.deep.include({ screen: 'topic', topic: 3 });
    expect(currentPlace(state)).to.have.deep.property('words', { cursor: 1, first: 0 });
    const back = after([{ type: 'back' }], state);
    expect(currentPlace(back)).to.have.deep.property('list', { cursor: 2, first: 0 });
  });

  it('goes nowhere from the first place', () => {
    const state = startInspecting();
    expect(after([{ type: 'back' }], state)).to.equal(state);
  });

  it('moves in the list that has the focus', () => {
    const state = after([openTopic, { type: 'switch-focus' }, down]);
    expect(currentPlace(state)).to.deep.include({
      words: listStart,
      documents: { cursor: 1, first: 0 },
    });
  });

  it('keeps the focus from topic to topic', () => {
    const next: InspectionAction = { type: 'replace', target: { kind: 'topic', topic: 4 } };
    const state = after([openTopic, { type: 'switch-focus' }, next]);
    expect(currentPlace(state)).to.deep.include({ topic: 4, focus: 'documents' });
    expect(state.places).to.have.lengthOf(2);
  });

  it('moves lambda in tenths between 0 and 1', () => {
    // Fault once planted: adding without rounding, so that 0.8 was 0.7999999999999999.
    const by = (step: number): InspectionAction => ({ type: 'change-lambda', by: step });
    expect(after([by(0.1), by(0.1), by(-0.1)]).lambda).to.equal(0.7);
    expect(after([by(0.1), by(0.1)]).lambda).to.equal(0.8);
    expect(after(new Array<InspectionAction>(20).fill(by(0.1))).lambda).to.equal(1);
    expect(after(new Array<InspectionAction>(20).fill(by(-0.1))).lambda).to.equal(0);
  });

  it('takes the orders of topics in turn, from the top of the list', () => {
    const state = after([down, { type: 'next-order' }]);
    expect(state.order).to.equal('coherence');
    expect(currentPlace(state)).to.deep.include({ list: listStart });
    const round = new Array<InspectionAction>(4).fill({ type: 'next-order' });
    expect(after(round).order).to.equal('share');
  });

  it('filters topics, and undoes that before anything else', () => {
    const state = after([
      { type: 'start-input', input: { purpose: 'filter', topic: -1, text: '' } },
      { type: 'type', text: 'g' },
      { type: 'type', text: '北' },
      { type: 'erase' },
      { type: 'type', text: 'o' },
      { type: 'apply-filter' },
    ]);
    expect(currentPlace(state)).to.deep.include({ screen: 'topics', filter: 'go' });
    expect(state.input).to.equal(undefined);
    expect(currentPlace(after([{ type: 'back' }], state))).to.deep.include({ filter: '' });
  });

  it('scrolls a text to its end and no further', () => {
    const scroll = (move: 'end' | 'down' | 'up'): InspectionAction => ({
      type: 'move',
      move,
      extent,
    });
    const state = after([openDocument, scroll('end'), scroll('down')]);
    expect(currentPlace(state)).to.have.nested.property('lines.first', 6);
    expect(currentPlace(after([scroll('up')], state))).to.have.nested.property('lines.first', 5);
  });

  it('shows the words of one topic, and of all again', () => {
    const only: InspectionAction = { type: 'show-only', slot: 2 };
    expect(currentPlace(after([openDocument, only]))).to.deep.include({ only: 2 });
    expect(currentPlace(after([openDocument, only, only]))).to.deep.include({ only: undefined });
    const back = after([openDocument, only, { type: 'back' }]);
    expect(currentPlace(back)).to.deep.include({ screen: 'document', only: undefined });
  });

  it('searches while one types, in words, documents and topics in turn', () => {
    const state = after([
      { type: 'open-search' },
      { type: 'type', text: 't' },
      down,
      { type: 'switch-focus' },
    ]);
    expect(currentPlace(state)).to.deep.equal({
      screen: 'search',
      kind: 'documents',
      text: 't',
      list: listStart,
    });
  });

  it('goes back to the topics when another run was opened', () => {
    const state = after([openTopic, { type: 'open-runs' }, { type: 'run-opened' }]);
    expect(state.places).to.have.lengthOf(1);
    expect(currentPlace(state).screen).to.equal('topics');
  });

  it('says what failed until the next action', () => {
    const failed = after([{ type: 'failed', message: 'read-only' }]);
    expect(failed.message).to.equal('read-only');
    expect(after([down], failed).message).to.equal(undefined);
  });
});
