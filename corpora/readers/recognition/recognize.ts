/** Chooses the reader of a source. */
import { UserError } from '../../../core/errors.ts';
import type { Reader } from '../reader.ts';
import type { Source } from '../source.ts';
import { checkIsText } from './containers.ts';
import { likelihood, tooClose } from './likelihood.ts';

/**
 * The reader of a source, by its name and its beginning.
 *
 * @throws {UserError} when it is nothing that can be read, or two readings are about equally likely.
 */
export function recognize(source: Source, readers: readonly Reader[]): Reader {
  const ranked = readers
    .map((reader) => ({ reader, value: reader.likelihood(source) }))
    .sort((a, b) => b.value - a.value);
  const [best, second] = ranked;
  checkIsText(source.path, source.head);
  const isPossible = best.value <= likelihood.possible && best.value > likelihood.lastResort;
  const isTied =
    second.value > likelihood.lastResort &&
    best.value - second.value < tooClose &&
    best.value < likelihood.byName;
  if (isPossible || isTied) throw ambiguous(source, best.reader, second.reader);
  return best.reader;
}

function ambiguous(source: Source, first: Reader, second: Reader): UserError {
  return new UserError(
    'format-ambiguous',
    `Cannot tell what ${source.path} is: it may be ${first.about}, or ${second.about}`,
    {
      hint: `Say its format: ${first.format} or ${second.format}.`,
      details: { path: source.path, first: first.format, second: second.format },
    },
  );
}
