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

/** What a line has beside the name: the cursor, numbers, the state, and whether it is open. */
const widthOfOthers = 67;

/** The runs of this project file, to inspect another one. */
export function viewRuns(place: RunsPlace, { source, size, glyphs }: ViewContext): InspectionView {
  const runs = source.runs();
  const visible = Math.max(1, size.height - 3);
  const shown = visibleRows(place.list, visible, ({ first, limit }) => ({
    first,
    total: runs.length,
    rows: runs.slice(first, first + limit),
  }));
  const longest = Math.max(3, ...runs.map(({ name }) => shownWidth(name)));
  const nameWidth = Math.min(longest, Math.max(10, size.width - widthOfOthers));
  const titles = `  ${'run'.padEnd(nameWidth)}  topics      sweeps log-lik./token  state             seed`;
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
        const line = [cursorMark(isCurrent, glyphs), ...runText(run, { nameWidth, isOpen })];
        return emphasized(line, isCurrent);
      }),
    ],
    extent: { total: runs.length, visible },
    target: shown.current && { kind: 'run', name: shown.current.name },
  };
}

function runText(
  run: RunSummary,
  { nameWidth, isOpen }: { nameWidth: number; isOpen: boolean },
): Line {
  const numSweeps = run.numSweeps === undefined ? 'auto' : grouped(run.numSweeps);
  const likelihood = run.logLikelihoodPerToken?.toFixed(3) ?? '-';
  return [
    span(fitText(inert(run.name), nameWidth), isOpen ? 'title' : 'plain'),
    span(grouped(run.numTopics).padStart(8)),
    span(`${grouped(run.sweep)}/${numSweeps}`.padStart(12)),
    span(likelihood.padStart(15)),
    span(`  ${run.state.padEnd(11)}`, 'muted'),
    span(String(run.seed).padStart(11), 'muted'),
    span(isOpen ? '  open' : '', 'good'),
  ];
}
