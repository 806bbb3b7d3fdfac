import { expect } from 'chai';
import type { ChainState } from '../../../core/training/session/run-keeper.ts';
import type { ProjectFile } from '../../../corpora/database/project-file.ts';
import { RunRecord } from '../../../corpora/database/run-record.ts';
import { type Stores, openStores } from '../../../corpora/project/stores.ts';
import { errorOf } from '../../fixtures/failure-of.ts';
import { makeProject, testFolder } from '../../fixtures/folder.ts';
import { plainSettings } from '../../fixtures/train.ts';

const atEnd = { state: 'running', seconds: 1 } as const;

describe('What a project file keeps of a run', () => {
  const folder = testFolder();
  let stores: Stores;
  let record: RunRecord;

  beforeEach(async () => {
    stores = openStores(await makeProject(folder.at('a.gibbon')), {
      readOnly: false,
      say: () => undefined,
    });
    const { fingerprint } = stores.corpus.summary();
    const run = stores.runs.create({ fingerprint, settings: plainSettings, numSweeps: 100 });
    record = new RunRecord(stores.file, stores, run);
  });

  afterEach(() => {
    stores.file.close();
  });

  // Seen to fail: with every error thrown, which ended the training.
  it('gets measurements later where the disk is full or the file is held, at the next checkpoint', async () => {
    for (const [sweep, code] of ['SQLITE_FULL', 'SQLITE_BUSY'].entries()) {
      record = new RunRecord(stores.file, stores, stores.runs.find());
      const mend = failing(stores.file, code);
      record.addMeasurement(measurementOf(sweep));
      mend();
      expect(record.measurements.at(-1)?.sweep).to.equal(sweep);
      expect(sweepsKept()).not.to.include(sweep);
      await record.saveCheckpoint(chain(), atEnd);
      expect(sweepsKept()).to.include(sweep);
    }
  });

  it('is not written where the file is damaged', () => {
    failing(stores.file, 'SQLITE_CORRUPT');
    expect(() => {
      record.addMeasurement(measurementOf(0));
    }).to.throw(/SQLITE_CORRUPT/);
  });

  // Seen to fail: with measurements counted as written before they were; they never got into the file.
  it('has all measurements in the end, though a checkpoint was not written', async () => {
    const mend = failing(stores.file, 'SQLITE_FULL');
    record.addMeasurement(measurementOf(0));
    const refused = await errorOf(record.saveCheckpoint(chain(), atEnd));
    expect(record.isPassing(refused)).to.equal(true);
    mend();
    expect(sweepsKept()).to.deep.equal([]);
    await record.saveCheckpoint(chain(), atEnd);
    expect(sweepsKept()).to.deep.equal([0]);
  });

  function sweepsKept(): number[] {
    return stores.runs.measurements(stores.runs.find()).map(({ sweep }) => sweep);
  }

  function chain(): ChainState {
    const { numTokens } = stores.corpus.trainingTokens(plainSettings);
    return {
      ...{ sweep: 10, step: 0, priors: { alpha: new Float64Array(8).fill(0.1), beta: 0.01 } },
      laggedTotals: () => Promise.resolve(undefined),
      async *assignments() {
        yield new Uint16Array(numTokens);
      },
    };
  }
});

function measurementOf(sweep: number) {
  return { sweep, logLikelihoodPerToken: -5, tokensPerSecond: null, seconds: 1 };
}

/** Everything is taken back as its transaction is to be committed. @returns what ends that. */
function failing(file: ProjectFile, code: string): () => void {
  const write = file.write.bind(file);
  file.write = (work) => {
    const isOutermost = !file.database.inTransaction;
    return write(() => {
      const done = work();
      if (isOutermost) throw Object.assign(new Error(code), { code });
      return done;
    });
  };
  return () => {
    file.write = write;
  };
}
