/** What a person notes about topics: labels, which are hidden, which are shown as one. */
import { UserError } from '../../../core/errors.ts';
import type { CarriedFrom } from '../../../core/inspection/inspection.ts';
import type { ProjectFile } from '../project-file.ts';
import type { Value } from '../checksum.ts';
import { type CheckedTable, RowChecks, hasTable, sealed } from '../row-checksums.ts';

export interface TopicNote {
  readonly label: string | undefined;
  readonly hidden: boolean;
  /** The name that it shares with the topics of its group. */
  readonly group: string | undefined;
  /** Set while nobody has confirmed what came from another run. */
  readonly carried: CarriedFrom | undefined;
}

const none: TopicNote = { label: undefined, hidden: false, group: undefined, carried: undefined };

/** Labels, groups and hidden topics of a run, in the project file. */
export class TopicNotes {
  readonly #file: ProjectFile;
  readonly #run: number;
  readonly #say: (message: string) => void;
  readonly #notes = new Map<number, TopicNote>();
  readonly #said = new Set<string>();

  /** @param say receives a message about damaged notes, which are left out. */
  constructor(file: ProjectFile, run: number, say: (message: string) => void) {
    this.#file = file;
    this.#run = run;
    this.#say = say;
    this.readAgain();
  }

  /** To be called in a transaction that decides by these notes: other processes write some, too. */
  readAgain(): void {
    this.#notes.clear();
    this.#read();
  }

  of(topic: number): TopicNote {
    return this.#notes.get(topic) ?? none;
  }

  /** The topics that anything is noted about, rising, with what is. */
  all(): (readonly [topic: number, note: TopicNote])[] {
    return [...this.#notes].filter(([, note]) => !isEmpty(note)).sort(([a], [b]) => a - b);
  }

  /**
   * Notes something, beside what others have noted of the topic; what was carried over before is a
   * person's own from then on.
   *
   * @throws {UserError} when the project file cannot be written.
   */
  set(topic: number, change: Partial<TopicNote>): void {
    if (this.#file.readOnly) {
      throw new UserError(
        'read-only',
        `Cannot note anything about topic ${topic} (${this.#file.path}): the file is read-only here`,
        { hint: 'Copy it to a place where you may write.' },
      );
    }
    const noted = this.#file.write(() => {
      this.#notes.delete(topic);
      this.#read(topic);
      const note = { ...this.of(topic), carried: undefined, ...change };
      this.#write(topic, note);
      return note;
    });
    this.#notes.set(topic, noted);
  }

  /** What is in the file, of one topic or of all. */
  #read(only?: number): void {
    for (const [, topic, label, hidden] of this.#rows('topic_notes', only)) {
      this.#add(topic, { label: (label as string | null) ?? undefined, hidden: hidden === 1 });
    }
    for (const [, topic, name] of this.#rows('topic_groups', only)) {
      this.#add(topic, { group: String(name) });
    }
    for (const [, topic, run, from, similarity] of this.#rows('carried_notes', only)) {
      const carried = { run: String(run), topic: Number(from), similarity: Number(similarity) };
      this.#add(topic, { carried });
    }
  }

  #write(topic: number, { label, hidden, group, carried }: TopicNote): void {
    const place = [this.#run, topic];
    this.#replace('topic_notes', place, [label ?? null, hidden ? 1 : 0]);
    this.#replace('topic_groups', place, group === undefined ? undefined : [group]);
    const from = carried && [carried.run, carried.topic, carried.similarity];
    this.#replace('carried_notes', place, from);
  }

  #replace(
    table: CheckedTable,
    place: readonly Value[],
    values: readonly Value[] | undefined,
  ): void {
    const { database } = this.#file;
    database.prepare(`DELETE FROM ${table} WHERE run = ? AND topic = ?`).run(place);
    if (values === undefined) return;
    const row = sealed([...place, ...values]);
    database.prepare(`INSERT INTO ${table} VALUES (${row.map(() => '?').join(', ')})`).run(row);
  }

  /** The rows of the run, or of one topic, that are whole. */
  *#rows(
    table: CheckedTable,
    topic: number | undefined,
  ): Generator<readonly [number, number, ...Value[]]> {
    const { path, database } = this.#file;
    if (!hasTable(database, table)) return; // of an older version, and only read
    const checks = new RowChecks(path, database);
    const rows = database
      .prepare<{ run: number; topic: number | null }, Value[]>(
        `SELECT * FROM ${table} WHERE run = @run AND (@topic IS NULL OR topic = @topic)`,
      )
      .raw();
    for (const row of rows.all({ run: this.#run, topic: topic ?? null })) {
      const damage = checks.damage(table, row);
      if (damage === undefined) yield row as unknown as readonly [number, number, ...Value[]];
      else this.#sayOnce(`Of ${path}, ${damage}; it is left out.`);
    }
  }

  #sayOnce(message: string): void {
    if (!this.#said.has(message)) this.#say(message);
    this.#said.add(message);
  }

  #add(topic: number, part: Partial<TopicNote>): void {
    this.#notes.set(topic, { ...this.of(topic), ...part });
  }
}

function isEmpty({ label, hidden, group }: TopicNote): boolean {
  return label === undefined && !hidden && group === undefined;
}
