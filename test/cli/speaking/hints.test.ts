import { expect } from 'chai';
import { hintOf } from '../../../cli/speaking/hints.ts';
import { UserError } from '../../../core/errors.ts';
import { DateColumn } from '../../../corpora/dates/date-column.ts';

describe('Hints on the command line', () => {
  // Seen to fail: with the path not quoted.
  it('name the command to type, with the file as a shell takes it', () => {
    const error = new UserError('no-runs', 'Cannot find a run', {
      hint: 'Train a model first.',
      details: { file: 'my talks.gibbon' },
    });
    expect(hintOf(error)).to.equal("Train first: gibbon train 'my talks.gibbon' --topics 50");
  });

  it('depend on what was found', () => {
    const invalid = (found: string) =>
      new UserError('not-a-project-file', 'Cannot open texts', {
        details: { file: 'texts', found },
      });
    expect(hintOf(invalid('folder'))).to.equal(
      'To make a project file of its texts: gibbon import texts --into FILE',
    );
    expect(hintOf(invalid('database'))).to.match(/^Project files are made with: gibbon import/);
  });

  // Seen to fail: with the hints of the table alone.
  it("are the error's own where there is nothing to type", () => {
    const error = new UserError('disk-full', 'Cannot save', { hint: 'Make room.' });
    expect(hintOf(error)).to.equal('Make room.');
    expect(
      hintOf(new UserError('file-damaged', 'Cannot open', { hint: 'Copy it again.' })),
    ).to.equal('Copy it again.');
    expect(hintOf(new UserError('file-too-new', 'Cannot open'))).to.equal(undefined);
  });

  it('name the encoding that was guessed, and how to read on in spite of it', () => {
    const wrong = (details: Record<string, string>) =>
      hintOf(new UserError('encoding-wrong', 'Cannot read a.txt', { details, hint: 'neutral' }));
    expect(wrong({ guess: 'windows-1252', canReadOn: 'yes' })).to.match(
      /--encoding windows-1252; .*--on-bad-bytes replace/,
    );
    expect(wrong({ guess: 'utf-8', canReadOn: 'yes' })).to.match(
      /^Nearly all.*--on-bad-bytes replace/,
    );
    expect(wrong({ guess: '', canReadOn: 'no' })).to.equal('neutral');
  });

  // Seen to fail: --date-format was named where no command takes it.
  it('say how to write dates with two readings where nobody can say the order', () => {
    for (const values of [['02/03/2024'], ['13/03/2024', '03/13/2024']]) {
      const column = new DateColumn();
      for (const value of values) column.add(value);
      for (const [mayDeclare, hint] of [
        [true, '--date-format day-first'],
        [false, 'gibbon metadata FILE TABLE'],
      ] as const) {
        expect(() => column.parser('sent', { mayDeclare }))
          .to.throw(UserError)
          .that.satisfies((error: UserError) => hintOf(error)?.includes(hint));
      }
    }
  });
});
