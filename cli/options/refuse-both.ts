/**
 * `--header --no-header`: to commander they are one option, of which the last value counts, and so none of
 * its conflicts. Refused in its words all the same.
 */
import type { Command } from 'commander';

/** Refuses, for all options of a command that have one, that they be given with their negation. */
export function refuseBoth(command: Command): void {
  for (const negation of command.options.filter(({ negate }) => negate)) {
    const option = command.options.find(
      (other) => !other.negate && other.attributeName() === negation.attributeName(),
    );
    if (option === undefined) continue;
    const typed = new Set<string>();
    for (const { long } of [option, negation]) {
      command.on(`option:${long?.slice(2)}`, () => {
        typed.add(long ?? '');
        if (typed.size === 1) return;
        command.error(
          `error: option '${option.flags}' cannot be used with option '${negation.flags}'`,
          { code: 'commander.conflictingOption' },
        );
      });
    }
  }
}
