/** The runs of a project file: their settings, their state and what was measured on the way. */
import type Database from 'better-sqlite3';
import { UserError, assert } from '../../core/errors.ts';
import type { KeptMeasurement, RunState } from '../../core/training/session/run-keeper.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import type { ProjectFile } from './project-file.ts';
import { isRowWhole, sealed, sealRow } from './row-checksums.ts';

export interface StoredRun {
  readonly id: number;
  readonly name: string;
  readonly fingerprint: string;
  readonly settings: RunSettings;
  readonly state: RunState;
  /** The total that was asked for. */
  readonly numSweeps: number;
  /** What was changed on the way, in that order. */
  readonly changes: readonly RunChange[];
  /** ISO 8601. */
  readonly created: string;
}

/** Where a run went on in another way than before. */
export interface RunChange {
  readonly setting: 'staleness' | 'sampler';
  readonly from: string;
  readonly to: string;
  /** Complete sweeps, and complete steps of the next one. */
  readonly sweep: number;
  readonly step: number;
}

interface RunRow extends Omit<StoredRun, 'settings' | 'changes'> {
  readonly settings: string;
}

const columns =
  'id, name, fingerprint, settings, state, num_sweeps AS numSweeps, created FROM runs';

export class RunStore {
  readonly #file: ProjectFile;
  readonly #database: Database.Database;

  constructor(file: ProjectFile) {
    this.#file = file;
    this.#database = file.database;
  }

  /** @throws {UserError} when a run of that name exists. */
  create(run: {
    name?: string | undefined;
    fingerprint: string;
    settings: RunSettings;
    numSweeps: number;
  }): StoredRun {
    const name = run.name ?? this.#freeName(`topics-${run.settings.numTopics}`);
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
          writeSettings(run.settings, []),
          run.numSweeps,
          new Date().toISOString(),
        );
      return lastInsertRowid;
    });
    return this.find(name);
  }

  /** All runs, the newest first. */
  list(): StoredRun[] {
    return this.#database
      .prepare<[], RunRow>(`SELECT ${columns} ORDER BY id DESC`)
      .all()
      .map(readRow);
  }

  /**
   * The run of that name, or the newest.
   *
   * @throws {UserError} when there is none.
   */
  find(name?: string): StoredRun {
    const runs = this.list();
    const found = name === undefined ? runs[0] : runs.find((run) => run.name === name);
    if (found) return found;
    if (runs.length === 0) {
      throw new UserError(
        'no-runs',
        `Cannot find a run (${this.#file.path}): nothing has been trained on this corpus yet`,
        { hint: 'Train a model first.', details: { file: this.#file.path } },
      );
    }
    throw new UserError(
      'run-unknown',
      `Cannot find the run "${name}" (${this.#file.path}): the file has ${listed(runs)}`,
      { details: { file: this.#file.path, run: name ?? '' } },
    );
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

  measurements(run: StoredRun): KeptMeasurement[] {
    return this.#database
      .prepare<[number], KeptMeasurement>(
        `SELECT sweep, log_likelihood_per_token AS logLikelihoodPerToken,
                tokens_per_second AS tokensPerSecond, seconds
         FROM measurements WHERE run = ? ORDER BY sweep`,
      )
      .all(run.id);
  }

  /** Records what may change when a run goes on: its state, its total, how it is trained. */
  update(
    run: StoredRun,
    change: Partial<Pick<StoredRun, 'state' | 'numSweeps' | 'settings' | 'changes'>>,
  ): void {
    const { state, numSweeps, settings, changes } = { ...run, ...change };
    this.#checkIsWhole(run);
    this.#sealed(() => {
      this.#database
        .prepare('UPDATE runs SET state = ?, num_sweeps = ?, settings = ? WHERE id = ?')
        .run(state, numSweeps, writeSettings(settings, changes), run.id);
      return run.id;
    });
  }

  /** @throws {UserError} when a run of the new name exists. */
  rename(run: StoredRun, name: string): void {
    this.#checkNameIsFree(name, 'renamed');
    this.#checkIsWhole(run);
    this.#sealed(() => {
      this.#database.prepare('UPDATE runs SET name = ? WHERE id = ?').run(name, run.id);
      return run.id;
    });
  }

  /** Deletes a run with its checkpoints and gives the space back to the disk. */
  delete(run: StoredRun): void {
    this.#file.write(() => {
      this.#database.prepare('DELETE FROM runs WHERE id = ?').run(run.id);
      this.#database.pragma('incremental_vacuum');
    });
  }

  /** Writes a row together with its checksum: who is killed between the two would find it damaged. */
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
    if (!this.list().some((run) => run.name === name)) return;
    throw new UserError(
      'run-name-taken',
      `Cannot name the run "${name}" (${this.#file.path}): there is one of that name already`,
      { hint: 'Choose another name.', details: { file: this.#file.path, name, run } },
    );
  }

  #freeName(stem: string): string {
    const taken = new Set(this.list().map((run) => run.name));
    let name = stem;
    for (let number = 2; taken.has(name); number++) name = `${stem}-${number}`;
    return name;
  }
}

function readRow(row: RunRow): StoredRun {
  return { ...row, ...readSettings(row.settings) };
}

/** JSON has no infinity: fully asynchronous reading is stored as "inf". */
function writeSettings(settings: RunSettings, changes: readonly RunChange[]): string {
  const { staleness } = settings;
  return JSON.stringify({
    ...settings,
    staleness: staleness === Infinity ? 'inf' : staleness,
    ...(changes.length > 0 && { changes }),
  });
}

type StoredSettings = Omit<RunSettings, 'staleness'> & {
  readonly staleness: number | 'inf';
  readonly changes?: readonly RunChange[];
};

function readSettings(json: string): Pick<StoredRun, 'settings' | 'changes'> {
  const { changes = [], staleness, ...settings } = JSON.parse(json) as StoredSettings;
  assert(
    staleness === 'inf' || Number.isInteger(staleness),
    `staleness ${staleness} of a stored run`,
  );
  return {
    settings: { ...settings, staleness: staleness === 'inf' ? Infinity : staleness },
    changes,
  };
}

function listed(runs: readonly StoredRun[]): string {
  const names = runs.slice(0, 5).map((run) => `"${run.name}"`);
  return names.join(', ') + (runs.length > names.length ? ', ...' : '');
}
