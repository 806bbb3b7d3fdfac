// Inputs on which a reader once took time without end, each in 100,000 characters. Found by an attack
// on every reader with thirty repeated pieces in eight surroundings.
// Seen to fail: digits in LDA-C (16 s), columns without a name (26 and 29 s), quoted cells (32 s),
// blanks in SVMlight (12 s), backslashes at line ends (70 s), a quote before prose (36 s); the others are
// their siblings.
import { expect } from 'chai';
import { UserError } from '../../../core/errors.ts';
import { importAndRead, unfiltered, writeFiles } from '../import-fixture.ts';
import { testFolder } from '../../fixtures/folder.ts';

const many = (piece: string): string => piece.repeat(100_000 / piece.length);

const rows: readonly (readonly [what: string, file: string, content: string])[] = [
  ['blanks between a label and a pair', 'a.svmlight', `+1 1:1${many(' ')}2:1\n`],
  ['digits without end in LDA-C', 'a.lda-c', many('1')],
  ['a hundred thousand columns without a name', 'a.csv', `{"text":"${many(',')}`],
  ['the same with semicolons', 'a.csv', `{"text":"${many(';')}`],
  ['quoted cells without end', 'a.csv', `text,id\n${many('"a,"')}\n`],
  ['blanks in a line of MALLET', 'a.mallet', `a${many(' ')}b\n`],
  ['cells that end on each line where others begin', 'a.csv', `a,b\n${many('x","y\n')}`],
  ['a line end in each line, after a backslash', 'a.csv', `a,b\n"\\"",${many('x \\\n')}`],
  [
    'a quote that is never closed before many lines of prose',
    'a.csv',
    `id,text\n1,"${many('some free prose with words\n').repeat(30)}`,
  ],
];

describe('an input that took time without end', function () {
  this.timeout(60_000);
  const folder = testFolder();

  for (const [what, file, content] of rows) {
    it(`is read or refused in time: ${what}`, async () => {
      const source = writeFiles(folder.path, { [file]: content, vocab: 'apple\npear\n' });
      const format = file.slice(2);
      const begun = performance.now();
      const outcome = await importAndRead(source, { ...unfiltered, format }).catch(
        (error: unknown) => error,
      );
      if (outcome instanceof Error) expect(outcome).to.be.instanceOf(UserError);
      expect(performance.now() - begun).to.be.below(15_000); // a second, where nothing else runs
    });
  }
});
