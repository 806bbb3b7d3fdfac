import { expect } from 'chai';
import { evaluateRun, evaluatedRun } from '../../../corpora/database/evaluation/evaluate-run.ts';
import { scoreHeldOut } from '../../../corpora/database/evaluation/held-out-run.ts';
import { openSession } from '../../../corpora/project/open-session.ts';
import { type Stores, newestCheckpoint, openStores } from '../../../corpora/project/stores.ts';
import { makeProject, testFolder } from '../../fixtures/folder.ts';
import { HeardWork } from '../../fixtures/heard-work.ts';
import { plainSettings } from '../../fixtures/train.ts';

const say = (): void => undefined;

describe('The evaluation of a run', () => {
  const folder = testFolder();

  // Seen to fail: with nothing told of held-out documents, and with the share of one state told as that of all.
  it('says how far it is with each thing that takes long', async () => {
    const work = new HeardWork();
    await withRun(({ stores, run }) => {
      const checkpoint = newestCheckpoint(stores, run, say)!;
      const evaluated = evaluatedRun(stores, run, checkpoint, work);
      expect(evaluated.samples.length).to.be.greaterThan(1);
      evaluateRun(evaluated, { numTopWords: 5, reference: stores.corpus });
      scoreHeldOut(evaluated, { others: stores.corpus, numParticles: 2 });
    });
    expect([...work.shares.keys()]).to.have.members([
      'Reading topics',
      'Averaging topics',
      'Reading the texts of coherence',
      'Measuring topics',
      'Predicting documents',
      'Predicting from left to right',
    ]);
    for (const [what, shares] of work.shares) {
      expect(shares, what).to.not.have.length(0);
      expect(shares, what).to.deep.equal([...new Set(shares)].sort((a, b) => a - b));
      expect(shares[0], what).to.be.within(0, 1);
      expect(shares.at(-1), what).to.be.within(what.startsWith('Predicting') ? 0.5 : 1, 1);
    }
  });

  async function withRun(
    look: (opened: {
      readonly stores: Stores;
      readonly run: ReturnType<Stores['runs']['create']>;
    }) => void,
  ): Promise<void> {
    const file = await makeProject(folder.at('run.gibbon'));
    const stores = openStores(file, { readOnly: false, say });
    try {
      const { fingerprint } = stores.corpus.summary();
      const settings = {
        ...plainSettings,
        numSamples: 3,
        sampleEvery: 2,
        optimize: 'all',
      } as const;
      const run = stores.runs.create({ fingerprint, settings, numSweeps: 60 });
      const options = { numWorkers: 1, checkpointEvery: {}, say };
      await openSession(stores, { run }, options).run();
      look({ stores, run });
    } finally {
      stores.file.close();
    }
  }
});
