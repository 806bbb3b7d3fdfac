/** `gibbon runs`: lists, renames and deletes the runs of a project file. */
import type { Command } from 'commander';
import { termsOf } from '../../core/covariates/describe.ts';
import { UsageError } from '../../core/errors.ts';
import type { Priors } from '../../core/sampler/sampler.ts';
import { trendOf } from '../../core/evaluation/convergence.ts';
import { printJson, printMessage, printResult } from '../speaking/messages.ts';
import { shellPath } from '../speaking/type-again.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { isOpenEnded } from '../../corpora/database/stored-run.ts';
import { runGaps } from '../../corpora/database/run-gaps.ts';
import { TrainingLock, isBeingTrained, stateOf } from '../../corpora/database/training-lock.ts';
import { type Project, withProject } from '../project.ts';
import { count, grouped } from '../components/numbers.ts';
import { formatTable } from '../speaking/table.ts';

const examples = `
Examples:
  gibbon runs speeches.gibbon
  gibbon runs speeches.gibbon --rename topics-50 "first try"
  gibbon runs speeches.gibbon --delete topics-50`;

interface RunsOptions {
  readonly json?: boolean;
  readonly delete?: readonly string[];
  readonly rename?: readonly string[];
}

export function defineCommand(command: Command): void {
  command
    .arguments('<file>')
    .description(
      'Lists the runs of a project file, newest first. Trend: whether the likelihood is still rising ' +
        'beyond its noise (more sweeps will change the topics) or level. Alpha, where it is learnt, ' +
        'is the mean over the topics.',
    )
    .option('--json', 'print JSON on stdout: the runs, after what was changed')
    .option('--delete <run>', 'delete a run with its checkpoints; may be repeated', collect)
    .option('--rename <names...>', 'rename a run: --rename OLD NEW')
    .addHelpText('after', examples)
    .action(manageRuns);
}

async function manageRuns(path: string, options: RunsOptions): Promise<void> {
  const isChange = options.delete !== undefined || options.rename !== undefined;
  await withProject(path, { readOnly: !isChange }, (project) => {
    if (isChange) changeRuns(project, options);
    if (!isChange || options.json) listRuns(project, options);
  });
}

/**
 * All that was asked for, or nothing. Only while nobody trains: the run that is being trained must keep
 * its name and its place.
 */
function changeRuns(project: Project, options: RunsOptions): void {
  const lock = TrainingLock.take(project.file, { what: 'change the runs of' });
  try {
    const done = project.file.write(() => [
      ...deleteRuns(project, options),
      ...renameRun(project, options),
    ]);
    for (const message of done) printMessage(message);
  } finally {
    lock.release();
  }
}

/** @returns what was done. */
function deleteRuns({ runs }: Project, { delete: names = [] }: RunsOptions): string[] {
  const ids = names.map((name) => runs.idOf(name) ?? runs.find(name).id);
  for (const id of ids) runs.delete({ id });
  return names.map((name) => `Deleted "${name}".`);
}

function collect(name: string, before: readonly string[] = []): readonly string[] {
  return before.includes(name) ? before : [...before, name];
}

function renameRun(
  project: Project,
  { rename: names, delete: deleted = [] }: RunsOptions,
): string[] {
  if (names === undefined) return [];
  if (names.length !== 2) {
    throw new UsageError(
      'wrong-arguments',
      `Cannot rename a run: ${count(names.length, 'name')} given; the old and the new name were expected`,
      { hint: 'Put names with spaces in quotes: --rename topics-50 "first try"' },
    );
  }
  const [from, to] = names;
  if (deleted.includes(from)) {
    throw new UsageError(
      'conflicting-options',
      `Cannot rename "${from}" (${project.file.path}): it is to be deleted; another run was expected`,
      { hint: 'Leave --delete or --rename out.' },
    );
  }
  project.runs.rename(project.runs.find(from), to);
  return [`"${from}" is now "${to}".`];
}

/** The columns of the table. */
const columns = [
  { title: 'run' },
  { title: 'topics', align: 'right' },
  { title: 'alpha', align: 'right' },
  { title: 'beta', align: 'right' },
  { title: 'sweeps', align: 'right' },
  { title: 'of', align: 'right' },
  { title: 'likelihood/token', align: 'right' },
  { title: 'trend' },
  { title: 'seed', align: 'right' },
  { title: 'staleness', align: 'right' },
  { title: 'state' },
  { title: 'begun' },
] as const;

function listRuns(project: Project, options: RunsOptions): void {
  const isHeld = isBeingTrained(project.file);
  const runs = project.runs.list().map((run) => describeRun(project, run, isHeld));
  for (const damage of project.runs.damaged()) printMessage(`Left out: ${damage}.`);
  for (const gap of runGaps(project.file.database)) {
    printMessage(`${project.file.path} is damaged: ${gap}.`);
  }
  if (options.json) {
    printJson({ runs });
    return;
  }
  if (runs.length === 0) {
    printMessage(`No runs yet. Train one: gibbon train ${shellPath(project.file.path)}`);
    return;
  }
  const cells = runs.map((run) => [
    run.name,
    grouped(run.topics),
    priorText(run.alpha, run.learntAlpha),
    priorText(run.beta, run.learntBeta),
    run.sweep === null ? '-' : grouped(run.sweep),
    run.sweeps === null ? 'auto' : grouped(run.sweeps),
    run.logLikelihoodPerToken?.toFixed(4) ?? '-',
    run.trend,
    String(run.seed),
    String(run.staleness),
    run.state,
    run.begun.replace('T', ' ').slice(0, 16),
  ]);
  printResult(formatTable(columns, cells));
  for (const { name, covariates } of runs) {
    if (covariates !== null) printResult(`${name} has covariates: ${covariates}`);
  }
}

/** @param isHeld whether somebody is training in the file: a killed run also says 'running'. */
function describeRun(project: Project, run: StoredRun, isHeld: boolean) {
  const [checkpoint] = project.checkpoints.list(run, ({ sweep }, reason) => {
    printMessage(`The checkpoint of sweep ${sweep} of "${run.name}" is damaged: ${reason}.`);
  });
  const measurements = project.runs.measurements(run);
  const { numTopics, alpha, beta, seed, staleness, numBlocks, sampler } = run.settings;
  const { optimize = 'none', optimizeEvery = null, seedStrength = null } = run.settings;
  return {
    name: run.name,
    state: stateOf(run, isHeld),
    topics: numTopics,
    sweeps: isOpenEnded(run) ? null : run.numSweeps,
    mostSweeps: run.settings.autoSweeps?.most ?? null,
    sweep: checkpoint?.sweep ?? null,
    logLikelihoodPerToken: measurements.at(-1)?.logLikelihoodPerToken ?? null,
    trend: trendOf(measurements),
    seconds: checkpoint?.seconds ?? null,
    alpha,
    beta,
    ...learntPriors(run, checkpoint),
    optimize,
    optimizeEvery,
    seedWords: seedWordsOf(project, run),
    seedStrength,
    covariates: run.settings.covariates === undefined ? null : termsOf(run.settings.covariates),
    seed,
    staleness: staleness === Infinity ? 'inf' : staleness,
    blocks: numBlocks,
    sampler,
    changes: run.changes,
    begun: run.created,
    measurements,
  };
}

/** By topic, as they are written. */
function seedWordsOf(project: Project, { settings: { seedWords = [] } }: StoredRun) {
  if (seedWords.length === 0) return [];
  const { words } = project.corpus.vocabulary();
  return seedWords.map(({ topic, word, tokens }) => ({ topic, word: words[word], tokens }));
}

/** What the newest checkpoint says of the priors that are learnt; null for those that are not. */
function learntPriors(
  { settings: { alpha, beta } }: StoredRun,
  checkpoint: { readonly priors: Priors } | undefined,
): { learntAlpha: number | null; learntBeta: number | null } {
  if (checkpoint === undefined) return { learntAlpha: null, learntBeta: null };
  const { priors } = checkpoint;
  const isSame = priors.alpha.every((value) => value === alpha);
  const mean = priors.alpha.reduce((sum, value) => sum + value, 0) / priors.alpha.length;
  return {
    learntAlpha: isSame ? null : mean,
    learntBeta: priors.beta === beta ? null : priors.beta,
  };
}

/** "0.1", or "0.132 learnt". */
function priorText(given: number, learnt: number | null): string {
  const short = (value: number): string => String(Number(value.toPrecision(3)));
  return learnt === null ? short(given) : `${short(learnt)} learnt`;
}
