import { expect } from 'chai';
import fs from 'node:fs';
import { testFolder } from '../end-to-end/folder.ts';
import { JudgedCommands, type Verdict } from './judged-commands.ts';
import { change, copyPage } from './mutations.ts';
import { fuzzProjectFiles, makeTrainedProject } from './project-files.ts';

/**
 * The short form of `make fuzz-projects`, and what its long form has found.
 *
 * Seen to fail, on the version before each was mended: every one that the long form found.
 */
describe('A project file that was changed by anyone', () => {
  const folder = testFolder();
  let whole: Buffer;

  before(async function () {
    this.timeout(20_000);
    const place = fs.mkdtempSync('/tmp/gibbon-test-');
    whole = await makeTrainedProject(`${place}/a.gibbon`);
    fs.rmSync(place, { recursive: true });
  });

  // Seen to fail: with a connection left open by an inspection that was refused (5 s of waiting).
  it('is refused, or shown as it is with a word, or shown as it was; in time', async () => {
    const result = await fuzzProjectFiles(whole, { numFiles: 6, seed: 1 });
    expect(result.findings).to.deep.equal([]);
    expect(result.told).to.be.greaterThan(0);
  }).timeout(120_000);

  const found: readonly (readonly [what: string, change: (file: string) => void])[] = [
    [
      'a measurement without a number and a checksum',
      (file) => {
        copyPage(file, 'sqlite_autoindex_assignment_chunks_1', 'measurements');
      },
    ],
    [
      'measurements in the place of what is carried over, with checksums that match',
      (file) => {
        copyPage(file, 'measurements', 'carried_notes');
      },
    ],
    [
      'a word that is counted 905,244,404 times, for which verify took 2 GB',
      (file) => {
        change(file, 'UPDATE words SET num_tokens = 905244404 WHERE id = 13');
      },
    ],
    [
      'texts that are gone, but for their checksums',
      (file) => {
        copyPage(file, 'lookers', 'texts');
      },
    ],
    [
      'checkpoints that are none, so that an inspection cannot even be closed',
      (file) => {
        copyPage(file, 'sqlite_autoindex_assignment_chunks_1', 'assignment_chunks');
      },
    ],
    [
      'a number in place of topics',
      (file) => {
        change(file, 'UPDATE assignment_chunks SET topics = 1e300');
      },
    ],
    [
      'a checkpoint of a run that is not there',
      (file) => {
        change(file, 'UPDATE checkpoints SET run = 1.5');
      },
    ],
    [
      'documents that are gone',
      (file) => {
        copyPage(file, 'parents', 'documents');
      },
    ],
    [
      'checkpoints that are gone',
      (file) => {
        copyPage(file, 'lookers', 'checkpoints');
      },
    ],
    [
      'measurements that are gone',
      (file) => {
        copyPage(file, 'topic_notes', 'measurements');
      },
    ],
    [
      'metadata that are not JSON, without their checksums',
      (file) => {
        change(file, "UPDATE documents SET metadata = '{'; DELETE FROM portion_checksums");
      },
    ],
    [
      'a run whose checksum is gone with its settings',
      (file) => {
        change(
          file,
          `UPDATE runs SET checksum = NULL, settings = replace(settings, '"seed":7', '"seed":8')`,
        );
      },
    ],
  ];
  for (const [what, mutate] of found) {
    it(`is taken so, too, with ${what}`, async () => {
      fs.writeFileSync(folder.at('a.gibbon'), whole);
      const commands = await JudgedCommands.on(folder.at('a.gibbon'));
      fs.writeFileSync(folder.at('a.gibbon'), whole);
      mutate(folder.at('a.gibbon'));
      const verdicts: Verdict[] = await commands.judge();
      expect(verdicts.filter((verdict) => typeof verdict !== 'string')).to.deep.equal([]);
      expect(verdicts[0], 'verify').to.equal('told');
    }).timeout(60_000);
  }
});
