/** The legend beside or above a document: its topics with their colours and shares. */
import type { DocumentView } from '../../../../core/inspection/inspection.ts';
import { barText } from '../../../components/bar.ts';
import { cellWidth } from '../../../components/cells.ts';
import { lineWidth, span, type Line, type Span, type Style } from '../../../components/line.ts';
import { percent } from '../../../components/numbers.ts';
import type { DocumentPlace } from '../state.ts';
import { topicName } from '../topic-name.ts';
import type { ViewContext } from './context.ts';

/** Topics that get a colour and a mark of their own. */
export const numSlots = 10;

/** The topics of the document with their marks, colours and shares, in at most two lines. */
export function legendLines(
  { shares }: DocumentView,
  { lit }: DocumentPlace,
  { source, size, glyphs }: ViewContext,
): Line[] {
  const topics = source.topics();
  const lines: Span[][] = [[span(' ')]];
  let shown = 0;
  for (const [slot, { topic, share }] of shares.slice(0, numSlots).entries()) {
    const isLit = lit === 'all' || lit === topic;
    const style: Style = isLit ? { role: `topic-${slot}`, bold: true } : {};
    const numWords = topics.length > 0 && slot < 3 ? 2 : 1;
    const entry = [
      span(`${glyphs.marks[slot]!} ${topic} ${topicName(topics[topic], numWords)}`, style),
      span(` ${percent(share)} `),
      span(barText(share, 10, glyphs), style),
      span('  '),
    ];
    if (lineWidth(lines.at(-1)!) + lineWidth(entry) > size.width - 12) {
      if (lines.length === 2) break;
      lines.push([span(' ')]);
    }
    lines.at(-1)!.push(...entry);
    shown = slot + 1;
  }
  const rest = shares.slice(shown).reduce((sum, { share }) => sum + share, 0);
  if (rest >= 0.005) lines.at(-1)!.push(span(`others ${percent(rest)}`, 'muted'));
  return lines;
}

/** The same one below the other, with more of their words. */
export function legendColumn(
  { shares }: DocumentView,
  { lit }: DocumentPlace,
  { source, size, glyphs }: ViewContext,
): Line[] {
  const topics = source.topics();
  const lines = shares
    .slice(0, Math.max(1, size.height - 3))
    .flatMap(({ topic, share }, slot): Line[] => {
      const isMarked = slot < numSlots && (lit === 'all' || lit === topic);
      const style: Style = isMarked ? { role: `topic-${slot}`, bold: true } : {};
      const mark = slot < numSlots ? glyphs.marks[slot]! : ' '.repeat(cellWidth(glyphs.marks[0]!));
      const title: Line = [
        span(`${mark} ${String(topic).padStart(3)} `, style),
        span(`${percent(share).padStart(4)} `),
        span(barText(share, 20, glyphs), style),
      ];
      const words: Line = [
        span('        '),
        span(topicName(topics[topic], 5), isMarked ? 'plain' : 'muted'),
      ];
      return [title, words];
    });
  return lines.slice(0, size.height - 2);
}
