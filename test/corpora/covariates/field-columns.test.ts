import { expect } from 'chai';
import { parseTerms } from '../../../core/covariates/terms.ts';
import { newColumns } from '../../../corpora/covariates/field-columns.ts';

describe('The column of a covariate', () => {
  const valuesOf = (field: string, values: readonly string[]): readonly unknown[] => {
    const { fields } = parseTerms(field);
    const documents = values.map((value) => ({ metadata: { [field]: value } }));
    return newColumns(fields, documents)[0].values;
  };

  // Seen to fail: they were numbers, of which 8,870 lay between New Year's Eve and the day after.
  it('holds days that are written without separators as dates', () => {
    const [last, first] = valuesOf('date', ['20231231', '20240101']) as number[];
    expect(first).to.equal(2024);
    expect(first - last).to.be.closeTo(1 / 365, 1e-9);
  });

  it('holds them as numbers where the field is not called so, or one is no day', () => {
    expect(valuesOf('votes', ['20231231', '20240101'])).to.deep.equal([20231231, 20240101]);
    expect(valuesOf('date', ['20231231', '20241301'])).to.deep.equal([20231231, 20241301]);
  });

  it('holds years with a decimal as numbers', () => {
    expect(valuesOf('year', ['1990.0', '1991'])).to.deep.equal([1990, 1991]);
  });
});
