/** Which fields documents have, to say so where none has the one that was asked for. */
import type { Metadata } from '../readers/document.ts';
import { fieldValue, labelField } from './field-value.ts';

/** Named at most. */
const mostNames = 20;

export class FieldNames {
  readonly #usable = new Set<string>();
  readonly #all = new Set<string>();

  add(document: { label: string | undefined; metadata: Metadata | undefined }): void {
    if (document.label !== undefined) this.#usable.add(labelField);
    for (const name of Object.keys(document.metadata ?? {})) {
      this.#all.add(name.normalize('NFC'));
      if (fieldValue(name, document) !== undefined) this.#usable.add(name);
    }
  }

  /** What is found where no document has a value of the field. */
  describe(field: string): string {
    const isThere = this.#all.has(field.normalize('NFC'));
    const missing = isThere
      ? 'no document has a text or a number there'
      : 'no document has this field';
    if (this.#usable.size === 0) return isThere ? missing : `${missing}; they have no metadata`;
    return `${missing}; they have ${[...this.#usable].slice(0, mostNames).join(', ')}`;
  }

  /** What to do about it. */
  get hint(): string {
    return this.#usable.size === 0
      ? 'Import the texts with metadata.'
      : 'Name one of these fields.';
  }
}
