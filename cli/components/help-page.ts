/** A page of help: sections of keys or names and what they mean. */
import { cellWidth } from './cells.ts';
import type { Glyphs } from './glyphs.ts';
import { ruleTitle } from './heading.ts';
import type { ListExtent } from './list-window.ts';
import { emptyLine, span, type Line, type Size } from './line.ts';
import { wrap } from './wrap.ts';

export interface HelpSection {
  readonly title: string;
  readonly entries: readonly (readonly [name: string, meaning: string])[];
}

/** Meanings are never narrower than this: on a narrow screen they stand below the names. */
const leastMeaningWidth = 24;

/**
 * Sections of names and what they mean, one below the other, whole: long meanings go on in the next
 * line, and whoever shows the page scrolls it.
 */
export function helpPage(sections: readonly HelpSection[], size: Size, glyphs: Glyphs): Line[] {
  const all = sections.flatMap((section) => sectionLines(section, sections, size.width, glyphs));
  // Where all of it does not fit, the empty lines go first.
  return all.length <= size.height ? all : all.filter((line) => line.length > 0);
}

function sectionLines(
  { title, entries }: HelpSection,
  sections: readonly HelpSection[],
  width: number,
  glyphs: Glyphs,
): Line[] {
  const names = sections.flatMap((section) => section.entries.map(([name]) => cellWidth(name)));
  const indent = Math.max(...names) + 5;
  const isBelow = width - indent < leastMeaningWidth;
  return [
    ruleTitle(title, { width, glyphs }),
    ...entries.flatMap(([name, meaning]): Line[] => {
      const start = span(`  ${name}`, { role: 'title', bold: true });
      const [first, ...rest] = wrap(meaning, Math.max(8, width - (isBelow ? 5 : indent + 1)));
      const below = (text: string): Line => [span(' '.repeat(isBelow ? 4 : indent)), span(text)];
      if (isBelow) return [[start], below(first!), ...rest.map(below)];
      const gap = ' '.repeat(indent - 2 - cellWidth(name));
      return [[start, span(gap), span(first!)], ...rest.map(below)];
    }),
    emptyLine,
  ];
}

/** How far a page scrolls: its last line tells of what is below, where not all of it fits. */
export function helpExtent(page: readonly Line[], height: number): ListExtent {
  return { total: page.length, visible: page.length <= height ? height : height - 1 };
}

/** The visible lines of a page from line `first` on, as far as there are any, and how many there are. */
export function helpWindow(page: readonly Line[], first: number, height: number): readonly Line[] {
  if (page.length <= height) return page;
  const start = Math.min(first, page.length - height + 1);
  const rest = page.length - start - height + 1;
  const below = rest > 0 ? ` ↓ ${rest} more ${rest === 1 ? 'line' : 'lines'}` : ' ↑ that is all';
  return [...page.slice(start, start + height - 1), [span(below, 'muted')]];
}
