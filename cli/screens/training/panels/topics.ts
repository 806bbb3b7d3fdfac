/** The topics as they form. */
import type { Glyphs } from '../../../components/glyphs.ts';
import { joinFitting, lineWidth, span, type Line, type Span } from '../../../components/line.ts';
import { grouped, percent } from '../../../components/numbers.ts';
import type { TopicLine, TopicLines } from '../state.ts';

/** The topics as they form, one line each; words that are new since the last time stand out. */
export function topicsPanel(
  { lines, sweep }: TopicLines,
  { width, height }: { width: number; height: number },
  glyphs: Glyphs,
): Line[] {
  const title: Span[] = [span(' topics as they form', { bold: true })];
  if (lines.length === 0) {
    return [title, [span(' they appear after the first sweeps', 'muted')]].slice(0, height);
  }
  const shown = lines.slice(0, Math.max(0, height - 1));
  const count =
    shown.length < lines.length ? `the ${shown.length} largest of ${lines.length}` : 'all of them';
  const when = sweep < 0 ? 'in a part of the documents' : `sweep ${grouped(sweep)}`;
  title.push(span(`  ${count}, ${when}`, 'muted'));
  return [title, ...shown.map((line) => topicLine(line, width, glyphs))];
}

function topicLine({ topic, label, share, words }: TopicLine, width: number, glyphs: Glyphs): Line {
  const start: Span[] = [
    span(String(topic).padStart(4)),
    span(percent(share, 1).padStart(7), 'muted'),
    span('  '),
  ];
  if (label !== undefined) start.push(span(label, { role: 'title', bold: true }), span('  '));
  const pieces = words.map(({ word, isNew }) =>
    span(word, isNew ? { role: 'accent', bold: true, underline: true } : 'plain'),
  );
  return [...start, ...joinFitting(pieces, glyphs.dot, width - lineWidth(start) - 1)];
}
