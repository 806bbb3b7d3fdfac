/** What is known of a model that is cited. */
import type { KeptMeasurement } from '../../core/training/session/run-keeper.ts';
import type { WordSettings } from '../../corpora/importing/options.ts';
import type { ImportReport } from '../../corpora/importing/report.ts';
import type { EvaluatedProject } from '../evaluating/evaluated-project.ts';

export interface CitedModel extends DescribedModel {
  /** The project file. */
  readonly file: string;
  readonly evaluated: EvaluatedProject;
  readonly measurements: readonly KeptMeasurement[];
}

/** The same without what is measured. */
export interface DescribedModel {
  readonly corpus: {
    readonly numDocuments: number;
    readonly numTokens: number;
    readonly numWords: number;
  };
  readonly words: WordSettings;
  readonly report: ImportReport;
  readonly evaluated: Pick<EvaluatedProject, 'run' | 'checkpoint' | 'vocabulary' | 'numSamples'>;
}
