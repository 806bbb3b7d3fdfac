import { expect } from 'chai';
import type { UsageError } from '../../../core/errors.ts';
import { checkReadOnce } from '../../../corpora/readers/source.ts';

describe('What is read once only', () => {
  const codeOf = (paths: readonly string[]): unknown => {
    try {
      return checkReadOnce(paths);
    } catch (error) {
      return (error as UsageError).code;
    }
  };

  // Seen to fail: without the check, standard input was said not to be there, twice.
  it('may not be named twice, whatever it is called', () => {
    expect(() => {
      checkReadOnce(['-', 'a.txt', '/dev/stdin']);
    }).to.throw('Cannot read standard input twice');
    for (const paths of [['-', '-'], ['/dev/fd/0', '-'], ['/dev/fd/63', '/dev/fd/63']]) {
      expect(codeOf(paths), paths.join()).to.equal('source-repeated');
    } // prettier-ignore
  });

  it('may stand beside others, and a file may be named twice', () => {
    expect(codeOf(['-', '/dev/fd/63', '/dev/fd/64', 'a.txt', 'a.txt'])).to.equal(undefined);
  });
});
