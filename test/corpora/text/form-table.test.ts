import { expect } from 'chai';
import { FormTable, hashUnits } from '../../../corpora/text/form-table.ts';

/** Beyond the first size of the table, and the first room for their code units. */
const numForms = 300_000;

describe('A table of word forms', () => {
  // Seen to fail: with a table that grows without the hashes of its forms.
  it('numbers forms in their order, and knows each again when it has grown', function () {
    this.timeout(20_000);
    const table = new FormTable();
    const ask = (form: number): number => {
      const units = Uint16Array.from(`w${form}`, (character) => character.charCodeAt(0));
      return table.intern(units, 0, units.length, hashUnits(units, 0, units.length));
    };
    for (let form = 0; form < numForms; form++) {
      if (ask(form) !== form) expect.fail(`form ${form} has another number`);
    }
    for (let form = 0; form < numForms; form++) {
      if (ask(form) !== form) expect.fail(`form ${form} is not known again`);
    }
    expect(table.size).to.equal(numForms);
  });
});
