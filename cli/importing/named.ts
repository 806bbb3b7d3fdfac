/** A number of things and the first of their names, as the report writes them. */
import type { Named } from '../../corpora/importing/report.ts';
import { grouped } from '../components/numbers.ts';

/** How many, and the first five by name. */
export function named({ count: number, names }: Named): string {
  const shown = names.slice(0, 5).join(', ');
  return `${grouped(number)} (${shown}${number > 5 ? ', ...' : ''})`;
}
