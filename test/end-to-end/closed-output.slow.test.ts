import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { makeTrainedProject, testFolder } from '../fixtures/folder.ts';
import { program } from './gibbon.ts';

/** `gibbon ... | head -1`: the reader goes away while a list is written. */
describe('A command whose reader has seen enough', () => {
  const folder = testFolder();

  // Seen to fail with documents, whose file is open for writing: with the process ended where it stood.
  for (const command of [
    'documents FILE --limit 100000 --json',
    'topics FILE --json',
    'corpus FILE --documents --limit 100000',
  ]) {
    it(`closes its project file, and says nothing: ${command}`, async () => {
      const file = await makeTrainedProject(folder.at('a.gibbon'));
      const asked = command.replace('FILE', `"${file}"`);
      const script = `{ "${process.execPath}" "${program}" ${asked} | true; } 2>&1`;
      expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' })).to.equal('');
      expect(fs.readdirSync(folder.path)).to.deep.equal(['a.gibbon']);
    }).timeout(30_000);
  }
});
