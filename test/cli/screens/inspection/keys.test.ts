import { expect } from 'chai';
import { glyphsFor } from '../../../../cli/components/glyphs.ts';
import { inspectionHints } from '../../../../cli/screens/inspection/hints.ts';
import type { InspectionCommand } from '../../../../cli/screens/inspection/command.ts';
import { inspectionCommand } from '../../../../cli/screens/inspection/keys.ts';
import { reduceInspection } from '../../../../cli/screens/inspection/reducer.ts';
import {
  placeOf,
  startInspecting,
  topicsStart,
  type InspectionState,
  type Place,
} from '../../../../cli/screens/inspection/state.ts';
import { viewInspection } from '../../../../cli/screens/inspection/view.ts';
import { fakeInspection, speechTopics } from '../../../fixtures/fake-inspection.ts';
import { every as everyPlace } from '../../../fixtures/inspection-frames.ts';

const source = fakeInspection({ topicWords: speechTopics, numDocuments: 40, hasCovariates: true });
const screen = { size: { width: 80, height: 24 }, glyphs: glyphsFor(true) };

function command(key: string, state: InspectionState): InspectionCommand | undefined {
  return inspectionCommand(key, state, viewInspection(state, source, screen));
}

function at(place: Place): InspectionState {
  return { ...startInspecting(), places: [topicsStart, place] };
}

const places: Record<Place['screen'], InspectionState> = {
  topics: startInspecting(),
  topic: at(placeOf({ kind: 'topic', topic: 1 })),
  document: at(
    placeOf({ kind: 'document', document: 1, among: { topic: 1, rank: 1, filter: '' } }),
  ),
  word: at(placeOf({ kind: 'word', word: 'treaty' })),
  search: at({ screen: 'search', kind: 'words', text: 'trea', list: { cursor: 0, first: 0 } }),
  trends: at(everyPlace['trends']!),
  effects: at(everyPlace['effects']!),
  map: at(everyPlace['map']!),
  runs: at({ screen: 'runs', list: { cursor: 1, first: 0 } }),
  comparison: at(everyPlace['comparison']!),
};

/** The keys of a hint as they arrive; "1-9" stands for any of them. */
const keysOfHint: Record<string, string[]> = {
  '←→': ['left', 'right'],
  '←↑↓→': ['left', 'up', 'down', 'right'],
  '↑↓': ['up', 'down'],
  'n p': ['n', 'p'],
  '1-9': ['1', '2'],
  esc: ['escape'],
};

describe('the keys of the inspection', () => {
  it('do what the bottom line says, on every screen', () => {
    // Fault once planted: a hint for a key that nothing was done about.
    for (const [name, state] of Object.entries(places)) {
      for (const { keys } of inspectionHints(state, { hasWhole: true, hasEffects: true })) {
        for (const key of keysOfHint[keys] ?? [keys]) {
          expect(command(key, state), `${key} on ${name}`).not.to.equal(undefined);
        }
      }
    }
  });

  it('open the help and close it, everywhere but where one types', () => {
    for (const [name, state] of Object.entries(places)) {
      if (name === 'search') continue;
      expect(command('?', state), name).to.deep.equal({ type: 'toggle-help' });
      const helping = reduceInspection(state, { type: 'toggle-help' });
      expect(command('escape', helping), name).to.deep.equal({ type: 'toggle-help' });
    }
  });

  it('leave with q and Ctrl-C, but type a q into a search or a label', () => {
    expect(command('q', places.topic)).to.deep.equal({ type: 'leave' });
    expect(command('q', places.search)).to.deep.equal({ type: 'type', text: 'q' });
    expect(command('ctrl-c', places.search)).to.deep.equal({ type: 'leave' });
    const input = { purpose: 'label', topic: 0, text: '' } as const;
    expect(command('q', { ...places.topics, input })).to.deep.equal({ type: 'type', text: 'q' });
  });

  it('open what is under the cursor', () => {
    expect(command('enter', places.topics)).to.deep.include({ type: 'open' });
    expect(command('enter', places.word)).to.deep.equal({
      type: 'open',
      target: { kind: 'topic', topic: 1 },
    });
    expect(command('enter', places.search)).to.deep.equal({
      type: 'open',
      target: { kind: 'word', word: 'treaty' },
    });
    expect(command('enter', places.runs)).to.deep.equal({ type: 'open-run', name: 'topics-20' });
    expect(command('c', places.runs)).to.deep.equal({ type: 'open-comparison', run: 'topics-20' });
    expect(command('enter', places.comparison)).to.deep.equal({
      type: 'open',
      target: { kind: 'topic', topic: 0 },
    });
  });

  it('store a label without the space around it, and none when nothing is left', () => {
    const label = (text: string) =>
      command('enter', { ...places.topics, input: { purpose: 'label', topic: 7, text } });
    expect(label(' War ')).to.deep.equal({ type: 'save-label', topic: 7, label: 'War' });
    expect(label('  ')).to.deep.equal({ type: 'save-label', topic: 7, label: undefined });
  });

  it('go through the documents of a topic, and stop at its ends', () => {
    const second = command('n', places.document);
    expect(second).to.have.nested.property('target.among.rank', 2);
    const first = at(
      placeOf({ kind: 'document', document: 1, among: { topic: 1, rank: 0, filter: '' } }),
    );
    expect(command('p', first)).to.equal(undefined);
  });

  it('choose only among the marks that there are', () => {
    const alone = reduceInspection(places.document, { type: 'toggle-whole' });
    const { shares } = source.document(1);
    expect(command('1', alone)).to.deep.equal({ type: 'light', lit: shares[0]!.topic });
    expect(command('0', alone)).to.equal(undefined);
    expect(command('9', alone)).to.equal(undefined);
  });

  it('move with vim keys, arrows, page keys and the wheel', () => {
    for (const key of ['j', 'down', 'pageDown', 'ctrl-d', 'G', 'wheelDown', ' ']) {
      expect(command(key, places.topics), key).to.include({ type: 'move' });
    }
  });
});
