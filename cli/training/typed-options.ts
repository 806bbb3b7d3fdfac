/** The options of a command as they were typed, to be told to a person who should type them elsewhere. */
import { Command, type Option } from 'commander';
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

/** @param command `train`, after its arguments were parsed. */
export function typedOptions(command: Command): TypedOptions {
  const preparing = flagsOf(addCuttingOptions, addWordOptions);
  const importing = flagsOf(addImportOptions);
  const typed = command.options.filter(
    (option) => command.getOptionValueSource(option.attributeName()) === 'cli',
  );
  const told = (isMeant: (flag: string) => boolean): string[] =>
    typed
      .filter(({ long }) => isMeant(long ?? ''))
      .map((option) => asTyped(option, command.getOptionValue(option.attributeName())))
      .filter((words) => words !== undefined);
  return {
    preparing: told((flag) => preparing.has(flag)),
    importing: told((flag) => importing.has(flag) && !preparing.has(flag)),
    training: told((flag) => !importing.has(flag)),
  };
}

function flagsOf(...adders: readonly ((command: Command) => void)[]): Set<string> {
  const command = new Command();
  for (const add of adders) add(command);
  return new Set(command.options.map(({ long }) => long ?? ''));
}

/** Undefined for the one of `--header` and `--no-header` that was not typed. */
function asTyped(option: Option, value: unknown): string | undefined {
  const flag = option.long ?? option.flags;
  if (typeof value === 'boolean') return value === option.negate ? undefined : flag;
  if (option.negate) return undefined;
  const words = Array.isArray(value) ? value.join(',') : String(value ?? 'none');
  return `${flag} ${shellQuoted(words === '' ? 'none' : words)}`;
}
