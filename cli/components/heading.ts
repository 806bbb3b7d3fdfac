/** The headline of a screen, and the titles within it. */
import type { Glyphs } from './glyphs.ts';
import { cellWidth } from './cells.ts';
import { lineWidth, span, spread, type Line, type Span } from './line.ts';

/** The top line: the path at the left, facts at the right. */
export function heading(
  { path, facts }: { path: readonly string[]; facts: readonly string[] },
  { width, glyphs }: { width: number; glyphs: Glyphs },
): Line {
  const left: Span[] = [span(' ')];
  path.forEach((name, index) => {
    if (index > 0) left.push(span(glyphs.crumb, 'muted'));
    const isLast = index === path.length - 1;
    left.push(span(name, isLast ? { role: 'title', bold: true } : 'muted'));
  });
  // The facts give way one by one, the last first, before the name is cut.
  for (let kept = facts.length; kept > 0; kept--) {
    const right = facts.slice(0, kept).join(glyphs.dot);
    if (lineWidth(left) + cellWidth(right) + 3 <= width) {
      return spread(left, [span(right, 'muted'), span(' ')], width);
    }
  }
  return spread(left, [], width);
}

/**
 * The title of a part of a screen, with a rule to the end of the line, as far as the rows below it
 * go. The text at its right end gives way where there is no room.
 */
export function ruleTitle(
  title: string | Line,
  { width, glyphs, right = [] }: { width: number; glyphs: Glyphs; right?: string | Line },
): Line {
  const start = typeof title === 'string' ? [span(` ${title} `, { bold: true })] : title;
  const end = typeof right === 'string' ? [span(` ${right} `, 'muted')] : right;
  const rest = width - lineWidth(start);
  const after = Math.max(0, Math.min(2, rest - lineWidth(end) - 1));
  const rule = rest - lineWidth(end) - after;
  if (end.length === 0 || rule < 0)
    return [...start, span(glyphs.rule.repeat(Math.max(0, rest)), 'muted')];
  return [
    ...start,
    span(glyphs.rule.repeat(rule), 'muted'),
    ...end,
    span(glyphs.rule.repeat(after), 'muted'),
  ];
}
