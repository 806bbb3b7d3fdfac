/** The view of the runs of a project file. */
import type { RunSummary } from '../../../../core/inspection/inspection.ts';
import { heading } from '../../../components/heading.ts';
import { shownWidth, span, type Line } from '../../../components/line.ts';
import { grouped } from '../../../components/numbers.ts';
import type { RunsPlace } from '../state.ts';
import type { InspectionView, ViewContext } from './context.ts';
import { cursorMark, emphasized, positionText, visibleRows } from './list-rows.ts';

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
  const nameWidth = Math.min(longest, Math.max(10, size.width - 58));
  const titles = `  ${'run'.padEnd(nameWidth)}  topics       sweeps  log-lik./token  state       seed`;
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
  const likelihood = run.logLikelihoodPerToken?.toFixed(3) ?? '-';
  return [
    span(run.name.padEnd(nameWidth), isOpen ? 'title' : 'plain'),
    span(grouped(run.numTopics).padStart(8)),
    span(`${grouped(run.sweep)}/${grouped(run.numSweeps)}`.padStart(13)),
    span(likelihood.padStart(16)),
    span(`  ${run.state.padEnd(8)}`, 'muted'),
    span(String(run.seed).padStart(8), 'muted'),
    span(isOpen ? '  open' : '', 'good'),
  ];
}
