import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Origin,
  type Part,
  type Results,
  isMeasured,
  readResults,
  rowsOf,
  withRows,
  writeResults,
} from './results.ts';

const here: Origin = { commit: 'abc', machine: 'two cores' };
const none: Results = { programs: [], checkpoints: [], sizes: [], starts: [] };

describe('the results of a benchmark', () => {
  it('keep what was measured in other parts when one is measured again', () => {
    const [small, large] = [partOf('ap-blei', 20), partOf('ap-blei', 100)];
    const before = [small, large].reduce((results, part) => withSpeed(results, part, 1), none);
    const after = withSpeed(before, small, 2);
    expect(speedsOf(after, small)).to.deep.equal([2]);
    expect(speedsOf(after, large)).to.deep.equal([1]);
  });

  // Seen to fail: the packages from npm were gone where they were not installed.
  it('keep the programs that were not measured again', () => {
    const part = partOf('ap-blei', 20);
    const row = { ...part, program: 'another', tokensPerSecond: 3, ratio: 1, target: -8, ...here };
    const before = withRows(withSpeed(none, part, 1), 'programs', part, [row]);
    expect(speedsOf(before, part)).to.deep.equal([1, 3]);
    expect(speedsOf(withSpeed(before, part, 2), part).toSorted()).to.deep.equal([2, 3]);
  });

  it('stand in the order of corpora and numbers of topics, whatever was measured first', () => {
    const parts = [partOf('generated-20M', 20), partOf('ap-blei', 1000), partOf('ap-blei', 20)];
    const results = parts.reduce((results, part) => withSpeed(results, part, 1), none);
    expect(results.programs.map(({ corpus, numTopics }) => [corpus, numTopics])).to.deep.equal([
      ['ap-blei', 20],
      ['ap-blei', 1000],
      ['generated-20M', 20],
    ]);
  });

  // Seen to fail: without looking at the machine; without looking for changes.
  it('count as measured for the same commit on such a machine, and never with changes', () => {
    const part = partOf('ap-blei', 20);
    const results = withSpeed(none, part, 1);
    const changed = { ...here, commit: 'abc and changes' };
    expect(isMeasured(results, 'programs', part, here)).to.equal(true);
    expect(isMeasured(results, 'sizes', part, here)).to.equal(false);
    expect(isMeasured(results, 'programs', partOf('ap-blei', 100), here)).to.equal(false);
    expect(isMeasured(results, 'programs', part, { ...here, commit: 'abd' })).to.equal(false);
    expect(isMeasured(results, 'programs', part, { ...here, machine: 'one' })).to.equal(false);
    const withChanges = withSpeed(none, part, 1, changed);
    expect(isMeasured(withChanges, 'programs', part, changed)).to.equal(false);
  });

  it('come back from their file', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'gibbon-results-'));
    try {
      expect(readResults(folder)).to.deep.equal(none);
      const results = withSpeed(none, partOf('ap-blei', 20), 1);
      writeResults(folder, results);
      expect(readResults(folder)).to.deep.equal(results);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function partOf(corpus: string, numTopics: number): Part {
  return { corpus, numTopics };
}

function withSpeed(results: Results, part: Part, speed: number, origin = here): Results {
  const row = { ...part, program: 'one', tokensPerSecond: speed, ratio: 1, target: -8 };
  return withRows(results, 'programs', part, [{ ...row, ...origin }]);
}

function speedsOf(results: Results, part: Part): number[] {
  return rowsOf(results, 'programs', part).map(({ tokensPerSecond }) => tokensPerSecond);
}
