import { expect } from 'chai';
import fc from 'fast-check';
import { UserError } from '../../../core/errors.ts';
import { checkSettings } from '../../../core/training/check-settings.ts';
import { settingsFor } from '../../../core/training/new-settings.ts';
import {
  type AskedSettings,
  type SettingName,
  isAllowed,
  settingRanges,
} from '../../../core/training/settings.ts';
import { checkUnchanged } from '../../../core/training/unchanged-settings.ts';

const corpus = { numTokens: 1_000_000, numWords: 1000, documentLengths: Uint32Array.of(1_000_000) };

function refusalOf(work: () => unknown): UserError {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

// Each seen to fail with its line of settings.ts changed.
describe('The settings of a run', () => {
  it('have defaults, and keep a sum of priors as it was given', () => {
    const settings = settingsFor({ seed: 7, numTopics: 77, alphaSum: 5 }, corpus);
    expect(settings).to.include({ alphaSum: 5, alpha: 5 / 77, beta: 0.01, numBlocks: 8 });
    expect(settings).to.include({ staleness: 0, measureEvery: 10, seed: 7 });
    expect(settingsFor({ alpha: 0.1 }, corpus)).to.not.have.property('alphaSum');
  });

  it('draw a seed of 32 bits where none is given', () => {
    const seeds = new Set(Array.from({ length: 20 }, () => settingsFor({}, corpus).seed));
    expect(seeds.size).to.equal(20);
    for (const seed of seeds) expect(isAllowed('seed', seed)).to.equal(true);
  });

  const names = Object.keys(settingRanges) as SettingName[];
  for (const name of names) {
    it(`let ${name} be its least and most, and nothing beyond or between`, () => {
      const { least, most, isWhole } = settingRanges[name];
      expect([least, most].map((value) => isAllowed(name, value))).to.deep.equal([true, true]);
      const beyond = [least - 1, least * 0.9999 - 1e-9, most * 1.0001 + 1, NaN, -Infinity];
      const between = isWhole ? [least + 0.5] : [];
      for (const value of [...beyond, ...between]) expect(isAllowed(name, value)).to.equal(false);
      expect(isAllowed(name, Infinity)).to.equal(name === 'staleness');
    });
  }

  const wrong: readonly [AskedSettings, code: string, says: string][] = [
    [{ numTopics: 0 }, 'number-out-of-range', '0 as numTopics: a whole number from 1 to 65,536'],
    [{ numTopics: 1.5 }, 'number-out-of-range', '1.5 as numTopics'],
    [{ beta: 0 }, 'number-out-of-range', 'a number above 0: from 0.000001 to 1,000'],
    [{ alpha: NaN }, 'number-out-of-range', 'NaN as alpha'],
    [{ staleness: -1 }, 'number-out-of-range', 'or infinity'],
    [{ alpha: 1, alphaSum: 5 }, 'conflicting-options', 'one of them'],
    [{ numTopics: 8, alphaSum: 8001 }, 'prior-out-of-range', '1000.125 per topic; at most 1000'],
    [{ numTopics: 8, alphaSum: 0.000002 }, 'prior-out-of-range', '2.5e-7 per topic; at least'],
  ];
  for (const [asked, code, says] of wrong) {
    it(`refuse ${JSON.stringify(asked)} by name`, () => {
      const error = refusalOf(() => settingsFor(asked, corpus));
      expect(error.code).to.equal(code);
      expect(error.message).to.contain(says);
    });
  }

  it('refuse more topics than tokens', () => {
    const small = { numTokens: 9, numWords: 9, documentLengths: Uint32Array.of(9) };
    expect(refusalOf(() => settingsFor({ numTopics: 10 }, small)).code).to.equal('too-many-topics');
    // Seen to fail: "Cannot train 1 topics: the corpus has 0 tokens".
    const nothing = { ...small, numTokens: 0 };
    expect(refusalOf(() => settingsFor({ numTopics: 1 }, nothing)).message).to.contain(
      'Cannot train 1 topic: the corpus has 0 tokens;',
    );
    expect(() => settingsFor({ numTopics: 9 }, small)).to.not.throw();
  });

  // Seen to fail: with 1024 blocks of 18,000 tokens taken, whose sweep took minutes.
  it('refuse more units than tokens, but for a few, in new runs alone', () => {
    const small = { numTokens: 18_000, numWords: 400, documentLengths: Uint32Array.of(18_000) };
    const error = refusalOf(() => settingsFor({ numBlocks: 135 }, small)); // 134.2 squared is 18,000
    expect(error).to.include({ code: 'too-many-blocks' });
    expect(error.details).to.include({ most: 134 });
    expect(settingsFor({ numBlocks: 134 }, small).numBlocks).to.equal(134);
    expect(() => settingsFor({ numBlocks: 64 }, { ...small, numTokens: 100 })).to.not.throw();
    expect(() => {
      checkSettings({ ...settingsFor({}, small), numBlocks: 1024 }, small);
    }).to.not.throw();
  });

  it('are checked the same when they come from elsewhere', () => {
    const settings = { ...settingsFor({}, corpus), numBlocks: 0 };
    expect(refusalOf(() => checkSettings(settings, corpus)).details).to.deep.equal({
      setting: 'numBlocks',
      found: 0,
    });
  });
});

describe('Settings that are said again', () => {
  const name = { runName: 'a' };

  // Seen to fail: with the sum computed back from the prior, as 77 * (5 / 77) is not 5.
  it('are the same as they were typed, whatever the number of topics', () => {
    const sum = fc.double({ min: 0.01, max: 1000, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), sum, (numTopics, alphaSum) => {
        const settings = settingsFor({ numTopics, alphaSum }, corpus);
        checkUnchanged({ numTopics, alphaSum }, settings, name);
        checkUnchanged({ alpha: alphaSum / numTopics }, settings, name);
        // As it is in files that were made before the sum was stored.
        const { alphaSum: _, ...old } = settings;
        checkUnchanged({ alphaSum }, old, name);
      }),
    );
  });

  it('are refused when they differ, with what the run was begun with', () => {
    const settings = settingsFor({ numTopics: 77, alphaSum: 5 }, corpus);
    const error = refusalOf(() => checkUnchanged({ alphaSum: 5.0001 }, settings, name));
    expect(error.code).to.equal('setting-is-fixed');
    expect(error.message).to.contain('"a" with alphaSum 5.0001: it was begun with 5,');
    expect(refusalOf(() => checkUnchanged({ alpha: 0.06 }, settings, name)).code).to.equal(
      'setting-is-fixed',
    );
  });
});
