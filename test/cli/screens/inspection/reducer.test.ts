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
  target: { kind: 'document', document: 5, among: { topic: 3, rank: 0, filter: '' } },
};
const down = { type: 'move', move: 'down', extent } as const;

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
    // The view says where the text begins on the screen, also before anybody has scrolled it.
    const scroll = (move: 'end' | 'down' | 'up', first: number): InspectionAction => ({
      type: 'move',
      move,
      extent: { ...extent, first },
    });
    const state = after([openDocument, scroll('end', 3), scroll('down', 6)]);
    expect(currentPlace(state)).to.have.property('first', 6);
    expect(currentPlace(after([scroll('up', 6)], state))).to.have.property('first', 5);
  });

  it('lights the topic that one came from, another one, all, and none', () => {
    const light = (lit: number | 'all'): InspectionAction => ({ type: 'light', lit });
    expect(currentPlace(after([openDocument]))).to.include({ lit: 3 });
    expect(currentPlace(after([openDocument, light(2)]))).to.include({ lit: 2 });
    expect(currentPlace(after([openDocument, light(2), light(2)]))).to.include({ lit: 'none' });
    expect(currentPlace(after([openDocument, light('all')]))).to.include({ lit: 'all' });
  });

  it('ends a search in a text before it goes back, and stays where one is', () => {
    const found = after([
      openTopic,
      openDocument,
      { type: 'start-input', input: { purpose: 'find', topic: -1, text: 'tax' } },
      { type: 'apply-filter' },
    ]);
    expect(currentPlace(found)).to.include({ find: 'tax', first: undefined });
    const ended = after([{ type: 'back', first: 40 }], found);
    expect(currentPlace(ended)).to.include({ screen: 'document', find: '', first: 40 });
    expect(currentPlace(after([{ type: 'back' }], ended))).to.include({ screen: 'topic' });
  });

  it('filters the documents of a topic, keeps the filter from topic to topic, and takes it off', () => {
    const filtered = after([
      openTopic,
      { type: 'start-input', input: { purpose: 'documents', topic: -1, text: 'party: whig' } },
      { type: 'apply-filter' },
    ]);
    expect(currentPlace(filtered)).to.include({ filter: 'party: whig', focus: 'documents' });
    const next = after([{ type: 'replace', target: { kind: 'topic', topic: 4 } }], filtered);
    expect(currentPlace(next)).to.include({ topic: 4, filter: 'party: whig' });
    expect(currentPlace(after([{ type: 'back' }], next))).to.include({ topic: 4, filter: '' });
  });

  it('scrolls the help as far as it goes', () => {
    const helping = after([{ type: 'toggle-help' }, { ...down, move: 'end' }]);
    expect(helping.helpFirst).to.equal(6);
    expect(after([{ type: 'toggle-help' }, { type: 'toggle-help' }], helping).helpFirst).to.equal(
      0,
    );
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
    const failed = after([{ type: 'told', message: 'read-only' }]);
    expect(failed.message).to.equal('read-only');
    expect(after([down], failed).message).to.equal(undefined);
  });
});
