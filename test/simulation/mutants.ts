/** Real code with a planted fault: the compiled module, one piece of its text replaced. */
import { readFileSync } from 'node:fs';
import { type Code, soundCode } from './training-system.ts';

export interface Mutant {
  readonly fault: string;
  /** Below core/, without extension. */
  readonly module: string;
  readonly replace: RegExp;
  readonly by: string;
}

/** @throws when the text to be replaced is not there, or more than once. */
export async function plant({ module, replace, by }: Mutant): Promise<Code> {
  const url = new URL(`../../core/${module}.js`, import.meta.url);
  const text = readFileSync(url, 'utf8');
  const found = text.match(new RegExp(replace, 'g'))?.length ?? 0;
  if (found !== 1) throw new Error(`${found} pieces of ${module} match ${replace.source}`);
  const mutated = text
    .replace(replace, by)
    .replaceAll(
      /from ["'](\.[^"']*)["']/g,
      (_, path: string) => `from '${new URL(path, url).href}'`,
    )
    .replaceAll(/^\/\/# sourceMappingURL.*$/gm, '');
  const exports = (await import(
    `data:text/javascript,${encodeURIComponent(mutated)}`
  )) as Partial<Code>;
  const names = Object.keys(soundCode) as (keyof Code)[];
  const replaced = names.filter((name) => exports[name] !== undefined);
  return Object.assign({}, soundCode, ...replaced.map((name) => ({ [name]: exports[name] })));
}
