import { expect } from 'chai';
import fs from 'node:fs';
import { UserError } from '../../../core/errors.ts';
import { RandomStream } from '../../../core/random/stream.ts';
import { CorpusStore } from '../../../corpora/database/corpus-store.ts';
import { ProjectFile } from '../../../corpora/database/project-file.ts';
import { RunStore } from '../../../corpora/database/runs.ts';
import { type Verification, verifyProject } from '../../../corpora/database/verify.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import { Project } from '../../../corpora/project/project.ts';
import { makeProject, testFolder } from '../../fixtures/folder.ts';
import { putOlderProject } from '../../fixtures/older-project.ts';
import { storedState } from '../../fixtures/stored-state.ts';
import { unfiltered, writeFiles } from '../import-fixture.ts';

describe('Verifying a project file', () => {
  const folder = testFolder();
  let whole: Buffer;

  before(async function () {
    this.timeout(20_000);
    const file = await makeProject(`${fs.mkdtempSync('/tmp/gibbon-test-')}/a.gibbon`);
    const project = Project.open(file);
    await project.train({ numTopics: 8, numSweeps: 10, seed: 7, numWorkers: 2 }).result;
    project.inspect().close(); // works out the derived tables
    project.close();
    whole = fs.readFileSync(file);
    fs.rmSync(file.replace('/a.gibbon', ''), { recursive: true });
  });

  it('finds nothing in a whole one', () => {
    const { problems, ...counted } = verify(put(whole));
    expect(problems).to.deep.equal([]);
    expect(counted).to.deep.equal({
      numDocuments: 200,
      numTokens: 5000,
      numRuns: 1,
      numCheckpoints: 1,
      hasChecksums: true,
      numProblems: 0,
    });
  });

  // Seen to fail: with shares of documents compared that are averaged over samples which are gone.
  it('finds nothing in a run that was given more sweeps, whose samples are others then', async () => {
    const path = put(whole);
    const project = Project.open(path);
    await project.train({ numTopics: 8, numSweeps: 100, seed: 7, numWorkers: 1, name: 'long' })
      .result;
    project.inspect().close();
    await project.resume({ run: 'long', numSweeps: 120, numWorkers: 1 }).result;
    project.close();
    expect(verify(path).problems).to.deep.equal([]);
  });

  // Seen to fail: with the checksum written after the run, in a transaction of its own.
  it('finds nothing when writing a run ended before its checksum', () => {
    const path = put(whole);
    const file = ProjectFile.open(path);
    file.database.exec(
      `CREATE TRIGGER killed BEFORE UPDATE OF checksum ON runs
       BEGIN SELECT RAISE(ABORT, 'killed'); END`,
    );
    const runs = new RunStore(file);
    const [run] = runs.list();
    expect(() => {
      runs.update(run, { numSweeps: 99 });
    }).to.throw('killed');
    file.database.exec('DROP TRIGGER killed');
    file.close();
    expect(verify(path).problems).to.deep.equal([]);
  });

  const faults = [
    ['a word that is another', "UPDATE words SET word = 'x' WHERE id = 3", /^corpus: fingerprint/m],
    ['a tally that is off', 'UPDATE words SET num_tokens = num_tokens + 1 WHERE id = 3', /tokens of/],
    ['documents of a word', 'UPDATE words SET num_documents = 1 WHERE id = 3', /documents of/],
    ['a document that is gone', 'DELETE FROM documents WHERE id = 7', /documents: 199; 200/],
    ['tokens that are others', 'UPDATE token_chunks SET words = zeroblob(20000)', /fingerprint/],
    ['topics that are others', "UPDATE assignment_chunks SET topics = x'00'", /chunk 0 does not/],
    ['topics that are gone', 'DELETE FROM assignment_chunks', /0 of 1 chunks are there/],
    ['another sweep', 'UPDATE checkpoints SET sweep = 11', /checkpoint of sweep 11 .*does not match/],
    ['derived tables', "UPDATE derived SET data = zeroblob(256) WHERE name = 'topics-4'", /topics-4, part 0/],
    ['another fingerprint', "UPDATE runs SET fingerprint = 'x'", /trained on another corpus/],
    ['a text that is gone', 'DELETE FROM texts WHERE document = 7', /texts: 199; 200/],
    ['a checksum that is gone', 'DELETE FROM portion_checksums', /the texts of documents 0 to 255 have lost/],
    ['places of tokens', "UPDATE token_chunks SET spans = x'00'", /the tokens from document 0 on/],
    ['other settings of a run', `UPDATE runs SET settings = replace(settings, '"seed":7', '"seed":5')`, /settings .*of the run "topics-8"/],
    ['a measurement', 'UPDATE measurements SET log_likelihood_per_token = 0', /the measurement at sweep 10/],
    ['rows of nothing', 'UPDATE texts SET document = 999 WHERE document = 7', /belongs to nothing/],
  ] as const; // prettier-ignore
  for (const [what, sql, expected] of faults) {
    it(`finds ${what}`, () => {
      const file = put(whole);
      const project = ProjectFile.open(file);
      project.database.pragma('foreign_keys = OFF');
      project.database.exec(sql);
      project.close();
      const found = verify(file).problems.map(({ where, what: found }) => `${where}: ${found}`);
      expect(found.join('\n')).to.match(expected);
    });
  }

  // Seen to fail: without `#checkRows` in `verifyProject`, no flip of a name or a label was found.
  it('finds every flipped bit of a text, a name, a label and metadata', async () => {
    const words = { id: 'nameofit', text: 'textofit', label: 'labelofit', other: 'valueofit' };
    const source = writeFiles(folder.path, { 'a.jsonl': `${JSON.stringify(words)}\n` });
    await importCorpus([source], folder.at('b.gibbon'), unfiltered);
    const bytes = fs.readFileSync(folder.at('b.gibbon'));
    expect(verify(put(bytes)).problems).to.deep.equal([]);
    for (const word of Object.values(words)) {
      const places = placesOf(word, bytes);
      // A word of a text also stands in the vocabulary, its index, and the report; a field's name or
      // value in the report of what was read.
      expect(places).to.have.length.of.at.least(word === words.text ? 4 : 1);
      for (const bit of places.flatMap((at) =>
        Array.from({ length: 64 }, (_, bit) => 8 * at + bit),
      )) {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] ^= 1 << (bit & 7);
        expect(isFound(put(flipped)), `${word}, bit ${bit}`).to.equal(true);
      }
    }
  }).timeout(30_000);

  it('says that a file of an older version has no checksums, and finds nothing wrong', () => {
    putOlderProject(1, folder.at('a.gibbon'));
    const before = verify(folder.at('a.gibbon'));
    ProjectFile.open(folder.at('a.gibbon')).close(); // brings it up to date
    for (const { hasChecksums, problems } of [before, verify(folder.at('a.gibbon'))]) {
      expect(problems).to.deep.equal([]);
      expect(hasChecksums).to.equal(false);
    }
  });

  // Seen to fail: with half surrogate pairs, which SQLite takes for bytes, stored as they came.
  // Seen to fail: with the checksums of documents not renewed after the join.
  it('takes a corpus with metadata from a second file for whole', async () => {
    writeFiles(folder.path, { 'meta.csv': 'id,party\na,green\nb,red\n' });
    const source = writeFiles(folder.path, { 'a.tsv': 'a\tx\tone two\nb\ty\tthree four\n' });
    const metadataFile = folder.at('meta.csv');
    await importCorpus([source], folder.at('b.gibbon'), { ...unfiltered, metadataFile });
    const { problems, hasChecksums } = verify(folder.at('b.gibbon'));
    expect(problems).to.deep.equal([]);
    expect(hasChecksums).to.equal(true);
  });

  it('takes texts and names of any characters for whole', async () => {
    const odd = ['\ud83d', '\udca9\ud83d', 'a\u0000b', '\u{1f4a9}', '\ufffd', '\ufeffx', 'é'];
    const lines = odd.map((id) => JSON.stringify({ id, text: `word ${id}`, label: id, [id]: id }));
    const source = writeFiles(folder.path, { 'a.jsonl': lines.join('\n') });
    await importCorpus([source], folder.at('b.gibbon'), unfiltered);
    expect(verify(folder.at('b.gibbon')).problems).to.deep.equal([]);
  });

  // Seen to fail: with a chunk of no tokens, whose places are stored as null, hashed as no bytes.
  it('takes a quarter of a million empty documents for whole', async () => {
    const source = writeFiles(folder.path, { 'a.txt': `${'\n'.repeat(263_000)}one two\n` });
    const options = { ...unfiltered, anyway: true }; // that most are empty is refused otherwise
    await importCorpus([source], folder.at('b.gibbon'), options);
    expect(verify(folder.at('b.gibbon')).problems).to.deep.equal([]);
  }).timeout(30_000);

  // Seen to fail: with SQLite's errors not caught in `verifyProject`.
  it('never stumbles over a flipped bit, and takes no changed tokens or topics for whole', () => {
    const random = new RandomStream({ seed: 11, sweep: 0, unit: 0 });
    const model = modelOf(put(whole));
    let numFound = 0;
    for (let flip = 0; flip < 120; flip++) {
      const bytes = Buffer.from(whole);
      bytes[Math.floor(random.next() * bytes.length)] ^= 1 << Math.floor(random.next() * 8);
      const file = put(bytes);
      if (isFound(file)) numFound++;
      else expect(modelOf(file), `flip ${flip}`).to.deep.equal(model);
    }
    expect(numFound).to.be.greaterThan(3);
  }).timeout(30_000);

  function put(bytes: Buffer): string {
    const file = folder.at('a.gibbon');
    for (const end of ['', '-wal', '-shm']) fs.rmSync(file + end, { force: true });
    fs.writeFileSync(file, bytes);
    return file;
  }
});

function verify(path: string): Verification {
  const file = ProjectFile.open(path, { readOnly: true });
  try {
    return verifyProject(file);
  } finally {
    file.close();
  }
}

function isFound(path: string): boolean {
  try {
    return verify(path).problems.length > 0;
  } catch (error) {
    if (error instanceof UserError) return true;
    throw error;
  }
}

function placesOf(word: string, bytes: Buffer): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1)) places.push(at);
  return places;
}

/** Everything that training depends on. */
function modelOf(path: string): unknown {
  const file = ProjectFile.open(path, { readOnly: true });
  try {
    const corpus = new CorpusStore(file);
    const words = corpus.tokenSource().readWords(0, corpus.summary().numDocuments);
    return [storedState(path)?.model, Buffer.from(words.buffer).toString('hex')];
  } finally {
    file.close();
  }
}
