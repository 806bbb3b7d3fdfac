import { expect } from 'chai';
import { bestSamplerName } from '../../../core/sampler/open.ts';
import { openSession } from '../../../corpora/project/open-session.ts';
import { resumeRun } from '../../../corpora/project/resume-run.ts';
import { type Stores, newestCheckpoint, openStores } from '../../../corpora/project/stores.ts';
import { makeProject, testFolder } from '../../fixtures/folder.ts';
import { plainSettings } from '../../fixtures/train.ts';

const say = (): void => undefined;
const most = 400;
const settings = {
  ...plainSettings,
  sampler: bestSamplerName(Uint32Array.of(1)),
  optimize: 'all',
  ...{ optimizeAfter: 4, optimizeEvery: 4 },
  ...{ numSamples: 3, sampleEvery: 2, measureEvery: 2 },
  autoSweeps: { most, after: 0 },
} as const;

describe('A run that ends by itself', () => {
  const folder = testFolder();

  // Seen to fail: with priors learnt to the end.
  it('is the same on any number of workers, and resumed before and after the decision', async () => {
    const whole = await trained('whole', 1, []);
    expect(whole.numSweeps).to.be.below(most);
    expect(whole.samples.map(({ sweep }) => sweep)).to.deep.equal(
      [4, 2, 0].map((before) => whole.numSweeps - before),
    );
    expect(new Set(whole.samples.map(({ beta }) => beta)).size).to.equal(1);
    for (const stops of [[20], [whole.numSweeps - 4, whole.numSweeps - 2]]) {
      expect(await trained(`at-${stops[0]}`, 3, stops)).to.deep.equal(whole);
    }
  });

  it('says how many sweeps it has in the file, and has as many as asked for when that is said', async () => {
    const path = await makeProject(folder.at('a.gibbon'));
    const stores = openStores(path, { readOnly: false, say });
    const { numSweeps } = await train(stores, 2, []);
    expect(stores.runs.find()).to.include({ numSweeps, state: 'done' });
    const hooks = { say, check: () => undefined };
    expect(resumeRun(stores, {}, hooks).isComplete).to.equal(true);
    const longer = resumeRun(stores, { numSweeps: numSweeps + 4 }, hooks);
    expect(longer.run.settings).not.to.have.property('autoSweeps');
    expect(longer.run.changes).to.deep.include({
      ...{ setting: 'sweeps', from: 'auto', to: String(numSweeps + 4) },
      ...{ sweep: numSweeps, step: 0 },
    });
    stores.file.close();
  });

  async function trained(name: string, numWorkers: number, stops: readonly number[]) {
    const path = await makeProject(folder.at(`${name}.gibbon`));
    const stores = openStores(path, { readOnly: false, say });
    try {
      return await train(stores, numWorkers, stops);
    } finally {
      stores.file.close();
    }
  }

  async function train(stores: Stores, numWorkers: number, stops: readonly number[]) {
    const { fingerprint } = stores.corpus.summary();
    const run = stores.runs.create({ fingerprint, settings, numSweeps: most });
    const left = [...stops];
    const hooks = { say, check: () => undefined };
    for (let stretch = { run }; ; stretch = resumeRun(stores, {}, hooks)) {
      const session = openSession(stores, stretch, {
        ...{ numWorkers, say, checkpointEvery: { sweeps: 20 } },
        onCheckpoint: ({ sweep }) => {
          if (sweep !== left[0]) return;
          left.shift();
          session.stop('interrupted');
        },
      });
      if ((await session.run()) === 'done') break;
    }
    return stateOf(stores);
  }

  function stateOf(stores: Stores) {
    const run = stores.runs.find();
    const checkpoint = newestCheckpoint(stores, run, say)!;
    const { numDocuments } = stores.corpus.summary();
    return {
      numSweeps: run.numSweeps,
      samples: stores.checkpoints.samples(run, checkpoint).map((sample) => ({
        sweep: sample.sweep,
        beta: sample.priors.beta,
        topics: stores.checkpoints.readTopics(sample, { first: 0, end: numDocuments }),
      })),
    };
  }
});
