import { expect } from 'chai';
import fc from 'fast-check';
import { inert } from '../../../cli/components/inert.ts';

describe('text from strangers', () => {
  it('loses its power over the terminal, and is still seen', () => {
    expect(inert('\u001b[31mred\u0007')).to.equal('␛[31mred␇');
    expect(inert('\u009b2J')).to.equal('\ufffd2J');
  });

  it('stays in one line', () => {
    expect(inert('a\tb\nc\r\nd\u2028e')).to.equal('a b c  d e');
  });

  it('cannot turn the reading direction around', () => {
    expect(inert('abc\u202ecba\u2066x')).to.equal('abccbax');
  });

  it('keeps letters of all scripts, accents and emoji', () => {
    for (const text of ['Zürich', '北京', 'สวัสดี', '👨‍👩‍👧', '❤️', 'नमस्ते']) {
      expect(inert(text)).to.equal(text);
    }
  });

  it('never lets a control character through, whatever comes', () => {
    // Fault once planted: leaving out \p{Cc} in the pattern.
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(inert(text)).not.to.match(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  it('leaves out marks of annotations and of hieroglyphs, and keeps signs that are seen', () => {
    expect(inert('a\ufff9b\ufffac\ufffbd\u{13430}e')).to.equal('abcde');
    expect(inert('\u0600\u06dd')).to.equal('\u0600\u06dd');
  });
});
