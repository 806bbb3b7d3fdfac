import { expect } from 'chai';
import { pointName } from '../../../cli/effects/names.ts';
import { effectsAsJson } from '../../../cli/effects/json.ts';
import { effectsAsTable } from '../../../cli/effects/rows.ts';
import { effectsAsSvg } from '../../../cli/effects/svg.ts';
import { effectsAsText } from '../../../cli/effects/text.ts';
import { pointAt, pointsOf } from '../../../core/covariates/effect-points.ts';
import { codingFor } from '../../../core/covariates/field-coding.ts';
import { gatherEffects } from '../../../corpora/reports/gather-effects.ts';
import type { ReportSource } from '../../../corpora/reports/source.ts';
import { fakeEffects } from '../../fixtures/fake-effects.ts';

// The fake's arithmetic: fake-effects.ts. Seen to fail: each with an interval of NaN, or of the share alone.
describe('Effects at a level without an interval', () => {
  const all = fakeEffects([['treaty', 'peace']]);
  const party = { ...all, fields: [all.fields[1]] };

  it('have none in text', () => {
    const lines = [...effectsAsText(party)];
    expect(lines.find((line) => line.startsWith('Whig'))).to.match(/20.0% +19.0% to 21.0%$/);
    expect(lines.find((line) => line.startsWith('Unionist'))).to.match(/ 1 +1.0% +1.0%$/);
    expect(lines.join(' ')).to.include('such as a level of one, there is none');
  });

  it('have neither end in JSON', () => {
    const { fields } = JSON.parse(JSON.stringify(effectsAsJson(party))) as {
      fields: { topics: { points: unknown[] }[] }[];
    };
    const { points } = fields[0].topics[0];
    expect(points[0]).to.have.all.keys('share', 'low', 'high', 'rawShare');
    expect(points[2]).to.deep.equal({ share: 0.01, rawShare: 0.01 });
  });

  it('have empty cells in CSV', () => {
    const rows = [...effectsAsTable(party).rows];
    expect(rows[2]).to.deep.equal([
      ...['party', 'Unionist', 0, 'treaty peace', 0.01],
      ...[undefined, undefined, 0.01, 1],
    ]);
  });

  it('have a line of no length in a chart', () => {
    const lengths = [
      ...effectsAsSvg(party).matchAll(/<path d="M(\S+) \d+H(\S+)" stroke="#333"\/>/g),
    ];
    expect(lengths.map(([, from, to]) => Number(to) - Number(from) > 1)).to.deep.equal([
      ...[true, true, false],
    ]);
  });

  it('have a high end below the low one in a report', () => {
    const inspection = { covariates: {}, effects: () => party, run: { numTopics: 1 } };
    const source = { inspection } as unknown as ReportSource;
    const { fields } = gatherEffects(source, { isAnonymous: false })!;
    expect(fields[0].topics[0]).to.deep.equal([
      ...[1000, 900, 1100, 1050],
      ...[2000, 1900, 2100, 2050],
      ...[100, 0, -1, 100],
    ]);
  });
});

describe('The name of a number', () => {
  // Seen to fail: to the second decimal all were "0".
  it('tells it from its neighbours, however close they are', () => {
    for (const [least, most] of [
      [0, 0.001],
      [1.00001, 1.00009],
      [1e6, 1e6 + 0.1],
      [1e-300, 3e-150],
    ]) {
      const coding = codingFor({ field: 'rate' }, [least, most]);
      const names = pointsOf(coding).map(pointName);
      expect(new Set(names)).to.have.length(21);
    }
    const years = codingFor({ field: 'sent' }, [1950.123456, 1952.98765]);
    expect(pointsOf(years).map(pointName).slice(0, 2)).to.deep.equal(['1950.123', '1950.267']);
  });
});

describe('A number that is typed', () => {
  // Seen to fail: nothing was taken for 0.
  it('is not nothing', () => {
    const rates = codingFor({ field: 'rate' }, [1, 2, 3]);
    for (const typed of ['', ' ']) {
      expect(() => pointAt(rates, typed)).to.throw(`"${typed}" among the values of "rate": a num`);
    }
  });

  it('is a year with a fraction where dates are numbers', () => {
    const dates = codingFor({ field: 'sent' }, [1990, 1991.5], { dateFormat: 'day-first' });
    expect(() => pointAt(dates, '1990-05-01')).to.throw('such as 1950.5 for July 1950');
    expect(pointAt(dates, '1990.5').value).to.equal(1990.5);
  });
});
