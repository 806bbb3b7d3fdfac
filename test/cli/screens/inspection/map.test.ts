import { expect } from 'chai';
import fc from 'fast-check';
import { glyphsFor } from '../../../../cli/components/glyphs.ts';
import { plainText } from '../../../../cli/components/line.ts';
import { inspectionCommand } from '../../../../cli/screens/inspection/keys.ts';
import { layoutMap } from '../../../../cli/screens/inspection/map-layout.ts';
import { reduceInspection } from '../../../../cli/screens/inspection/reducer.ts';
import { startInspecting, type InspectionState } from '../../../../cli/screens/inspection/state.ts';
import { viewInspection } from '../../../../cli/screens/inspection/view.ts';
import type { TopicMap } from '../../../../core/inspection/topic-map/topic-map.ts';
import { fakeInspection, type FakeCorpus } from '../../../fixtures/fake-inspection.ts';
import { frame } from '../../../fixtures/inspection-frames.ts';

const fifty: FakeCorpus = {
  topicWords: Array.from({ length: 50 }, (_, topic) => [`word${topic}`, 'other']),
  numDocuments: 200,
};

describe('The map of topics on the screen', () => {
  for (const [width, height] of [
    [80, 24],
    [140, 40],
  ] as const) {
    const shown = frame({ screen: 'map', topic: 3 }, { corpus: fifty, width, height }).split('\n');

    it(`shows every topic once, and what is pointed at, at ${width}x${height}`, () => {
      expect(shown).to.have.lengthOf(height);
      for (const line of shown) expect(line.length).to.be.at.most(width);
      expect(shown[0]).to.match(/^ topics-50 › map .* 50 topics/);
      const map = shown.slice(1, -4);
      const numbers = map.flatMap((line) => line.match(/(?<= |^)\d+(?= |$)/g) ?? []).map(Number);
      expect(numbers.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 50 }, (_, n) => n));
      const names = map.join('\n').match(/\bword\d+\b/g) ?? [];
      expect(new Set(names).size).to.equal(names.length);
      expect(names).to.include('word3').and.to.have.lengthOf.above(30);
      expect(shown.at(-4)).to.match(/^ topic 3: word3 · other ─+ 1\.9% ──$/);
      expect(shown.at(-3)).to.equal(' word3 · other');
      expect(shown.at(-2)).to.match(/^ [1-5]\.\d of a topic’s 5 closest topics are among its 5/);
      expect(shown.at(-1)).to.match(/^ enter open {2}←↑↓→ move/);
    });
  }

  it('says that the window is too small, not only that it is small', () => {
    for (const [width, height] of [
      [40, 24],
      [80, 10],
    ])
      expect(frame({ screen: 'map', topic: 3 }, { corpus: fifty, width, height })).to.include(
        'the window is too small',
      );
    const many = Array.from({ length: 400 }, (_, topic) => [`word${topic}`]);
    const crowded = { corpus: { topicWords: many, numDocuments: 400 }, width: 60, height: 16 };
    expect(frame({ screen: 'map', topic: 3 }, crowded)).to.include(
      'the window is too small for a map of 400 topics',
    );
  });

  it('opens from the list with m, goes where the arrows point, and opens a topic', () => {
    const source = fakeInspection(fifty);
    const screen = { size: { width: 100, height: 30 }, glyphs: glyphsFor(true) };
    const press = (state: InspectionState, key: string): InspectionState => {
      const command = inspectionCommand(key, state, viewInspection(state, source, screen));
      return reduceInspection(state, command as Parameters<typeof reduceInspection>[1]);
    };
    let state = press(press(startInspecting(), 'down'), 'm');
    const visited = new Set<number | undefined>();
    for (const key of ['down', 'right', 'right', 'up', 'right', 'j', 'k', 'left']) {
      state = press(state, key);
      visited.add(viewInspection(state, source, screen).topic?.topic);
    }
    expect(visited.size).to.be.at.least(4);
    const { topic } = viewInspection(state, source, screen);
    state = press(state, 'enter');
    expect(plainText(viewInspection(state, source, screen).lines)).to.match(
      new RegExp(`^ topics-50 › ${topic!.topic} `),
    );
    state = press(press(state, 'escape'), 'escape');
    expect(state.places).to.deep.equal(press(startInspecting(), 'down').places);
  });

  it('has blocks and names that never cover each other', () => {
    const anyTopics = fc.array(
      fc.record({
        x: fc.nat({ max: 1000 }),
        y: fc.nat({ max: 800 }),
        radius: fc.integer({ min: 3, max: 120 }),
        name: fc.stringMatching(/^[a-z]{0,12}$/),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(
        anyTopics,
        fc.integer({ min: 50, max: 160 }),
        fc.integer({ min: 12, max: 50 }),
        (circles, width, height) => {
          const map: TopicMap = {
            ...{ width: 1000, height: 800, circles },
            ...{ numNeighbours: 0, keptNeighbours: 0 },
          };
          const topics = circles.map(({ name, radius }, topic) => ({ topic, name, share: radius }));
          const layout = layoutMap(map, topics, { size: { width, height }, current: 0 });
          if (layout === undefined) return;
          const taken = new Set<string>();
          const names = layout.names.map((one) => ({ ...one, width: one.text.length, height: 1 }));
          for (const one of [...layout.blocks, ...names]) {
            for (let row = 0; row < one.height; row++)
              for (let column = 0; column < one.width; column++) {
                const [x, y] = [one.left + column, one.top + row];
                expect(x >= 0 && x < width && y >= 0 && y < height).to.equal(true);
                expect(taken.has(`${x} ${y}`), `${x} ${y}`).to.equal(false);
                taken.add(`${x} ${y}`);
              }
          }
          expect(layout.blocks).to.have.lengthOf(circles.length);
        },
      ),
    );
  });
});
