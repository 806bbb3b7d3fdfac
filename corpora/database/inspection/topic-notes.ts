import { UserError } from '../../../core/errors.ts';
import type { ProjectFile } from '../project-file.ts';
import { sealed } from '../row-checksums.ts';

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

  constructor(file: ProjectFile, run: number) {
    this.#file = file;
    this.#run = run;
    const rows = file.database
      .prepare<[number], { topic: number; label: string | null; hidden: number }>(
        'SELECT topic, label, hidden FROM topic_notes WHERE run = ?',
      )
      .all(run);
    for (const { topic, label, hidden } of rows) {
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
        `Cannot note anything about topic ${topic} (${this.#file.path}): the file is read-only here`,
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
