/**
 * The crash machine: kills the program at random moments, over and over, looks at what is left each
 * time, lets it go on, and compares the end with that of a program that was never disturbed.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RandomStream } from '../../core/random/stream.ts';
import { CorpusStore } from '../../corpora/database/corpus-store.ts';
import { ProjectFile } from '../../corpora/database/project-file.ts';
import { verifyProject } from '../../corpora/database/verify.ts';
import { type Ended, Gibbon, eventsOf, gibbon, sampleTexts } from '../end-to-end/gibbon.ts';
import { type StoredState, storedState } from '../fixtures/stored-state.ts';

export interface CrashOptions {
  readonly numKills: number;
  /** Decides the moments, as far as a clock can be decided. */
  readonly seed: number;
  readonly tell?: (line: string) => void;
}

export interface CrashResult {
  /** Processes that died of SIGKILL. */
  kills: number;
  /** Of these, while a checkpoint was being written or the file was being filled. */
  leftALog: number;
  /** Complete runs or imports that were compared with undisturbed ones. */
  compared: number;
  /** Copies of the file whose log was cut at a random byte, as a power cut may leave it. */
  tornLogs: number;
  acknowledged: number;
  /** Copies of the file alone, made while it was trained in, after a kill, or after a restoration. */
  copies: number;
  /** Of these, recognised as torn between two writes and refused. */
  tornCopies: number;
  /** Copies put in the place of a killed file, whose log stayed where it was. */
  restored: number;
  /** What went wrong: must be empty. */
  readonly findings: string[];
}

const numSweeps = 400;
const trainingOptions = ['--topics', '8', '--seed', '7', '--blocks', '4', '--json'];

/** Kills `train` and `resume` in lockstep. */
export async function crashTraining(options: CrashOptions): Promise<CrashResult> {
  return inFolder(async (folder) => new TrainingCrashes(folder, options).run());
}

/** Kills `import`, into a new file and over an old one. */
export async function crashImport(options: CrashOptions): Promise<CrashResult> {
  return inFolder(async (folder) => new ImportCrashes(folder, options).run());
}

abstract class Crashes {
  protected readonly folder: string;
  protected readonly options: CrashOptions;
  protected readonly random: RandomStream;
  protected readonly result: CrashResult = {
    kills: 0, leftALog: 0, compared: 0, tornLogs: 0, acknowledged: 0, copies: 0, tornCopies: 0,
    restored: 0, findings: [],
  }; // prettier-ignore

  constructor(folder: string, options: CrashOptions) {
    this.folder = folder;
    this.options = options;
    this.random = new RandomStream({ seed: options.seed, sweep: 0, unit: 0 });
  }

  protected at(name: string): string {
    return path.join(this.folder, name);
  }

  protected below(limit: number): number {
    return Math.floor(this.random.next() * limit);
  }

  protected found(what: string): void {
    this.result.findings.push(what);
    this.options.tell?.(`FOUND: ${what}`);
  }

  protected tell(): void {
    const { kills, compared } = this.result;
    if (kills % 20 === 0) this.options.tell?.(`${kills} kills, ${compared} compared`);
  }

  /**
   * Starts a command and kills it: a few while they start, most at a random moment after they have
   * begun to work. Tells how it ended.
   */
  protected async startAndKill(
    args: readonly string[],
    {
      begun,
      mostMilliseconds,
      meanwhile = () => undefined,
    }: {
      begun: (started: Gibbon) => boolean;
      mostMilliseconds: number;
      /** Called at a random moment before the kill. */
      meanwhile?: (started: Gibbon) => void;
    },
  ): Promise<Ended> {
    const started = new Gibbon(args, { cwd: this.folder });
    let isOver = false;
    const ended = started.ended.finally(() => (isOver = true));
    const isEarly = this.below(4) === 0;
    while (!isEarly && !isOver && !begun(started)) await sleep(5);
    const wait = this.random.next() * mostMilliseconds;
    const before = this.random.next() * wait;
    await Promise.race([sleep(before), ended]);
    meanwhile(started);
    await Promise.race([sleep(wait - before), ended]);
    started.kill('SIGKILL');
    const { signal, status, stderr } = await ended;
    if (signal === 'SIGKILL') this.result.kills++;
    else if (status !== 0) this.found(`it failed by itself: ${stderr}`);
    return ended;
  }

  protected expectWhole(file: string, when: string): void {
    const project = ProjectFile.open(file);
    try {
      for (const { where, what } of verifyProject(project).problems) {
        this.found(`${when}: ${where}: ${what}`);
      }
    } finally {
      project.close();
    }
  }
}

class TrainingCrashes extends Crashes {
  readonly #file = this.at('crash.gibbon');
  /** The last checkpoint that the program said was safe. */
  #acknowledged = -1;
  /** A copy of the same run, made earlier. */
  #kept: { readonly bytes: Buffer; readonly sweep: number } | undefined;

  async run(): Promise<CrashResult> {
    fs.writeFileSync(this.at('texts.txt'), sampleTexts());
    const fresh = this.at('fresh.gibbon');
    await mustSucceed(['import', 'texts.txt', '--into', fresh], this.folder);
    const undisturbed = this.at('undisturbed.gibbon');
    fs.copyFileSync(fresh, undisturbed);
    await mustSucceed(['train', undisturbed, ...this.#options()], this.folder);
    const expected = storedState(undisturbed)!;
    while (this.result.kills < this.options.numKills) {
      fs.copyFileSync(fresh, this.#file);
      await this.#killUntilDone();
      this.#compare(expected);
    }
    return this.result;
  }

  #options(): string[] {
    return [...trainingOptions, '--sweeps', String(numSweeps), ...this.#anyWay()];
  }

  /** What may differ between the pieces of a run without changing its bytes. */
  #anyWay(): string[] {
    const workers = 1 + this.below(3);
    const interval = ['1', '5', '20', '1s'][this.below(4)];
    return ['--workers', String(workers), '--checkpoint-every', interval];
  }

  async #killUntilDone(): Promise<void> {
    this.#acknowledged = -1;
    this.#kept = undefined;
    for (let isDone = false; !isDone;) {
      const isNew = !this.#hasRun();
      const args = isNew
        ? ['train', this.#file, ...this.#options()]
        : ['resume', this.#file, '--json', ...this.#anyWay()];
      const ended = await this.startAndKill(args, {
        begun: ({ stdout }) => stdout !== '',
        mostMilliseconds: 400,
        meanwhile: ({ stdout }) => {
          this.#copy(Math.max(this.#acknowledged, lastCheckpoint(stdout)), 'during a training');
        },
      });
      for (const { event, sweep } of eventsOf(ended.stdout)) {
        if (event !== 'checkpoint') continue;
        this.#acknowledged = Number(sweep);
        this.result.acknowledged++;
      }
      if (ended.signal === 'SIGKILL') {
        this.#copy(this.#acknowledged, `after kill ${this.result.kills}`);
        if (this.below(2) === 0) this.#restore();
        else this.#examine();
      }
      isDone = ended.signal === null;
      this.tell();
    }
  }

  #hasRun(): boolean {
    const file = ProjectFile.open(this.#file, { readOnly: true });
    try {
      return file.database.prepare('SELECT 1 FROM runs').get() !== undefined;
    } finally {
      file.close();
    }
  }

  /**
   * A copy of the file alone, as a person makes it: whole, and not behind what was acknowledged when
   * it was begun; or it says that it was torn. Kept, to be restored some time.
   */
  #copy(acknowledged: number, when: string): void {
    const copy = this.at('copy.gibbon');
    fs.copyFileSync(this.#file, copy);
    this.result.copies++;
    const kept = fs.readFileSync(copy);
    try {
      this.expectWhole(copy, `a copy ${when}`);
    } catch (error) {
      if (!/copied in the middle/.test((error as Error).message)) throw error;
      this.result.tornCopies++;
      return;
    }
    const sweep = storedState(copy)?.sweep ?? -1;
    if (sweep < acknowledged) {
      this.found(`a copy ${when}: sweep ${acknowledged} was acknowledged, ${sweep} is there`);
    }
    if (this.below(3) === 0 || this.#kept === undefined) this.#kept = { bytes: kept, sweep };
  }

  /** An older copy in the place of the killed file: the log that the kill left is not its own. */
  #restore(): void {
    if (this.#kept === undefined) return;
    const when = `a copy restored after kill ${this.result.kills}`;
    fs.writeFileSync(this.#file, this.#kept.bytes);
    this.expectWhole(this.#file, when);
    this.result.restored++;
    const sweep = storedState(this.#file)?.sweep ?? -1;
    // A log that was begun on the very state that was copied goes on from there.
    if (sweep < this.#kept.sweep) {
      this.found(`${when}: it was of sweep ${this.#kept.sweep}, ${sweep} is there`);
    }
    this.#acknowledged = sweep;
    this.#copy(sweep, 'of a restored file');
  }

  /** What a killed process left: whole, and not behind what it had acknowledged. */
  #examine(): void {
    const when = `after kill ${this.result.kills}`;
    const log = `${this.#file}-wal`;
    if (fs.existsSync(log) && fs.statSync(log).size > 0) {
      this.result.leftALog++;
      this.#tearLog(log, when);
    }
    this.expectWhole(this.#file, when);
    const sweep = storedState(this.#file)?.sweep ?? -1;
    if (sweep < this.#acknowledged) {
      this.found(`${when}: sweep ${this.#acknowledged} was acknowledged, ${sweep} is there`);
    }
  }

  /** A copy as it were if only the beginning of the log had reached the disk. */
  #tearLog(log: string, when: string): void {
    const copy = this.at('torn.gibbon');
    fs.copyFileSync(this.#file, copy);
    const bytes = fs.readFileSync(log);
    fs.writeFileSync(`${copy}-wal`, bytes.subarray(0, this.below(bytes.length)));
    this.expectWhole(copy, `${when}, with its log torn`);
    this.result.tornLogs++;
    for (const end of ['', '-wal', '-shm']) fs.rmSync(copy + end, { force: true });
  }

  #compare(expected: StoredState): void {
    const found = storedState(this.#file);
    this.result.compared++;
    for (const part of ['sweep', 'step', 'state', 'model'] as const) {
      if (found?.[part] !== expected[part]) {
        this.found(`the ${part} is ${found?.[part]}, undisturbed ${expected[part]}`);
      }
    }
    if (found?.measurements.join() !== expected.measurements.join()) {
      this.found('the measured likelihoods differ from the undisturbed ones');
    }
  }
}

class ImportCrashes extends Crashes {
  readonly #file = this.at('crash.gibbon');

  async run(): Promise<CrashResult> {
    fs.writeFileSync(this.at('old.txt'), sampleTexts({ numDocuments: 50 }));
    fs.writeFileSync(this.at('new.txt'), sampleTexts({ numDocuments: 4_000 }));
    const [before, after] = [this.at('old.gibbon'), this.at('new.gibbon')];
    await mustSucceed(['import', 'old.txt', '--into', before], this.folder);
    const started = performance.now();
    await mustSucceed(['import', 'new.txt', '--into', after], this.folder);
    const usualTime = performance.now() - started;
    const expected = { before: fingerprintOf(before), after: fingerprintOf(after) };
    while (this.result.kills < this.options.numKills) {
      const isReplacing = this.below(2) === 1;
      this.#clear();
      if (isReplacing) fs.copyFileSync(before, this.#file);
      await this.#killUntilDone({ isReplacing, usualTime, expected });
    }
    return this.result;
  }

  #clear(): void {
    for (const end of ['', '-wal', '-shm']) fs.rmSync(this.#file + end, { force: true });
  }

  async #killUntilDone(import_: {
    isReplacing: boolean;
    usualTime: number;
    expected: { before: string; after: string };
  }): Promise<void> {
    const { isReplacing, usualTime, expected } = import_;
    let leftBefore = this.#leftovers();
    for (let kills = 0; ; kills++) {
      const args = ['import', 'new.txt', '--into', this.#file, '--replace'];
      const ended = await this.startAndKill(args, {
        begun: () => this.#leftovers().some((name) => !leftBefore.includes(name)),
        // The last one is left in peace, so that there is something to compare.
        mostMilliseconds: kills < 4 ? usualTime : 60_000,
      });
      leftBefore = this.#leftovers();
      this.tell();
      const found = fs.existsSync(this.#file) ? fingerprintOf(this.#file) : undefined;
      if (ended.signal === null) {
        this.#expectDone(found, expected.after);
        return;
      }
      const when = `after kill ${this.result.kills}`;
      if (found === expected.after) {
        this.expectWhole(this.#file, when);
        this.result.compared++;
        return; // killed after all was done
      }
      if (found !== (isReplacing ? expected.before : undefined)) {
        this.found(`${when}: the file is neither the old one nor the new one`);
      }
      if (this.#leftovers().length > 0) this.result.leftALog++;
    }
  }

  #expectDone(found: string | undefined, expected: string): void {
    this.result.compared++;
    this.expectWhole(this.#file, 'after an import that was repeated');
    if (found !== expected) this.found('the import that was repeated differs');
    const leftovers = this.#leftovers();
    if (leftovers.length > 0) this.found(`left behind: ${leftovers.join(', ')}`);
  }

  #leftovers(): string[] {
    return fs.readdirSync(this.folder).filter((name) => name.includes('.importing-'));
  }
}

function lastCheckpoint(stdout: string): number {
  const last = eventsOf(stdout).findLast(({ event }) => event === 'checkpoint');
  return last === undefined ? -1 : Number(last['sweep']);
}

function fingerprintOf(path: string): string {
  const file = ProjectFile.open(path, { readOnly: true });
  try {
    return new CorpusStore(file).summary().fingerprint;
  } finally {
    file.close();
  }
}

async function mustSucceed(args: readonly string[], cwd: string): Promise<void> {
  const { status, stderr } = await gibbon(args, { cwd });
  if (status !== 0) throw new Error(`gibbon ${args.join(' ')}: ${stderr}`);
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-crash-'));
  try {
    return await work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
