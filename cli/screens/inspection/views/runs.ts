/** The view of the runs of a project file. */
import type { RunSummary } from '../../../../core/inspection/inspection.ts';
import { fitText } from '../../../components/cells.ts';
import { heading } from '../../../components/heading.ts';
import { inert } from '../../../components/inert.ts';
import { shownWidth, span, type Line } from '../../../components/line.ts';
import { grouped } from '../../../components/numbers.ts';
import type { RunsPlace } from '../state.ts';
import type { InspectionView, ViewContext } from './context.ts';
import { cursorMark, emphasized, positionText, visibleRows } from './list-rows.ts';

/** What a line has beside the name, the state and the seed: the cursor, numbers, and whether it is open. */
const widthOfOthers = 48;

/** Cells of the columns that are as wide as what is in them. */
interface Widths {
  readonly name: number;
  readonly state: number;
  readonly seed: number;
}

/** The runs of this project file, to inspect another one. */
export function viewRuns(place: RunsPlace, { source, size, glyphs }: ViewContext): InspectionView {
  const runs = source.runs();
  const visible = Math.max(1, size.height - 3);
  const shown = visibleRows(place.list, visible, ({ first, limit }) => ({
    first,
    total: runs.length,
    rows: runs.slice(first, first + limit),
  }));
  const widths = widthsOf(runs, size.width);
  const titles =
    `  ${'run'.padEnd(widths.name)}  topics      sweeps  log-lik./token  ` +
    `${'state'.padEnd(widths.state)}  ${'seed'.padStart(widths.seed)}`;
  return {
    lines: [
      heading(
        { path: [source.fileName, 'runs'], facts: [positionText(shown)] },
        { ...size, glyphs },
      ),
      [],
      [span(titles, 'muted')],
      ...shown.rows.map((run, index) => {
        const isCurrent = shown.first + index === shown.cursor;
        const isOpen = run.name === source.run.name;
        const line = [cursorMark(isCurrent, glyphs), ...runText(run, widths, { isOpen })];
        return emphasized(line, isCurrent);
      }),
    ],
    extent: { total: runs.length, visible },
    target: shown.current && { kind: 'run', name: shown.current.name },
  };
}

/** Of names, what the others leave. */
function widthsOf(runs: readonly RunSummary[], width: number): Widths {
  const widest = (least: number, of: (run: RunSummary) => string) =>
    Math.max(least, ...runs.map((run) => shownWidth(of(run))));
  const state = widest(5, (run) => run.state);
  const seed = widest(4, (run) => String(run.seed));
  const room = Math.max(10, width - widthOfOthers - state - seed);
  return {
    name: Math.min(
      widest(3, ({ name }) => name),
      room,
    ),
    state,
    seed,
  };
}

function runText(run: RunSummary, widths: Widths, { isOpen }: { isOpen: boolean }): Line {
  const numSweeps = run.numSweeps === undefined ? 'auto' : grouped(run.numSweeps);
  const likelihood = run.logLikelihoodPerToken?.toFixed(3) ?? '-';
  return [
    span(fitText(inert(run.name), widths.name), isOpen ? 'title' : 'plain'),
    span(grouped(run.numTopics).padStart(8)),
    span(`${grouped(run.sweep)}/${numSweeps}`.padStart(12)),
    span(likelihood.padStart(16)),
    span(`  ${run.state.padEnd(widths.state)}`, 'muted'),
    span(`  ${String(run.seed).padStart(widths.seed)}`, 'muted'),
    span(isOpen ? '  open' : '', 'good'),
  ];
}
