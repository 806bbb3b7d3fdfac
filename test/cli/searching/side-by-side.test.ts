import { expect } from 'chai';
import { sideBySide, workersOfNext } from '../../../cli/searching/side-by-side.ts';

/** Jobs that end when they are told to. */
class Jobs {
  readonly begun: [job: number, numWorkers: number][] = [];
  readonly #ends = new Map<number, (end: boolean | Error) => void>();
  numFailures = 0;

  readonly start = (job: number, numWorkers: number): Promise<boolean> => {
    this.begun.push([job, numWorkers]);
    return new Promise((resolve, reject) => {
      this.#ends.set(job, (end) => {
        if (typeof end === 'boolean') resolve(end);
        else reject(end);
      });
    });
  };

  async end(job: number, how: boolean | Error = true): Promise<void> {
    this.#ends.get(job)?.(how);
    await new Promise((resolve) => setImmediate(resolve));
  }

  run(numJobs: number, numCores: number, mostAtOnce = numCores): Promise<boolean> {
    const jobs = Array.from({ length: numJobs }, (_, job) => job);
    return sideBySide(jobs, { numCores, mostAtOnce }, this.start, () => this.numFailures++);
  }
}

describe('Runs side by side', () => {
  it('have a core each while many wait, and share the cores towards the end', async () => {
    expect(workersOfNext({ numFree: 4, numWaiting: 9 })).to.equal(1);
    expect(workersOfNext({ numFree: 4, numWaiting: 2 })).to.equal(2);
    expect(workersOfNext({ numFree: 3, numWaiting: 1 })).to.equal(3);
    const jobs = new Jobs();
    const all = jobs.run(4, 3);
    expect(jobs.begun).to.deep.equal([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    await jobs.end(1);
    expect(jobs.begun.at(-1)).to.deep.equal([3, 1]);
    for (const job of [0, 2, 3]) await jobs.end(job);
    expect(await all).to.equal(true);
  });

  it('are as many as fit, with all cores between them', async () => {
    const jobs = new Jobs();
    const all = jobs.run(2, 4, 1);
    expect(jobs.begun).to.deep.equal([[0, 4]]);
    await jobs.end(0);
    expect(jobs.begun.at(-1)).to.deep.equal([1, 4]);
    await jobs.end(1);
    expect(await all).to.equal(true);
  });

  it('end when one is stopped: those under way are waited for, and none begins', async () => {
    const jobs = new Jobs();
    const all = jobs.run(4, 2);
    await jobs.end(0, false);
    expect(jobs.begun).to.have.length(2);
    await jobs.end(1, false);
    expect(await all).to.equal(false);
  });

  it('fail with the first that fails, when the others have ended', async () => {
    const jobs = new Jobs();
    const all = jobs.run(4, 2);
    const outcome = all.catch((reason: unknown) => reason);
    await jobs.end(0, new Error('first'));
    expect([jobs.numFailures, jobs.begun.length]).to.deep.equal([1, 2]);
    await jobs.end(1, new Error('second'));
    expect(await outcome).to.have.property('message', 'first');
  });
});
