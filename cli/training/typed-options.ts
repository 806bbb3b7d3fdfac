/** The options of a command as they were typed, to be told to a person who should type them elsewhere. */
import { Command } from 'commander';
import { addCuttingOptions, addImportOptions, addWordOptions } from '../importing/options.ts';
import { shellQuoted } from '../speaking/type-again.ts';

/** What was typed, by what it is about. */
export interface TypedOptions {
  /** Says how documents are cut and words chosen: `prepare` takes it. */
  readonly preparing: readonly string[];
  /** Says how sources are read, and where the corpus goes: `import` alone takes it. */
  readonly importing: readonly string[];
  /** All else. */
  readonly training: readonly string[];
}

/**
 * Takes down what will be typed, word for word: what a parser made of it cannot always be typed.
 *
 * @param command `train` with all of its options, before its arguments are parsed.
 * @returns tells what was typed once they were.
 */
export function rememberTyped(command: Command): () => TypedOptions {
  const typed: { readonly flag: string; readonly words: string }[] = [];
  for (const option of command.options) {
    const flag = option.long ?? option.flags;
    command.on(`option:${option.name()}`, (value?: string | null) => {
      typed.push({
        flag,
        words: value === undefined || value === null ? flag : `${flag} ${shellQuoted(value)}`,
      });
    });
  }
  const preparing = flagsOf(addCuttingOptions, addWordOptions);
  const importing = flagsOf(addImportOptions);
  const told = (isMeant: (flag: string) => boolean): string[] =>
    typed.filter(({ flag }) => isMeant(flag)).map(({ words }) => words);
  return () => ({
    preparing: told((flag) => preparing.has(flag)),
    importing: told((flag) => importing.has(flag) && !preparing.has(flag)),
    training: told((flag) => !importing.has(flag)),
  });
}

function flagsOf(...adders: readonly ((command: Command) => void)[]): Set<string> {
  const command = new Command();
  for (const add of adders) add(command);
  return new Set(command.options.map(({ long }) => long ?? ''));
}
