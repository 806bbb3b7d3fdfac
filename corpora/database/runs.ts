/** The runs of a project file: their settings, their state and their measurements. */
import type Database from 'better-sqlite3';
import { UserError } from '../../core/errors.ts';
import type { KeptMeasurement } from '../../core/training/session/run-keeper.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import type { ProjectFile } from './project-file.ts';
import type { Value } from './checksum.ts';
import { damagedFile } from './damaged-file.ts';
import { RowChecks, isRowWhole, sealed, sealRow } from './row-checksums.ts';
import { checkRunName } from './run-name.ts';
import { gibbonVersion } from '../version.ts';
import { type StoredRun, readRun } from './stored-run.ts';

export type { RunChange, StoredRun } from './stored-run.ts';

/** What decides a run that is to begin. */
export interface NewRun {
  /** `topics-50` and the like, unless it is given. */
  readonly name?: string | undefined;
  readonly fingerprint: string;
  readonly settings: RunSettings;
  readonly numSweeps: number;
}

export class RunStore {
  readonly #file: ProjectFile;
  readonly #database: Database.Database;
  readonly #checks: RowChecks;

  /** @param options.isChecked false to read everything, damaged or not. */
  constructor(file: ProjectFile, { isChecked = true } = {}) {
    this.#file = file;
    this.#database = file.database;
    this.#checks = new RowChecks(file.path, file.database, { isOn: isChecked });
  }

  /** @throws {UserError} when a run of that name exists, or it cannot be the name of one. */
  create(run: NewRun): StoredRun {
    const name = run.name ?? this.#freeName(`topics-${run.settings.numTopics}`);
    checkRunName(name);
    this.#checkNameIsFree(name, 'new');
    this.#sealed(() => {
      const { lastInsertRowid } = this.#database
        .prepare(
          `INSERT INTO runs (name, fingerprint, settings, state, num_sweeps, created)
           VALUES (?, ?, ?, 'running', ?, ?)`,
        )
        .run(
          name,
          run.fingerprint,
          writeSettings(run.settings, { version: gibbonVersion(), changes: [] }),
          run.numSweeps,
          new Date().toISOString(),
        );
      return lastInsertRowid;
    });
    return this.find(name);
  }

  /** All runs that are whole, the newest first. */
  list(): StoredRun[] {
    return this.#rows().flatMap((row) => {
      const run = this.#read(row);
      return typeof run === 'string' ? [] : [run];
    });
  }

  /** What is damaged of the runs that are left out of the list, in words. */
  damaged(): string[] {
    return this.#rows().flatMap((row) => {
      const run = this.#read(row);
      return typeof run === 'string' ? [run] : [];
    });
  }

  /**
   * The run of that name, or the newest.
   *
   * @throws {UserError} when there is none, or it is damaged.
   */
  find(name?: string): StoredRun {
    const rows = this.#rows();
    const row = name === undefined ? rows[0] : rows.find((other) => other[1] === name);
    const found = row === undefined ? undefined : this.#read(row);
    if (typeof found === 'object') return found;
    if (found !== undefined) {
      throw new UserError(
        'run-damaged',
        `Cannot use the run ${String(row?.[1])} (${this.#file.path}): ${found}`,
        { hint: 'Name another run, or restore the file from a copy.' },
      );
    }
    if (rows.length === 0) {
      throw new UserError(
        'no-runs',
        `Cannot find a run (${this.#file.path}): nothing has been trained on this corpus yet`,
        { hint: 'Train a model first.', details: { file: this.#file.path } },
      );
    }
    throw new UserError(
      'run-unknown',
      `Cannot find the run "${name}" (${this.#file.path}): the file has ${listed(this.list())}`,
      { details: { file: this.#file.path, run: name ?? '' } },
    );
  }

  #rows(): Value[][] {
    return this.#database.prepare<[], Value[]>('SELECT * FROM runs ORDER BY id DESC').raw().all();
  }

  /** A run, or what is wrong with what is stored of it. */
  #read(row: Value[]): StoredRun | string {
    return this.#checks.damage('runs', row) ?? readRun(row);
  }

  addMeasurement(run: StoredRun, measurement: KeptMeasurement): void {
    const { sweep, logLikelihoodPerToken, tokensPerSecond, seconds } = measurement;
    this.#file.write(() => {
      this.#database
        .prepare('INSERT OR REPLACE INTO measurements VALUES (?, ?, ?, ?, ?, ?)')
        .run(sealed([run.id, sweep, logLikelihoodPerToken, tokensPerSecond, seconds]));
    });
  }

  /** Measurements beyond a sweep belong to a stretch that was lost with the process. */
  forgetMeasurementsAfter(run: StoredRun, sweep: number): void {
    this.#file.write(() => {
      this.#database
        .prepare('DELETE FROM measurements WHERE run = ? AND sweep > ?')
        .run(run.id, sweep);
    });
  }

  /** @throws {UserError} when one of them is damaged. */
  measurements(run: StoredRun): KeptMeasurement[] {
    const rows = this.#database
      .prepare<[number], Value[]>('SELECT * FROM measurements WHERE run = ? ORDER BY sweep')
      .raw();
    return rows.all(run.id).map((row): KeptMeasurement => {
      this.#checks.check('measurements', row);
      const isGood = row.slice(1, 5).every((value, at) => at === 2 || Number.isFinite(value));
      if (!isGood)
        throw damagedFile(this.#file.path, `a measurement of "${run.name}" is not a number`);
      const [, sweep, logLikelihoodPerToken, tokensPerSecond, seconds] = row as [
        number, number, number, number | null, number,
      ]; // prettier-ignore
      return { sweep, logLikelihoodPerToken, tokensPerSecond, seconds };
    });
  }

  /** Records what may change when a run is resumed: its state, its total, how it is trained. */
  update(
    run: StoredRun,
    change: Partial<Pick<StoredRun, 'state' | 'numSweeps' | 'settings' | 'version' | 'changes'>>,
  ): void {
    const { state, numSweeps, settings, version, changes } = { ...run, ...change };
    this.#checkIsWhole(run);
    this.#sealed(() => {
      this.#database
        .prepare('UPDATE runs SET state = ?, num_sweeps = ?, settings = ? WHERE id = ?')
        .run(state, numSweeps, writeSettings(settings, { version, changes }), run.id);
      return run.id;
    });
  }

  /** @throws {UserError} when a run of the new name exists, or it cannot be the name of one. */
  rename(run: StoredRun, name: string): void {
    checkRunName(name);
    this.#checkNameIsFree(name, 'renamed');
    this.#checkIsWhole(run);
    this.#sealed(() => {
      this.#database.prepare('UPDATE runs SET name = ? WHERE id = ?').run(name, run.id);
      return run.id;
    });
  }

  /** The number of a run, which may be damaged; undefined when there is none of that name. */
  idOf(name: string): number | undefined {
    const row = this.#rows().find((other) => other[1] === name);
    return row && Number(row[0]);
  }

  /** Deletes a run with its checkpoints and gives the space back to the disk. */
  delete(run: Pick<StoredRun, 'id'>): void {
    this.#file.write(() => {
      this.#database.prepare('DELETE FROM runs WHERE id = ?').run(run.id);
      this.#database.pragma('incremental_vacuum');
    });
  }

  /** Writes a row together with its checksum: a kill between the two would leave it damaged. */
  #sealed(write: () => number | bigint): void {
    this.#file.write(() => {
      sealRow(this.#database, 'runs', write());
    });
  }

  /** Else its damage would get a checksum that holds. */
  #checkIsWhole({ id, name }: StoredRun): void {
    if (isRowWhole(this.#database, 'runs', id)) return;
    throw new UserError(
      'run-damaged',
      `Cannot resume the run "${name}" (${this.#file.path}): its stored settings are damaged`,
      {
        hint: 'Restore the file from a copy, or train a new run.',
        details: { file: this.#file.path, run: name },
      },
    );
  }

  #checkNameIsFree(name: string, run: 'new' | 'renamed'): void {
    if (!this.#names().has(name)) return;
    throw new UserError(
      'run-name-taken',
      `Cannot name the run "${name}" (${this.#file.path}): there is already a run of that name`,
      { hint: 'Choose another name.', details: { file: this.#file.path, name, run } },
    );
  }

  #names(): Set<unknown> {
    return new Set(this.#rows().map(([, name]) => name));
  }

  #freeName(stem: string): string {
    const taken = this.#names();
    let name = stem;
    for (let number = 2; taken.has(name); number++) name = `${stem}-${number}`;
    return name;
  }
}

/** JSON has no infinity: fully asynchronous reading is stored as "inf". */
function writeSettings(
  settings: RunSettings,
  { version, changes }: Pick<StoredRun, 'version' | 'changes'>,
): string {
  const { staleness } = settings;
  return JSON.stringify({
    ...settings,
    staleness: staleness === Infinity ? 'inf' : staleness,
    version,
    ...(changes.length > 0 && { changes }),
  });
}

function listed(runs: readonly StoredRun[]): string {
  const names = runs.slice(0, 5).map((run) => `"${run.name}"`);
  return names.join(', ') + (runs.length > names.length ? ', ...' : '');
}
