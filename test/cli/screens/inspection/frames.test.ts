import { expect } from 'chai';
import { cellWidth } from '../../../../cli/components/cells.ts';
import { glyphsFor } from '../../../../cli/components/glyphs.ts';
import { plainText } from '../../../../cli/components/line.ts';
import { reduceInspection } from '../../../../cli/screens/inspection/reducer.ts';
import {
  currentPlace,
  placeOf,
  startInspecting,
  topicsStart,
  type Place,
} from '../../../../cli/screens/inspection/state.ts';
import { viewInspection } from '../../../../cli/screens/inspection/view.ts';
import { UserError } from '../../../../core/errors.ts';
import {
  fakeInspection,
  speechTopics,
  type FakeCorpus,
} from '../../../fixtures/fake-inspection.ts';
import { every, frame, lines, small } from '../../../fixtures/inspection-frames.ts';

const trends = every['trends'] as Extract<Place, { screen: 'trends' }>;

describe('whole frames of the inspection', () => {
  // The fake has 24 periods; of ten tokens, topic k of K has k + 1 in even periods and one in odd ones.
  it('show topics over time in a chart with an axis and values, above a map of all', () => {
    for (const [width, height, rows] of [
      [80, 24, 7],
      [140, 40, 12],
    ] as const) {
      const shown = frame(trends, { width, height }).split('\n');
      expect(shown[0]).to.match(/^ topics-3 › over year .*24 periods/);
      const axis = shown.slice(1, rows + 1).map((line) => line.slice(0, 9));
      expect(axis[0]).to.equal('  50.0% ┤'); // topic 2: 3 of 1 + 2 + 3
      expect(axis.at(-1)).to.equal('   0.0% ┤');
      expect(axis.filter((line) => line.endsWith('┤'))).to.have.lengthOf(3);
      expect(shown[rows + 1]).to.match(/^ {9}1790 +1870 .*2020$/);
      expect(shown[rows + 2]).to.equal(' 1870: 40 documents  topic 2 50.0%  topic 0 16.7%');
      expect(shown[rows + 3]).to.match(/all topics, 1790 to 2020 ─+ all 3 ──/);
      expect(shown[rows + 4]).to.match(/^▸ +0 +33.3% +tariff .* ▒+█/);
      expect(shown[rows + 6]).to.match(/^ +2 +33.3% +soviet .* (█+▓+){5}/);
    }
  });

  it('give the whole screen to the map when asked, and divide by any field', () => {
    const corpus: FakeCorpus = {
      topicWords: Array.from({ length: 60 }, (_, topic) => [`word${topic}`, 'other']),
      numDocuments: 12,
    };
    for (const [width, height] of [
      [80, 24],
      [140, 40],
    ] as const) {
      const map = frame({ ...trends, isMap: true }, { corpus, width, height });
      expect(map).to.match(new RegExp(` 1-${height - 4} of 60 ──`));
      const kinds = frame({ ...trends, field: 1, group: 1 }, { width, height });
      expect(kinds.split('\n')[0]).to.include('by party');
      expect(kinds).to.match(/^ {3}Democratic +50.0% █+$/m);
      expect(kinds).to.match(/^ ▸ Whig +33.3% █+/m);
    }
  });

  // The fake's arithmetic: fake-effects.ts. Seen to fail: with the shares of another topic in the chart.
  it('show effects with intervals beside raw shares, along numbers and by level', () => {
    const covariates: FakeCorpus = { ...small, hasCovariates: true };
    for (const [width, height] of [
      [80, 24],
      [140, 40],
    ] as const) {
      const at = { corpus: covariates, width, height };
      const along = frame(every['effects']!, at).split('\n');
      expect(along[0]).to.match(/^ topics-3 › effects of year +intervals of 95% · 200 fits/);
      expect(along[1]).to.match(/^ {3}7.0% ┤.*[⠀-⣿]/);
      expect(along.find((line) => line.includes('raw'))).to.match(
        /^ 1902: 12 documents {2}share 4.0%, interval 3.0% to 5.0% {2}raw 4.5%/,
      );
      expect(along.join('\n')).to.match(/^▸ +1 +4.0% {2}3.0% to 5.0% .*treaty/m);
      expect(along.join('\n')).to.match(/^ +2 +5.0% {2}4.0% to 6.0% /m);
      const levels = frame({ ...every['effects'], field: 1, point: 1 } as Place, at);
      expect(levels).to.match(/^ {3}party +documents +raw +share {2}interval/m);
      expect(levels).to.match(/^ {3}Democratic +30 +20.5% +20.0% {2}19.0% to 21.0% +█/m);
      expect(levels).to.match(/^ ▸ Whig +20 +30.5% +30.0% {2}29.0% to 31.0% +█/m);
      // Seen to fail: with "NaN% to NaN%" at a level of one work.
      const single = frame({ ...every['effects'], field: 1, point: 2 } as Place, at);
      expect(single).to.match(/^ ▸ Unionist +1 +1.0% +1.0% {3,}\S/m);
      expect(single).to.match(/^ Unionist: 1 document {2}share 1.0% {2}raw 1.0%/m);
      expect(single).to.match(/^▸ +1 +1.0% {3,}.*treaty/m);
      expect(single).not.to.include('NaN');
    }
    const tall = frame(every['effects']!, { corpus: covariates, width: 100, height: 40 });
    expect(tall).to.include('not what topics another run would find');
  });

  it('say nothing of effects where a run has no covariates', () => {
    const [plain, withThem] = [false, true].map((hasCovariates) =>
      frame(topicsStart, { corpus: { ...small, hasCovariates }, width: 140 }),
    );
    expect(withThem).to.include('x effects');
    expect(plain).not.to.include('effects');
    expect(plain.split('\n').slice(0, -1)).to.deep.equal(withThem.split('\n').slice(0, -1));
  });

  // Seen to fail: with a key for a comparison that opened nothing.
  it('put two runs side by side, and lead from the list of runs there and back', () => {
    for (const [width, height] of [
      [80, 24],
      [140, 40],
    ] as const) {
      const shown = frame(every['comparison']!, { width, height }).split('\n');
      expect(shown[0]).to.match(/^ topics-3 › compared with topics-20 +all 4$/);
      expect(shown[1]).to.match(
        /^ 2 of 3 topics are among the other run's 4; mean similarity 0.50 of 1/,
      );
      expect(shown[2]).to.match(/^ +topic +words +dist\. what became of it +words in topics-20/);
      expect(shown[3]).to.match(/^▸ +0 +tariff .* 0.00 the same as topic 1 +tariff/);
      expect(shown[5]).to.match(/^ +2 +soviet .* 0.67 split into topics 0, 3 +tariff/);
      expect(shown[6]).to.match(/^ +3 +0.90 only there +quota/);
    }
    const itself = { ...every['comparison'], run: 'topics-3' } as Place;
    expect(frame(itself, { width: 80 })).to.include('This run is open already');
    const opened = [{ type: 'open-runs' }, { type: 'open-comparison', run: 'topics-20' }] as const;
    const there = opened.reduce(reduceInspection, startInspecting());
    expect(currentPlace(there)).to.deep.equal(every['comparison']);
    const back = reduceInspection(there, { type: 'back' });
    expect(currentPlace(back)).to.deep.equal(every['runs']);
  });

  it('open a period to its documents', () => {
    const corpus = { topicWords: speechTopics.slice(0, 3), numDocuments: 60 };
    const state = { ...startInspecting(), places: [topicsStart, { ...trends, group: 2 }] };
    const screen = { size: { width: 80, height: 24 }, glyphs: glyphsFor(true) };
    const source = fakeInspection(corpus);
    const { target } = viewInspection(state, source, screen);
    expect(target).to.deep.equal({ kind: 'topic', topic: 0, filter: 'year: 1810..1819' });
    const opened = placeOf(target as Exclude<typeof target, { kind: 'run' } | undefined>);
    const shown = plainText(
      viewInspection({ ...state, places: [topicsStart, opened] }, source, screen).lines,
    ).split('\n');
    const title = shown.findIndex((line) => line.includes('documents with year: 1810..1819'));
    expect(shown.slice(title + 1, -1).filter((line) => line.trim() !== '')).not.to.deep.equal([]);
    for (const line of shown.slice(title + 1, -1).filter((row) => row.trim() !== '')) {
      expect(line).to.match(/% +181\d Polk/);
    }
  });

  it('say where one is in a list, and how long it is', () => {
    const corpus: FakeCorpus = {
      topicWords: Array.from({ length: 60 }, (_, topic) => [`word${topic}`, 'other']),
      numDocuments: 400,
    };
    const list = { cursor: 20, first: 14 };
    for (const [width, height] of [
      [80, 24],
      [140, 40],
    ] as const) {
      const at = { corpus, width, height };
      const topics = frame({ ...topicsStart, list: { cursor: 0, first: 0 } }, at);
      expect(topics).to.match(new RegExp(`^ by share.* 1-${height - 4} of 60$`, 'm'));
      const topic = { ...placeOf({ kind: 'topic', topic: 0 }), documents: list } as Place;
      expect(frame(topic, at)).to.match(/documents ─+ 15-\d+ of [\d,]+ ──$/m);
      const word = placeOf({ kind: 'word', word: 'other' });
      expect(frame(word, at)).to.match(/in context ─+ 1-\d+ of [\d,]{5,} ──$/m);
      const search: Place = { screen: 'search', kind: 'documents', text: 'Polk', list };
      expect(frame(search, at)).to.match(/400 found .* 15-\d+ of 400$/m);
    }
  });

  it('keep the ways out and the help in the bottom line at any width', () => {
    for (const [name, place] of Object.entries(every)) {
      for (const width of [8, 12, 20, 30, 40, 80, 140]) {
        const bottom = frame(place, { width, height: 24 }).split('\n').at(-1)!;
        expect(bottom, `${name} ${width}`).to.match(/esc.*\?/);
        if (name !== 'search') expect(bottom, `${name} ${width}`).to.match(/q/);
      }
    }
  });

  it('say what the dotted bars mean, where there is room', () => {
    for (const [width, height] of [
      [80, 24],
      [140, 40],
    ] as const) {
      expect(frame(every['topic']!, { width, height })).to.match(/words \(λ 0.6\) █ here ░ rest/);
    }
    expect(frame(every['topic']!, { width: 30 })).not.to.include(' rest ');
  });

  it('end their rules in the column where bars and rows end', () => {
    const shown = lines(every['topic']!, { width: 80, height: 24 });
    const rules = plainText(shown)
      .split('\n')
      .filter((line) => /─$/.test(line));
    expect(rules).not.to.deep.equal([]);
    for (const rule of rules) expect(cellWidth(rule)).to.equal(80);
  });

  it('name only topics that go together with one more often than chance', () => {
    const corpus = { topicWords: speechTopics, numDocuments: 12 };
    const source = fakeInspection(corpus);
    const at = { size: { width: 80, height: 24 }, glyphs: glyphsFor(true) };
    const state = { ...startInspecting(), places: [topicsStart, every['topic']!] };
    const shown = (correlation: number) =>
      plainText(
        viewInspection(state, { ...source, relatedTopics: () => [{ topic: 3, correlation }] }, at)
          .lines,
      );
    expect(shown(0.31)).to.match(/3 banks .* 0.31/);
    expect(shown(0.004)).to.include('no other topic more often than');
    expect(shown(0.004)).not.to.include('0.00');
  });

  it('show their help whole, by scrolling, at every size', () => {
    for (const [name, place] of Object.entries(every)) {
      const words = (size: { width: number; height: number }): Set<string> => {
        const seen = new Set<string>();
        for (let helpFirst = 0; helpFirst < 50; helpFirst++) {
          const page = frame(place, { ...size, change: { isHelpOpen: true, helpFirst } });
          expect(page, name).not.to.include('…');
          const body = page.split('\n').slice(1, -1).join(' ');
          for (const word of body.match(/[\p{L}:".]+/gu)!) seen.add(word);
        }
        return seen;
      };
      const all = words({ width: 140, height: 60 });
      const small = words({ width: 44, height: 12 });
      for (const word of all) expect(small, `${name}: ${word}`).to.include(word);
    }
  });

  // Seen to fail: the error ended the screen.
  it('say why two runs cannot be compared, and stay', () => {
    const why = 'Cannot compare topics one by one (5,001 of a run): at most 5,000 were expected';
    const compareWith = (): never => {
      throw new UserError('topics-not-comparable', why);
    };
    const source = { ...fakeInspection(small), compareWith };
    const state = { ...startInspecting(), places: [topicsStart, every['comparison']!] };
    const screen = { size: { width: 80, height: 24 }, glyphs: glyphsFor(true) };
    const shown = plainText(viewInspection(state, source, screen).lines).replace(/\s+/gu, ' ');
    expect(shown).to.contain('topics-3 › compared with topics-20');
    expect(shown).to.contain(why);
  });
});
