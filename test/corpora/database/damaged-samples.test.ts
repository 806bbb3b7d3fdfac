import { expect } from 'chai';
import { evaluatedRun } from '../../../corpora/database/evaluation/evaluate-run.ts';
import { Project } from '../../../corpora/project/project.ts';
import { newestCheckpoint, openStores } from '../../../corpora/project/stores.ts';
import { makeProject, testFolder } from '../../fixtures/folder.ts';
import { change } from '../../fuzz/mutations.ts';

// Seen to fail: the averages changed without a word.
describe('A sample that is damaged', () => {
  const folder = testFolder();

  it('is named once, and left out of the averages', async () => {
    const file = await withDamagedSample();
    const said: string[] = [];
    const say = (message: string): unknown => said.push(message);
    const stores = openStores(file, { readOnly: true, say });
    const run = stores.runs.find();
    const newest = newestCheckpoint(stores, run, say)!;
    for (let time = 0; time < 2; time++) {
      const { samples } = evaluatedRun(stores, run, newest);
      expect(samples.map(({ sweep }) => sweep)).to.deep.equal([52, 56, 58, 60]);
    }
    stores.file.close();
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/^The sample of sweep 54 of "samples" is damaged .* without it/u);
  });

  it('is named to those who inspect the run', async () => {
    const file = await withDamagedSample();
    const said: string[] = [];
    const project = Project.open(file, { say: (message) => said.push(message) });
    const inspection = project.inspect();
    expect(inspection.documents({ first: 0, limit: 1 }).rows).to.have.length(1);
    inspection.close();
    project.close();
    expect(said.join('\n')).to.match(/^The sample of sweep 54 of "samples" is damaged [^\n]*$/u);
  });

  async function withDamagedSample(): Promise<string> {
    const file = await makeProject(folder.at('a.gibbon'));
    const project = Project.open(file);
    const how = { name: 'samples', numTopics: 3, numSweeps: 60, numSamples: 5, sampleEvery: 2 };
    await project.train({ ...how, numWorkers: 1, seed: 1 }).result;
    project.close();
    change(file, 'UPDATE checkpoints SET row_checksum = 1 WHERE sweep = 54; DELETE FROM derived');
    return file;
  }
});
