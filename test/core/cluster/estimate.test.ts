import { expect } from 'chai';
import { estimate } from '../../../core/cluster/estimate.ts';

/** What was measured of four tables on a prototype: bytes of all rows, coded. */
const measured = [
  { name: '20 Newsgroups', numTokens: 1.26e6, numWords: 20_711, numTopics: 100, coded: 0.16e6 },
  { name: '20 Newsgroups', numTokens: 1.26e6, numWords: 20_711, numTopics: 1000, coded: 0.517e6 },
  { name: 'arXiv', numTokens: 3.6e6, numWords: 23_377, numTopics: 100, coded: 0.229e6 },
  { name: 'arXiv', numTokens: 3.6e6, numWords: 23_377, numTopics: 1000, coded: 0.82e6 },
] as const;

const shape = {
  numBlocks: 8,
  numHosts: 4,
  workersPerHost: 2,
  numMasters: 1,
  bytesPerSecond: 125e6,
};

describe('The estimate of a run on several machines', () => {
  for (const { name, coded, ...corpus } of measured) {
    it(`has the coded table within a tenth of what was measured (${name}, K = ${corpus.numTopics})`, () => {
      const { traffic } = estimate({ ...corpus, ...shape });
      expect(traffic.codedTable).to.be.closeTo(coded, coded / 10);
    });
  }

  it('adds up, by arithmetic done by hand', () => {
    // One token a word and one topic: 0.106 cells a word, 1.85 bytes a cell; totals of 16 columns.
    const run = { numTokens: 1e6, numWords: 1e6, numTopics: 1, ...shape };
    const { traffic, server, seconds, tokensPerUnit } = estimate(run);
    expect(traffic.codedTable).to.be.closeTo(196_100, 0.01);
    expect(traffic.hostOut).to.be.closeTo(196_100 + 8 * 64, 0.01);
    expect(traffic.hostIn).to.be.closeTo(196_100 + 3 * 8 * 64, 0.01);
    expect(traffic.total).to.be.closeTo(4 * 196_612, 0.01);
    expect(server.atFirst).to.equal(3e6 + 4 * 4 * 64);
    expect(server.later).to.be.closeTo(196_100 + 4 * 4 * 64, 0.01);
    expect(tokensPerUnit).to.equal(15_625);
    expect(seconds.sampling).to.be.closeTo(1e6 / (8 * 10e6), 1e-12);
    expect(seconds.hostLine).to.be.closeTo(197_636 / 125e6, 1e-9);
    expect(seconds.serverLine).to.be.closeTo((4 * 197_636) / 125e6, 1e-9);
    expect(seconds.serverCpu).to.be.closeTo(((4 * (196_612 + 197_636)) / 2) * 2.5e-9, 1e-12);
    expect(seconds.steps).to.be.closeTo(0.048, 1e-12);
  });

  it('names what a run is bound by: steps, sampling, the lines of few masters', () => {
    const large = { numWords: 1e6, numTopics: 1000, numBlocks: 64, numMasters: 3 };
    const bound = (run: object) => estimate({ ...shape, ...large, numTokens: 1e9, ...run }).bound;
    expect(bound({ numTokens: 1e6, numWords: 2e4 })).to.equal('steps');
    expect(bound({ workersPerHost: 16 })).to.equal('sampling');
    expect(bound({ numHosts: 64, workersPerHost: 64, bytesPerSecond: 12.5e6 })).to.equal(
      'serverLine',
    );
  });

  it('of one machine has no traffic', () => {
    const run = { numTokens: 1e6, numWords: 1e4, numTopics: 50, ...shape, numHosts: 1 };
    const { traffic, server, seconds, bound } = estimate(run);
    expect(traffic.total + server.atFirst + server.later + seconds.steps).to.equal(0);
    expect(bound).to.equal('sampling');
  });
});
