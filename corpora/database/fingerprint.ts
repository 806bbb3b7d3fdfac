/** The fingerprint of a corpus, which a run remembers. */
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { UserError } from '../../core/errors.ts';
import type { ProjectFile } from './project-file.ts';

/** The fingerprint of a corpus (see `ChunkWriter`), worked out from its words and tokens. */
export function computeFingerprint(database: Database.Database): string {
  const names = createHash('sha256');
  const words = database.prepare<[], string>('SELECT word FROM words ORDER BY id').pluck();
  for (const word of words.iterate()) names.update(`${word}\n`);
  const lengths = createHash('sha256');
  const tokens = createHash('sha256');
  const chunks = database.prepare<[], { lengths: Buffer; words: Buffer }>(
    'SELECT lengths, words FROM token_chunks ORDER BY chunk',
  );
  for (const chunk of chunks.iterate()) {
    lengths.update(chunk.lengths);
    tokens.update(chunk.words);
  }
  return createHash('sha256')
    .update(names.digest())
    .update(lengths.digest())
    .update(tokens.digest())
    .digest('hex');
}

/** @throws {UserError} when words or tokens are not those that were imported. */
export function checkFingerprint(file: ProjectFile, expected: string): void {
  if (computeFingerprint(file.database) === expected) return;
  throw new UserError(
    'file-damaged',
    `Cannot train in ${file.path}: it is damaged: its tokens do not match their fingerprint`,
    {
      hint: 'Restore it from a copy, or import the texts again.',
      details: { file: file.path, found: 'tokens' },
    },
  );
}
