import { UserError } from '../../core/errors.ts';
import type { ChosenWords } from './choose-words.ts';

/** The sources hold no document at all. */
export function noDocuments(sources: readonly string[]): UserError {
  return new UserError(
    'no-documents',
    `Cannot import ${sources.join(', ')}: no documents were found`,
    { hint: 'Is it the right file or folder? --format says how it is to be read.' },
  );
}

/** There were documents, but no word of them passed the filters. */
export function nothingLeft({ steps, found }: ChosenWords): UserError {
  const removed = steps
    .filter(({ tokensRemoved }) => tokensRemoved > 0)
    .map(({ filter, tokensRemoved }) => `${filter}: ${tokensRemoved}`);
  const why =
    found.tokens === 0
      ? 'there were none to begin with'
      : `${found.tokens} tokens; ${removed.join('; ')}`;
  return new UserError(
    'no-words',
    `Cannot make a corpus of this: no word is left in any document (${why})`,
    {
      hint:
        found.tokens === 0
          ? 'Are there texts in it? --format and --text-column say where they are; --encoding and --token-pattern how they are read.'
          : 'Switch filters off, such as: --stop-words none --min-length 1 --min-documents 1 --max-document-share none',
    },
  );
}
