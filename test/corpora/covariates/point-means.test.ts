import { expect } from 'chai';
import { type EffectPoint, pointsOf } from '../../../core/covariates/effect-points.ts';
import { codingFor } from '../../../core/covariates/field-coding.ts';
import { PointMeans } from '../../../corpora/covariates/point-means.ts';

function pointAt(points: readonly EffectPoint[], value: unknown): number {
  return points.findIndex((point) => point.value === value);
}

// Seen to fail: with the base level left out; with the first point for numbers between two of them.
describe('Raw shares at the points of a field', () => {
  it('are means over the documents of each level, those without one too', () => {
    const values = ['a', 'a', 'b', undefined, 'a'];
    const coding = codingFor({ field: 'party' }, values);
    const points = pointsOf(coding);
    const means = new PointMeans({ coding, points, values }, 2);
    values.forEach((_, document) =>
      means.add({ document, work: document }, [document / 10, 1 - document / 10]),
    );
    const [a, b, missing] = ['a', 'b', undefined].map((value) => pointAt(points, value));
    expect(means.of(a, 0)).to.be.closeTo(0.5 / 3, 1e-12);
    expect(means.of(a, 1)).to.be.closeTo(2.5 / 3, 1e-12);
    expect(means.of(b, 0)).to.be.closeTo(0.2, 1e-12);
    expect(means.of(missing, 0)).to.be.closeTo(0.3, 1e-12);
    expect([a, b, missing].map((at) => means.numDocuments(at))).to.deep.equal([3, 1, 1]);
  });

  it('are means over the documents nearest to each number', () => {
    const values = [0, 4.2, 5.8, 100, 100];
    const coding = codingFor({ field: 'year', coding: 'number' }, values);
    const points = pointsOf(coding); // 0, 5, 10, ..., 100
    const means = new PointMeans({ coding, points, values }, 1);
    values.forEach((_, document) => means.add({ document, work: document }, [document]));
    const found = points.map((_, at) => [means.numDocuments(at), means.of(at, 0)]);
    expect(found.slice(0, 3)).to.deep.equal([
      [1, 0],
      [2, 1.5],
      [0, undefined],
    ]);
    expect(found.at(-1)).to.deep.equal([2, 3.5]);
  });
});
