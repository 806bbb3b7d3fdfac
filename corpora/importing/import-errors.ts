/** The errors of an import as a whole. */
import { UserError } from '../../core/errors.ts';
import { count } from '../../core/numbers.ts';
import { describePlace, type TextDocument } from '../readers/document.ts';
import type { ChosenWords } from './choose-words.ts';

/** The sources hold no document at all. */
export function noDocuments(
  sources: readonly string[],
  verb: 'import' | 'infer the topics of' = 'import',
): UserError {
  return new UserError(
    'no-documents',
    `Cannot ${verb} ${sources.join(', ') || 'documents'}: no documents were found`,
    {
      hint: 'Is it the right file or folder, and read in the right format?',
      details: { sources: sources.join(', ') },
    },
  );
}

/** A model must cover all documents of a corpus. */
export function modelsDiffer(path: string): UserError {
  return new UserError(
    'sources-differ',
    `Cannot import ${path} together with the others: some sources are a model and others are not`,
    { hint: 'Import the model alone.', details: { path, what: 'models' } },
  );
}

/** Texts are given for documents that have their own. */
export function textsAlready(path: string): UserError {
  return new UserError(
    'sources-differ',
    `Cannot add texts to ${path}: texts were found there already; ` +
      'word counts or a model were expected',
    { hint: 'Import the texts alone.', details: { what: 'texts' } },
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
      : `${count(found.tokens, 'token')}; ${removed.join('; ')}`;
  return new UserError(
    'no-words',
    `Cannot make a corpus of this: no word is left in any document (${why})`,
    {
      hint:
        found.tokens === 0
          ? 'Are there texts in it, and read in the right format and encoding?'
          : 'Switch word filters off.',
      details: { tokens: found.tokens },
    },
  );
}

/** A document in which finding words took too long. */
export function textTooSlow({ name, place }: TextDocument, seconds: number): UserError {
  return new UserError(
    'text-too-slow',
    `Cannot find the words of ${describePlace(place)} (document "${name}"): ` +
      `it took longer than ${Math.round(seconds)} seconds`,
    {
      hint:
        'A pattern for words that repeats a repetition, such as (a+)+, may take forever; ' +
        'write it so that each character can be matched in one way only.',
      details: { document: name },
    },
  );
}
