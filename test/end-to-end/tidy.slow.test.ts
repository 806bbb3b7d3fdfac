import { expect } from 'chai';
import fs from 'node:fs';
import { filesIn, testFolder } from './folder.ts';
import { gibbon, sampleTexts } from './gibbon.ts';

// What lies beside a project file afterwards is taken for the trace of a process that was killed.
// Seen to fail: where `ProjectSource.close` closes the file alone, as trends and export once did.
describe('Commands that look at a project file', function () {
  this.timeout(60_000);
  const folder = testFolder();
  const commands = [
    ['topics', 'a.gibbon'],
    ['documents', 'a.gibbon'],
    ['words', 'a.gibbon', 'wordaa'],
    ['corpus', 'a.gibbon'],
    ['runs', 'a.gibbon'],
    ['evaluate', 'a.gibbon'],
    ['infer', 'a.gibbon', 'new.txt'],
    ['trends', 'a.gibbon', '--by', 'label'],
    ['export', 'a.gibbon', '--to', 'out/counts', '--format', 'uci'],
    ['export', 'a.gibbon', '--to', 'out/tables', '--format', 'csv'],
    ['report', 'a.gibbon', '--into', 'out/a.html'],
    ['verify', 'a.gibbon'],
  ];

  it('leave nothing beside it, and find nothing to say of each other', async () => {
    fs.mkdirSync(folder.at('out'));
    fs.writeFileSync(folder.at('new.txt'), sampleTexts({ numDocuments: 5 }));
    const texts = sampleTexts().trim().split('\n');
    const rows = texts.map((text, at) => `n${at}\t${at % 2 === 0 ? 'even' : 'odd'}\t${text}\n`);
    fs.writeFileSync(folder.at('a.txt'), rows.join(''));
    const training = ['--format', 'mallet', '--topics', '3', '--sweeps', '10', '--plain'];
    await gibbon(['train', 'a.txt', ...training], { cwd: folder.path });
    const beside = () => filesIn(folder.path).filter((name) => !name.startsWith('out'));
    const before = beside();
    for (const args of commands) {
      const { status, stderr } = await gibbon(args, { cwd: folder.path });
      expect(status, stderr).to.equal(0);
      expect(beside(), args.join(' ')).to.deep.equal(before);
      expect(stderr, args[0]).not.to.match(/left while in use/);
    }
  });

  // Seen to fail: a log was set aside, or a killed file recovered, without a word.
  it('say how they found it, as do those that change or replace it', async () => {
    fs.writeFileSync(folder.at('a.txt'), sampleTexts());
    fs.writeFileSync(folder.at('more.csv'), 'id,year\n1,1990\n');
    const log = folder.at('a.gibbon-wal');
    for (const args of [
      ['import', 'a.txt'],
      ['topics', 'a.gibbon'],
      ['metadata', 'a.gibbon', 'more.csv', '--anyway'],
      ['prepare', 'a.gibbon', '--min-documents', '2'],
      ['import', 'a.txt', '--into', 'a.gibbon', '--append'],
      ['import', 'a.txt', '--into', 'a.gibbon', '--replace'],
      ['train', 'a.txt', '--topics', '2', '--sweeps', '2', '--into', 'a.gibbon', '--replace'],
    ]) {
      const isThere = fs.existsSync(folder.at('a.gibbon'));
      if (isThere) fs.writeFileSync(log, 'of another file');
      const { stderr } = await gibbon(args, { cwd: folder.path });
      const said = `${log} does not belong to a.gibbon`;
      expect(stderr.includes(said), args.join(' ')).to.equal(isThere);
    }
  });
});
