// Goal: whatever the dialect of a table, its documents are recovered exactly, or it is refused with
// one of our errors; never another number of documents.
// Seen to fail: with `.tsv` always taken for tabs (table 44), and with the rows of a quoted TSV split
// at line ends (table 3,249).
import { expect } from 'chai';
import { UserError } from '../../../../core/errors.ts';
import { readerFor } from '../../../../corpora/readers/readers.ts';
import { Dice, randomTable, type RandomTable } from '../../../fixtures/random-table.ts';
import { readingContext, sourceOf } from '../../../fixtures/source-in-memory.ts';

/** `make fuzz-tables` tries more: TABLES=200000 SEED=1. */
const numTables = Number(process.env['TABLES'] ?? 10_000);
const seed = Number(process.env['SEED'] ?? 20_261_125);
/** Most are not to be refused. */
const mostRefused = 0.1;
const mostTakenForLines = 0.05;

describe(`tables of ${numTables} random dialects (seed ${seed})`, () => {
  it('are read exactly, or refused', async function () {
    this.timeout(3_600_000);
    const dice = new Dice(seed);
    const refused = new Map<string, number>();
    let numLines = 0;
    for (let index = 0; index < numTables; index++) {
      const table = randomTable(dice);
      const found = await read(table);
      if (found instanceof UserError) {
        refused.set(found.code, (refused.get(found.code) ?? 0) + 1);
        continue;
      }
      if (found.format === 'lines' || found.format === 'mallet') {
        // A handful of rows without a header and a telling name; their number must be right still.
        expect(found.documents.length, `table ${index}: ${table.dialect}`).to.equal(
          table.documents.length,
        );
        numLines++;
        continue;
      }
      const expected = table.documents.map(({ id, text }) => [id, text.trim()]);
      const got = found.documents.map(({ name, text }, row) => [
        expected[row]?.[0] === undefined ? undefined : name,
        text.trim(),
      ]);
      expect(got, `table ${index}: ${table.name} ${table.dialect}`).to.deep.equal(expected);
    }
    const numRefused = [...refused.values()].reduce((sum, count) => sum + count, 0);
    const why = JSON.stringify(Object.fromEntries(refused));
    expect(numRefused, why).to.be.below(mostRefused * numTables);
    expect(numLines).to.be.below(mostTakenForLines * numTables);
    if (process.env['TABLES'] !== undefined)
      console.log(`refused: ${why}; taken for lines: ${numLines}`);
  });
});

interface Read {
  readonly format: string;
  readonly documents: readonly { readonly name: string; readonly text: string }[];
}

async function read({ bytes, name }: RandomTable): Promise<Read | UserError> {
  const context = readingContext();
  try {
    const source = await sourceOf(bytes, name);
    const documents: { name: string; text: string }[] = [];
    const reader = readerFor(source);
    for await (const document of reader.read(source, context)) {
      if (!('text' in document)) throw new Error('a table was taken for counts');
      documents.push({ name: document.name, text: document.text });
    }
    context.badRows.throwIfDoomed();
    return { format: reader.format, documents };
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
