import { expect } from 'chai';
import { designFor } from '../../../core/covariates/design.ts';
import { parseTerms } from '../../../core/covariates/terms.ts';
import { weightScale } from '../../../core/covariates/weights.ts';
import { newDocumentPriors } from '../../../corpora/covariates/new-document-priors.ts';

describe('The priors of new documents', () => {
  const values = Array.from({ length: 300 }, (_, id) => id);
  const { design } = designFor(parseTerms('year,price'), [{ values }, { values }]);
  const weights = Int32Array.of(0, 0, weightScale, 0, 0, weightScale); // 3 features of 2 topics
  const priorsOf = (year: number, price: number) => ({ metadata: { year, price } });

  // Seen to fail: with all of them kept, 300,000 documents took 600 MB.
  it('are not kept for each of them, and are the same when they come again', () => {
    const of = newDocumentPriors({ design, weights }, new Float64Array(2));
    const first = of(priorsOf(0, 0));
    expect(of(priorsOf(0, 0))).to.equal(first);
    for (const year of values) for (const price of [50, 150, 250]) of(priorsOf(year, price));
    for (const year of values) for (const price of [75, 175, 275]) of(priorsOf(year, price));
    const again = of(priorsOf(0, 0));
    expect(again).to.not.equal(first);
    expect(again).to.deep.equal(first);
    expect(first[0] / first[1]).to.be.closeTo(1, 1e-6); // both fields are as far below their means
    expect(first[0]).to.be.closeTo(Math.exp(-Math.sqrt(3)), 0.01);
  });
});
