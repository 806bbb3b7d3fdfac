/** A page of help: sections of keys or names and what they mean. */
import { cellWidth } from './cells.ts';
import type { Glyphs } from './glyphs.ts';
import { ruleTitle } from './heading.ts';
import { emptyLine, span, type Line, type Size } from './line.ts';

export interface HelpSection {
  readonly title: string;
  readonly entries: readonly (readonly [name: string, meaning: string])[];
}

/** Sections of names and what they mean, one below the other. */
export function helpPage(sections: readonly HelpSection[], size: Size, glyphs: Glyphs): Line[] {
  const names = sections.flatMap(({ entries }) => entries.map(([name]) => cellWidth(name)));
  const nameWidth = Math.max(...names) + 3;
  const all = sections.flatMap(({ title, entries }) => [
    ruleTitle(title, { width: size.width, glyphs }),
    ...entries.map(([name, meaning]): Line => {
      const gap = ' '.repeat(nameWidth - cellWidth(name));
      return [span('  '), span(name, { role: 'title', bold: true }), span(gap), span(meaning)];
    }),
    emptyLine,
  ]);
  // Where all of it does not fit, the empty lines go first.
  return all.length <= size.height ? all : all.filter((line) => line.length > 0);
}
