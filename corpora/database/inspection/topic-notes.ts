/** What a person notes about topics: labels, and which are hidden. */
import { UserError } from '../../../core/errors.ts';
import type { ProjectFile } from '../project-file.ts';
import type { Value } from '../checksum.ts';
import { RowChecks, sealed } from '../row-checksums.ts';

interface Note {
  readonly label: string | undefined;
  readonly hidden: boolean;
}

const none: Note = { label: undefined, hidden: false };

/** Labels and hidden topics of a run, in the project file. */
export class TopicNotes {
  readonly #file: ProjectFile;
  readonly #run: number;
  readonly #notes = new Map<number, Note>();

  /** @param say takes a word about labels that are damaged: they are left out. */
  constructor(file: ProjectFile, run: number, say: (message: string) => void) {
    this.#file = file;
    this.#run = run;
    const checks = new RowChecks(file.path, file.database);
    const rows = file.database
      .prepare<[number], Value[]>('SELECT * FROM topic_notes WHERE run = ?')
      .raw();
    for (const row of rows.all(run)) {
      const damage = checks.damage('topic_notes', row);
      if (damage !== undefined) {
        say(`Of ${file.path}, ${damage}; it is left out.`);
        continue;
      }
      const [, topic, label, hidden] = row as [number, number, string | null, number];
      this.#notes.set(topic, { label: label ?? undefined, hidden: hidden === 1 });
    }
  }

  of(topic: number): Note {
    return this.#notes.get(topic) ?? none;
  }

  /** @throws {UserError} when the project file cannot be written. */
  set(topic: number, change: Partial<Note>): void {
    if (this.#file.readOnly) {
      throw new UserError(
        'read-only',
        `Cannot save a note on topic ${topic} (${this.#file.path}): the file is read-only`,
        { hint: 'Copy it to a place where you may write.' },
      );
    }
    const note = { ...this.of(topic), ...change };
    const row = sealed([this.#run, topic, note.label ?? null, note.hidden ? 1 : 0]);
    this.#file.write(() => {
      this.#file.database
        .prepare('INSERT OR REPLACE INTO topic_notes VALUES (?, ?, ?, ?, ?)')
        .run(row);
    });
    this.#notes.set(topic, note);
  }
}
