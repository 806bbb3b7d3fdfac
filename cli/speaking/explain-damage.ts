/** Whether an error that nobody expected comes from a project file that is damaged. */
import { CommanderError } from 'commander';
import { UserError } from '../../core/errors.ts';

/**
 * Looks at the project files that were named, before an error is called a fault of gibbon: whatever
 * damage leads to, the damage is what is said.
 *
 * @param args what was typed.
 * @returns the error, or one that names the damage and has the first as its cause.
 */
export async function explainDamage(error: unknown, args: readonly string[]): Promise<unknown> {
  if (!(error instanceof Error) || isExplained(error)) return error;
  const { explainByDamage } = await import('../../corpora/database/explain-by-damage.ts');
  for (const arg of args) {
    const explained = explainByDamage(error, arg);
    if (explained !== undefined) return explained;
  }
  return error;
}

/** Our own errors say what is wrong; those of the operating system are about other things. */
function isExplained(error: Error): boolean {
  if (error instanceof UserError || error instanceof CommanderError) return true;
  const { code } = error as NodeJS.ErrnoException;
  return code !== undefined && !/^(ERR_(?!MODULE|DLOPEN)|SQLITE_(CORRUPT|NOTADB))/.test(code);
}
