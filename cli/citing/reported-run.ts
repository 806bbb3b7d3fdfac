/** The run of a report, as a paper describes it. */
import type { WordSettings } from '../../corpora/importing/options.ts';
import type { ImportReport } from '../../corpora/importing/report.ts';
import type { ReportSource } from '../../corpora/reports/source.ts';
import { describeTraining } from './methods.ts';

/** What `gibbon cite` says, without what would have to be measured first. */
export function describeReported(
  { inspection, corpus, checkpoints, run }: ReportSource,
  { isAnonymous }: { isAnonymous: boolean },
): string {
  const summary = corpus.summary();
  const { sweep } = inspection.run;
  const shown = checkpoints.list(run).find((checkpoint) => checkpoint.sweep === sweep)!;
  return describeTraining(
    {
      corpus: summary,
      words: summary.settings as WordSettings,
      report: summary.report as ImportReport,
      evaluated: {
        run,
        checkpoint: shown,
        vocabulary: run.settings.seedWords === undefined ? [] : corpus.vocabulary().words,
        numSamples: inspection.numSamples,
      },
    },
    { namesFields: !isAnonymous },
  );
}
