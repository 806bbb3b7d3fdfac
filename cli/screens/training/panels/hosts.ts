/** The machines that train a run together: how fast each is, how much it waits, and when it was heard of. */
import { bar } from '../../../components/bar.ts';
import type { Glyphs } from '../../../components/glyphs.ts';
import { inert } from '../../../components/inert.ts';
import { span, type Line } from '../../../components/line.ts';
import { percent, short } from '../../../components/numbers.ts';
import type { HostStatus } from '../../../../core/training/session/progress.ts';

const nameWidth = 16;
/** Cells of a line without its bar. */
const numbersWidth = nameWidth + 53;
const mostOfBar = 30;
/** A step of a large corpus takes some seconds: a longer silence stands out. */
const secondsOfSilence = 5;

/** A row for each host, and a title; what does not fit is told in the last line. */
export function hostsPanel(
  hosts: readonly HostStatus[],
  { width, height }: { width: number; height: number },
  glyphs: Glyphs,
): Line[] {
  const barWidth = Math.min(mostOfBar, width - numbersWidth);
  const hasBars = barWidth >= 4;
  const blank = hasBars ? ' '.repeat(barWidth + 1) : '';
  const title: Line = [
    span(' host'.padEnd(nameWidth + 1), { bold: true }),
    span(`workers  blocks  tokens/s  ${blank}waiting     heard of`, 'muted'),
  ];
  const room = Math.max(1, height - 1);
  const shown = hosts.length <= room ? hosts : hosts.slice(0, Math.max(1, room - 1));
  const fastest = Math.max(...hosts.map(({ tokensPerSecond }) => tokensPerSecond), 1);
  const lines = shown.map((host): Line => [
    span(` ${fitted(inert(host.name))}`),
    span(String(host.numWorkers).padStart(7)),
    span(String(host.numBlocks).padStart(8)),
    span(short(host.tokensPerSecond).padStart(10)),
    span('  '),
    ...(hasBars
      ? [bar(host.tokensPerSecond / fastest, { width: barWidth, glyphs }), span(' ')]
      : []),
    span(percent(host.waitingShare).padStart(7)),
    heardOf(host),
  ]);
  if (shown.length < hosts.length) {
    lines.push([span(`   … and ${hosts.length - shown.length} more`, 'muted')]);
  }
  return [title, ...lines];
}

function heardOf({ secondsSilent }: HostStatus) {
  const text = secondsSilent < 1 ? 'now' : `${Math.round(secondsSilent)} s ago`;
  return span(text.padStart(13), secondsSilent < secondsOfSilence ? 'muted' : 'warning');
}

function fitted(name: string): string {
  return (name.length > nameWidth ? `${name.slice(0, nameWidth - 1)}…` : name).padEnd(nameWidth);
}
