import { expect } from 'chai';
import { designFor } from '../../../core/covariates/design.ts';
import { pointsOf } from '../../../core/covariates/effect-points.ts';
import { EffectFits } from '../../../core/covariates/effects.ts';
import { parseTerms } from '../../../core/covariates/terms.ts';
import { PointEstimates } from '../../../corpora/covariates/point-estimates.ts';
import { PointMeans } from '../../../corpora/covariates/point-means.ts';

/** Eight documents by Anna, a novel in 30 pieces by Boris, and two texts by Clara; topic 0 has 5%, 30%, 60%. */
const authors = [
  ...new Array<string>(8).fill('Anna'),
  ...new Array<string>(30).fill('Boris'),
  ...['Clara', 'Clara'],
];
const numSamples = 20;
const numTokens = 1000;
const tokensOf: Record<string, number> = { Anna: 50, Boris: 300, Clara: 600 };

function estimates(between?: readonly [string, string]): PointEstimates {
  const { design, features } = designFor(parseTerms('author'), [{ values: authors }]);
  const points = pointsOf(design.fields[0]);
  const means = new PointMeans({ coding: design.fields[0], points, values: authors }, 1);
  const fits = new EffectFits(features, { topics: [0], numSamples, seed: 1 });
  authors.forEach((author, document) => {
    const sampled = Uint16Array.from({ length: numSamples * numTokens }, (_, at) =>
      at % numTokens < tokensOf[author] ? 0 : 1,
    );
    const work = author === 'Boris' ? authors.indexOf('Boris') : document;
    fits.add({ document, work, length: numTokens, sampled, alpha: Float64Array.of(0.01, 0.01) });
    means.add({ document, work }, [0]);
  });
  const wanted = between?.map((name) => points.find(({ value }) => value === name)!) ?? points;
  return new PointEstimates(0, wanted, { design, fits, means, level: 0.95 });
}

describe('Expected shares at the points of a field', () => {
  // By falling documents: Boris, Anna, Clara.
  // Seen to fail: with intervals of fits that have not drawn the level (from 5%, where Clara has 60%).
  it('have intervals of the fits that drew a document of the level', () => {
    const [low, high] = estimates().of(2, 0).interval!;
    // Both texts have 60%, and the draws of one of 1,000 tokens a standard deviation of 1.5%.
    expect(low).to.be.within(0.555, 0.6);
    expect(high).to.be.within(0.6, 0.645);
  });

  // Seen to fail: with works counted by documents.
  it('have none at a level of one work, whatever it is cut into', () => {
    const boris = estimates().of(0, 0);
    expect(boris.share).to.be.closeTo(0.3, 1e-4);
    expect(boris.interval).to.equal(undefined);
    expect(estimates().of(1, 0).interval).not.to.equal(undefined);
  });

  it('differ from each other within an interval where both have one', () => {
    const { share, interval } = estimates(['Anna', 'Clara']).difference(0);
    expect(share).to.be.closeTo(0.55, 1e-4);
    expect(interval![0]).to.be.within(0.5, 0.55);
    const one = estimates(['Boris', 'Clara']).difference(0);
    expect(one.share).to.be.closeTo(0.3, 1e-4);
    expect(one.interval).to.equal(undefined);
  });
});
