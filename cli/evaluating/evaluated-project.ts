/** A run with all that was measured of it. */
import { evaluateRun, evaluatedRun } from '../../corpora/database/evaluation/evaluate-run.ts';
import { type HeldOutScore, scoreHeldOut } from '../../corpora/database/evaluation/held-out-run.ts';
import type { RunEvaluation } from '../../core/evaluation/run-evaluation.ts';
import type { CheckpointSummary } from '../../corpora/database/checkpoints.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import type { LongWork } from '../../core/inspection/long-work.ts';
import { UsageError, UserError } from '../../core/errors.ts';
import { shellPath } from '../speaking/type-again.ts';
import { readNewest } from '../../corpora/project/stores.ts';
import type { Project } from '../project.ts';
import { printMessage } from '../speaking/messages.ts';

/** What an evaluation is of, and what it found. */
export interface EvaluatedProject {
  readonly run: StoredRun;
  readonly checkpoint: CheckpointSummary;
  readonly vocabulary: readonly string[];
  readonly numTopWords: number;
  /** The project file whose texts coherence was measured on, where it was not the run's own. */
  readonly reference: string | undefined;
  /** States of the chain that probabilities are averaged over. */
  readonly numSamples: number;
  readonly evaluation: RunEvaluation;
  /** Undefined where no document was held out. */
  readonly heldOut: HeldOutScore | undefined;
  /** Tokens of a held-out document that were shown at most; undefined: every second one. */
  readonly numObserved: number | undefined;
}

interface EvaluationChoices {
  /** Name of the run; the newest. */
  readonly run?: string | undefined;
  /** Top words of a topic that are measured. */
  readonly words: number;
  /** Where coherence is measured, and what is predicted, unless it is the run's own. */
  readonly reference?: Project | undefined;
  readonly heldOut?: Project | undefined;
  /** Tokens of a held-out document that are shown at most. */
  readonly observed?: number | undefined;
  /** Particles, if documents are also to be predicted from left to right. */
  readonly leftToRight?: number | undefined;
  /** Hears how far it is. */
  readonly work?: LongWork | undefined;
}

/** @throws {UserError} when there is no such run, or it has no checkpoint. */
export function evaluateProject(project: Project, choices: EvaluationChoices): EvaluatedProject {
  const run = project.runs.find(choices.run);
  checkPredicts(project, run, choices);
  return readNewest(project, run, printMessage, (checkpoint) =>
    evaluateAt({ project, run, checkpoint }, choices),
  );
}

/**
 * @throws {UsageError} when it is said how to predict documents, and there are none to predict, or
 * those that the run was trained on.
 */
function checkPredicts(
  { file, corpus }: Project,
  { name, settings }: StoredRun,
  { heldOut, observed, leftToRight }: EvaluationChoices,
): void {
  if (heldOut?.corpus.summary().fingerprint === corpus.summary().fingerprint) {
    throw new UsageError(
      'conflicting-options',
      `Cannot predict documents (${heldOut.file.path}): "${name}" was trained on them; other documents were expected`,
      {
        hint: 'Leave --held-out out, or name the project file of other documents: --held-out FILE',
      },
    );
  }
  if (heldOut !== undefined || settings.holdOut !== undefined) return;
  if (observed === undefined && leftToRight === undefined) return;
  throw new UsageError(
    'missing-option',
    `Cannot predict documents (${file.path}): "${name}" held none out; held-out documents were expected`,
    {
      hint:
        'Name the project file of other documents: --held-out FILE\n' +
        `Or train a run that holds some out: gibbon train ${shellPath(file.path)} --hold-out 10%`,
    },
  );
}

/** The newest state before a checkpoint that is whole, if there is one. */
function wholeBefore(
  { checkpoints }: Project,
  run: StoredRun,
  { id, sweep }: CheckpointSummary,
): CheckpointSummary | undefined {
  for (const { checkpoint } of checkpoints.examined(run)) {
    if (checkpoint && checkpoint.id < id && checkpoint.sweep < sweep) return checkpoint;
  }
  return undefined;
}

function evaluateAt(
  { project, run, checkpoint }: { project: Project } & Pick<EvaluatedProject, 'run' | 'checkpoint'>,
  { reference, heldOut, work, ...options }: EvaluationChoices,
): EvaluatedProject {
  const before = wholeBefore(project, run, checkpoint);
  const evaluated = evaluatedRun(project, run, checkpoint, work);
  const evaluation = evaluateRun(evaluated, {
    numTopWords: options.words,
    reference: reference?.corpus,
    before,
  });
  if (reference !== undefined) checkHasTopWords(reference, evaluation);
  const score = scoreHeldOut(evaluated, {
    others: heldOut?.corpus,
    numObserved: options.observed,
    numParticles: options.leftToRight,
  });
  if (heldOut !== undefined && score === undefined)
    throw noCommonWords(heldOut, 'predict documents', 'of the words of the run');
  return {
    run,
    checkpoint,
    vocabulary: project.corpus.vocabulary().words,
    numTopWords: options.words,
    numObserved: options.observed,
    numSamples: evaluated.samples.length,
    reference: reference?.file.path,
    evaluation,
    heldOut: score,
  };
}

/** @throws {UserError} when a reference has none of the words that are looked for in it. */
function checkHasTopWords(reference: Project, { topics }: RunEvaluation): void {
  const hasOne = topics.some(({ topWords, numUnseenWords }) => numUnseenWords < topWords.length);
  if (!hasOne) throw noCommonWords(reference, 'measure coherence', 'of the top words of the run');
}

function noCommonWords({ file }: Project, what: string, which: string): UserError {
  return new UserError(
    'no-common-words',
    `Cannot ${what} (${file.path}): it has none ${which}; texts of the same language, their words filtered alike, were expected`,
    { hint: `See its words: gibbon corpus ${shellPath(file.path)}` },
  );
}
