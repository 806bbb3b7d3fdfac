import { expect } from 'chai';
import { hintOf } from '../../../cli/speaking/hints.ts';
import { type ErrorCode } from '../../../core/error-codes.ts';
import { UserError } from '../../../core/errors.ts';

describe('Hints about the place of an output', () => {
  const hint = (code: ErrorCode, details: Record<string, string>) =>
    hintOf(new UserError(code, 'Cannot write a', { hint: 'neutral', details }));

  // Seen to fail: with --replace advised wherever something stood at the place.
  it('advise to overwrite only what may be overwritten', () => {
    for (const kind of ['export', 'report']) {
      expect(hint('target-exists', { kind, found: 'file' })).to.contain('--replace');
      for (const found of ['folder', 'device', 'named pipe', 'project file']) {
        expect(hint('target-exists', { kind, found })).to.match(/with --(?:to|into)/u);
        expect(hint('target-exists', { kind, found })).to.not.contain('--replace');
      }
      expect(hint('target-is-source', { kind })).to.match(/^Give another place with --/u);
    }
    expect(hint('target-exists', { kind: 'project' })).to.contain('--into FILE, or overwrite');
  });

  it('name no option of an import where a copy was to be made', () => {
    for (const code of ['target-exists', 'target-invalid', 'target-unwritable'] as const) {
      expect(hint(code, { kind: 'copy', found: 'file' })).to.equal('neutral');
    }
  });
});
