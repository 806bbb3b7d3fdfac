import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { UserError } from '../../../core/errors.ts';
import { isProjectFile } from '../../../corpora/database/opening-checks.ts';
import { ProjectFile } from '../../../corpora/database/project-file.ts';
import { CorpusStore } from '../../../corpora/database/corpus-store.ts';
import { RunStore } from '../../../corpora/database/runs.ts';
import { sealRow } from '../../../corpora/database/row-checksums.ts';
import { Database } from '../../../corpora/database/sqlite.ts';
import { verifyProject } from '../../../corpora/database/verify.ts';
import { importCorpus } from '../../../corpora/importing/import-corpus.ts';
import { putOlderProject } from '../../fixtures/older-project.ts';
import { plainSettings } from '../../fixtures/train.ts';
import { unfiltered, writeFiles } from '../import-fixture.ts';
import { testFolder } from '../../fixtures/folder.ts';

/**
 * A killed process leaves a log beside the file, under a name that also fits whatever is put in the
 * file's place. Seen to fail, all of them: on the version before generations, whose files became
 * what the log said, or malformed.
 */
describe('A log beside a project file', () => {
  const folder = testFolder();
  /** The file before anything was trained, closed and copied: what a careful person has. */
  let backup: Buffer;
  let file: string;

  beforeEach(async () => {
    const source = writeFiles(folder.path, { 'a.txt': 'apple pear\nfig apple\npear fig' });
    file = folder.at('a.gibbon');
    await importCorpus([source], file, unfiltered);
    backup = fs.readFileSync(file);
  });

  it('that belongs to it is applied: what was committed is there', () => {
    killed(() => fs.readFileSync(file));
    expect(namesOfRuns()).to.deep.equal(['second', 'first']);
    expect(fs.existsSync(`${file}-wal`)).to.equal(false);
  });

  it('is set aside when a copy was put in the place of the file', () => {
    killed(() => backup);
    expectSetAside('a.gibbon-wal.set-aside', []);
    expect(fs.readFileSync(file).equals(backup)).to.equal(true);
  });

  it('is set aside when the copy was made during the same training', () => {
    let copy: Buffer | undefined;
    killed(
      () => copy!,
      (project) => {
        copy = fs.readFileSync(file);
        create(project, 'between');
      },
    );
    expectSetAside('a.gibbon-wal.set-aside', ['first']);
  });

  it('is set aside when a copy that went on elsewhere was put there', () => {
    const elsewhere = folder.at('b.gibbon');
    fs.writeFileSync(elsewhere, backup);
    const project = ProjectFile.open(elsewhere);
    for (const name of ['other', 'and another']) create(project, name);
    project.close();
    killed(() => fs.readFileSync(elsewhere));
    expectSetAside('a.gibbon-wal.set-aside', ['and another', 'other']);
  });

  it('is set aside when it is no log at all, such as notes of a person', () => {
    for (const end of ['-wal', '-journal']) fs.writeFileSync(file + end, 'do not lose this');
    const project = ProjectFile.open(file);
    project.close();
    for (const end of ['-wal', '-journal']) {
      expect(fs.readFileSync(`${file}${end}.set-aside`, 'utf8')).to.equal('do not lose this');
    }
  });

  it('of the other kind (-journal) is applied to its own file alone', () => {
    const [before, journal, during] = interruptedRollback();
    fs.writeFileSync(file, during);
    fs.writeFileSync(`${file}-journal`, journal);
    expect(namesOfRuns()).to.deep.equal(['first']);
    fs.writeFileSync(file, backup);
    fs.writeFileSync(`${file}-journal`, journal);
    expectSetAside('a.gibbon-journal.set-aside', []);
    expect(before.equals(backup)).to.equal(false);
  });

  it('cannot be set aside where nothing can be written: then the file is not opened', function () {
    if (process.getuid?.() === 0) this.skip(); // root may write everywhere
    killed(() => backup);
    fs.chmodSync(folder.path, 0o555);
    try {
      expect(() => ProjectFile.open(file, { readOnly: true })).to.throw(UserError, /set aside/);
    } finally {
      fs.chmodSync(folder.path, 0o755);
    }
  });

  it('is not missed in a copy of the file alone, which says that it was made during its use', () => {
    killed(() => fs.readFileSync(file));
    fs.rmSync(`${file}-wal`);
    const project = ProjectFile.open(file);
    expect(project.notices.join()).to.match(/was left while in use.* is whole/);
    expect(new RunStore(project).list().map(({ name }) => name)).to.deep.equal(['first']);
    project.close();
    const again = ProjectFile.open(file);
    expect(again.notices).to.deep.equal([]);
    again.close();
  });

  it('that an older gibbon left is applied when the file is whole with it', () => {
    const { log, main } = leftByAnOlderOne();
    fs.writeFileSync(file, main);
    fs.writeFileSync(`${file}-wal`, log);
    expect(namesOfRuns()).to.deep.equal(['of old']);
    fs.writeFileSync(file, main);
    fs.writeFileSync(`${file}-wal`, Buffer.from(log).fill(7, 32 + 24 + 200));
    const project = ProjectFile.open(file);
    expect(new RunStore(project).list().map(({ name }) => name)).to.deep.equal(['first']);
    project.close();
  });

  /** Seen to fail: with the pages of a copy taken as they come. */
  it('or none: a copy torn between two writes is refused, or is one of the two', () => {
    const project = ProjectFile.open(file);
    create(project, 'first');
    const early = fs.readFileSync(file);
    new RunStore(project).delete(new RunStore(project).find());
    project.write(() => {
      for (let n = 0; n < 60; n++) create(project, `run ${n}`); // its tree grows a level
    });
    const late = fs.readFileSync(file);
    project.close();
    let numRefused = 0;
    for (let cut = 16_384; cut < late.length; cut += 16_384) {
      const torn = Buffer.concat([
        early.subarray(0, cut),
        late.subarray(Math.min(cut, early.length)),
      ]);
      fs.writeFileSync(file, torn);
      try {
        const numRuns = namesOfRuns().length;
        expect(numRuns, `cut at ${cut}`).to.be.oneOf([1, 60]);
      } catch (error) {
        expect(error).to.be.instanceOf(UserError);
        expect((error as UserError).message).to.match(/copied in the middle of a write/);
        numRefused++;
      }
    }
    expect(numRefused).to.be.greaterThan(0);
  }).timeout(30_000);

  /** Seen to fail: with nothing looked at before a write, which ruined what had been put there. */
  it('never reaches a file that was copied over this one while it was open', () => {
    const project = ProjectFile.open(file);
    create(project, 'first');
    fs.copyFileSync(putAside(backup), file);
    expect(() => {
      create(project, 'second');
    }).to.throw(UserError, /was overwritten by another file while it was open/);
    project.close();
    expect(fs.readFileSync(file).equals(backup)).to.equal(true);
  });

  /** Seen to fail: with a file that is open here opened and closed beside SQLite. */
  it('is not taken away by another process while this one has the file open', () => {
    const project = ProjectFile.open(file);
    create(project, 'first');
    expect(isProjectFile(file)).to.equal(true);
    ProjectFile.open(file, { readOnly: true }).close();
    const module = new URL('../../../corpora/database/project-file.js', import.meta.url).href;
    const script = `import { ProjectFile } from '${module}'; ProjectFile.open('${file}').close();`;
    execFileSync(process.execPath, ['--input-type=module', '--eval', script]);
    expect(fs.existsSync(`${file}-wal`)).to.equal(true);
    project.close();
    expect(fs.existsSync(`${file}-wal`)).to.equal(false);
  });

  function create(project: ProjectFile, name: string): void {
    const { fingerprint } = new CorpusStore(project).summary();
    new RunStore(project).create({ name, fingerprint, settings: plainSettings, numSweeps: 1 });
  }

  function putAside(bytes: Buffer): string {
    fs.writeFileSync(folder.at('aside'), bytes);
    return folder.at('aside');
  }

  /**
   * The file and its log as after a kill: "first" is in the file, "second" in the log alone.
   *
   * @param main what stands in the place of the file then.
   */
  function killed(
    main: () => Buffer,
    before: (project: ProjectFile) => void = () => undefined,
  ): void {
    const project = ProjectFile.open(file);
    create(project, 'first');
    before(project);
    const { database } = project;
    database.transaction(() => {
      const userVersion = Number(database.pragma('user_version', { simple: true }));
      const { lastInsertRowid } = database
        .prepare(
          `INSERT INTO runs (name, fingerprint, settings, state, num_sweeps, created)
           SELECT 'second', fingerprint, settings, state, num_sweeps, created FROM runs LIMIT 1`,
        )
        .run();
      sealRow(database, 'runs', lastInsertRowid);
      database.pragma(`user_version = ${userVersion + 256}`);
    })();
    const [there, log] = [main(), fs.readFileSync(`${file}-wal`)];
    expect(log.length).to.be.greaterThan(16_384);
    project.close();
    fs.writeFileSync(file, there);
    fs.writeFileSync(`${file}-wal`, log);
  }

  /** A file before, in the middle of and with the journal of a transaction that did not end. */
  function interruptedRollback(): [before: Buffer, journal: Buffer, during: Buffer] {
    const project = ProjectFile.open(file);
    create(project, 'first');
    project.close();
    const before = fs.readFileSync(file);
    const script = `
      import { Database } from '${new URL('../../../corpora/database/sqlite.js', import.meta.url).href}';
      const database = new Database('${file}');
      database.pragma('cache_size = 1');
      database.pragma('foreign_keys = OFF');
      database.exec("BEGIN; UPDATE runs SET name = 'half'; UPDATE documents SET name = 'half'");
      for (let n = 0; n < 200; n++) {
        database.exec("INSERT INTO texts VALUES (" + (n + 9) + ", printf('%.*c', 20000, 'x'))");
      }
      process.kill(process.pid, 'SIGKILL');`;
    try {
      execFileSync(process.execPath, ['--input-type=module', '--eval', script]);
    } catch {
      // It was killed, as it should be.
    }
    return [before, fs.readFileSync(`${file}-journal`), fs.readFileSync(file)];
  }

  /** Files of version 2 have no generation, nor have their logs. */
  function leftByAnOlderOne(): { main: Buffer; log: Buffer } {
    const database = new Database(putOlderProject(2, folder.at('old.gibbon')));
    database.pragma('journal_mode = WAL');
    database.exec("UPDATE runs SET name = 'of old'");
    sealRow(database, 'runs', 1);
    const [main, log] = ['', '-wal'].map((end) =>
      fs.readFileSync(`${folder.at('old.gibbon')}${end}`),
    );
    database.close();
    return { main: main!, log: log! };
  }

  function expectSetAside(name: string, runs: string[]): void {
    const project = ProjectFile.open(file, { readOnly: true });
    expect(project.notices.join('\n')).to.contain(`is now ${name}`);
    expect(verifyProject(project).problems).to.deep.equal([]);
    expect(new RunStore(project).list().map((run) => run.name)).to.deep.equal(runs);
    project.close();
    expect(fs.readdirSync(folder.path)).to.contain(name);
  }

  function namesOfRuns(): string[] {
    const project = ProjectFile.open(file);
    try {
      return new RunStore(project).list().map(({ name }) => name);
    } finally {
      project.close();
    }
  }
});
