/** The topics of another run, matched with those of a report. */
import { matchTopics, meanSimilarity } from '../../core/evaluation/compare-topics.ts';
import type { ReportComparison } from '../../core/inspection/report/report.ts';
import { visibleLine } from '../../core/inspection/report/visible-text.ts';
import {
  CommonWords,
  comparableTopics,
  distancesBetween,
} from '../database/evaluation/compare-runs.ts';
import { evaluatedRun } from '../database/evaluation/evaluate-run.ts';
import { readNewest } from '../project/stores.ts';
import type { Say } from '../database/inspection/looked-at.ts';
import type { ProjectFile } from '../database/project-file.ts';
import type { ReportSource } from './source.ts';

const numTopWords = 8;

/**
 * @param name the other run, of the same project file.
 * @throws {UserError} when there is no such run, or it has no checkpoint.
 */
export function gatherComparison(
  source: ReportSource,
  { file, name, say }: { file: ProjectFile; name: string; say: Say },
): ReportComparison {
  const common = new CommonWords();
  const topicsOf = (run: ReportSource['run']) =>
    readNewest({ file, ...source }, run, say, (checkpoint) =>
      comparableTopics(evaluatedRun(source, run, checkpoint), { common, numTopWords }),
    );
  const own = topicsOf(source.run);
  const other = topicsOf(source.runs.find(name));
  const matched = matchTopics(distancesBetween(own, other, common));
  return {
    run: visibleLine(name, 80),
    numTopics: other.topics.length,
    similarity: meanSimilarity(matched),
    topics: matched.map(({ partner, distance, fate }) => ({
      partner: partner ?? null,
      distance: Number(distance.toFixed(3)),
      fate,
      words:
        partner === undefined ? [] : other.topWords[partner].map((word) => visibleLine(word, 60)),
    })),
  };
}
