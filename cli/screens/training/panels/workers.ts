/** What each worker spends its time on, and how stale its reads are. */
import { bar, barText } from '../../../components/bar.ts';
import type { Glyphs } from '../../../components/glyphs.ts';
import { span, type Line, type Span } from '../../../components/line.ts';
import { grouped, percent } from '../../../components/numbers.ts';
import type {
  Staleness,
  TrainingSnapshot,
  WorkerStatus,
} from '../../../../core/training/session/progress.ts';

/** Cells of a worker's line without its bar. */
const numbersWidth = 54;

/**
 * The parameter server at work: each worker's clock and how far it is ahead of the slowest, what
 * it spends its time on, and how old the counts were that it read.
 */
export function workersPanel(
  { workers, staleness }: TrainingSnapshot,
  { width, height }: { width: number; height: number },
  glyphs: Glyphs,
): Line[] {
  const barWidth = Math.min(30, width - numbersWidth);
  const hasBars = barWidth >= 4;
  const blank = hasBars ? ' '.repeat(barWidth + 1) : '';
  const title: Line = [
    span(' worker', { bold: true }),
    span(`    clock  ${blank}sampling pulling pushing waiting`, 'muted'),
  ];
  const slowest = Math.min(...workers.map(({ clock }) => clock));
  const room = Math.max(1, height - 2);
  const shown = workers.length <= room ? workers : workers.slice(0, Math.max(1, room - 1));
  const lines = shown.map((worker, index): Line => {
    const drawn: Span[] = hasBars ? [...timeBar(worker, barWidth, glyphs), span(' ')] : [];
    return [
      span(String(index).padStart(7)),
      span(grouped(worker.clock).padStart(9)),
      span(ahead(worker.clock - slowest).padEnd(4), 'accent'),
      ...drawn,
      ...shares(worker),
    ];
  });
  if (shown.length < workers.length) lines.push(others(workers, shown.length));
  return [title, ...lines, stalenessLine(staleness, width, glyphs)];
}

function ahead(clocks: number): string {
  return clocks > 0 ? ` +${clocks}` : '';
}

/** Work as a full bar, waiting as a light rest. */
function timeBar(worker: WorkerStatus, width: number, glyphs: Glyphs): Span[] {
  const work = worker.samplingShare + worker.pullingShare + worker.pushingShare;
  const full = barText(work, width, glyphs);
  return [span(full, 'bar'), span(glyphs.track.repeat(Math.max(0, width - full.length)), 'muted')];
}

function shares(worker: WorkerStatus): Span[] {
  const column = (share: number): Span =>
    span(percent(share).padStart(8), share < 0.005 ? 'muted' : 'plain');
  return [
    column(worker.samplingShare),
    column(worker.pullingShare),
    column(worker.pushingShare),
    column(worker.waitingShare),
  ];
}

function others(workers: readonly WorkerStatus[], first: number): Line {
  const rest = workers.slice(first);
  const waiting = rest.reduce((sum, { waitingShare }) => sum + waitingShare, 0) / rest.length;
  return [span(`   … and ${rest.length} more, waiting ${percent(waiting)} of their time`, 'muted')];
}

function stalenessLine({ bound, histogram }: Staleness, width: number, glyphs: Glyphs): Line {
  if (bound === 0) {
    return [span(' lockstep: every worker reads the counts of this step', 'muted')];
  }
  const boundText = bound === Infinity ? 'no bound' : `bound ${bound}`;
  const title = span(' staleness seen', 'muted');
  const total = histogram.reduce((sum, reads) => sum + reads, 0);
  if (total === 0) return [title, span(` none yet, ${boundText}`, 'muted')];
  const line: Span[] = [title];
  const room = Math.floor((width - 30) / Math.max(1, histogram.length)) - 9;
  histogram.forEach((reads, age) => {
    line.push(span(`  ${age} `, { bold: true }));
    if (room >= 3) line.push(bar(reads / total, { width: Math.min(10, room), glyphs }));
    line.push(span(percent(reads / total).padStart(5)));
  });
  return [...line, span(`   ${boundText}`, 'muted')];
}
