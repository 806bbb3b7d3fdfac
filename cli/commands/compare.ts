/** `gibbon compare`: which topics of several runs are the same. */
import type { Command } from 'commander';
import { basename } from 'node:path';
import { UsageError } from '../../core/errors.ts';
import type { LongWork } from '../../core/inspection/long-work.ts';
import {
  CommonWords,
  type ComparableTopics,
  comparableTopics,
  distancesBetween,
} from '../../corpora/database/evaluation/compare-runs.ts';
import { evaluatedRun } from '../../corpora/database/evaluation/evaluate-run.ts';
import {
  type ComparedRun,
  type Comparison,
  comparisonAsJson,
  describeComparison,
} from '../comparing/comparison.ts';
import {
  type StabilityReport,
  describeStability,
  stabilityAsJson,
} from '../comparing/stability.ts';
import {
  matchBothWays,
  matchTopics,
  meanSimilarity,
  topicStability,
} from '../../core/evaluation/compare-topics.ts';
import { wholeNumber } from '../options/numbers.ts';
import { readNewest } from '../../corpora/project/stores.ts';
import { type Project, withProject } from '../project.ts';
import { printJson, printMessage, printResult } from '../speaking/messages.ts';
import { withProgressLine } from '../speaking/progress-line.ts';

const examples = `
Examples:
  gibbon compare speeches.gibbon --run topics-50 --run topics-50-2    two runs, topic by topic
  gibbon compare speeches.gibbon                       which topics of the newest run recur in the others
  gibbon compare speeches.gibbon --run topics-50 --with other.gibbon    across two project files`;

interface CompareOptions {
  readonly run?: readonly string[];
  readonly with?: string;
  readonly words: number;
  readonly json?: boolean;
}

/** A run with its topics, ready to be compared. */
interface Candidate extends ComparedRun, ComparableTopics {}

export function defineCommand(command: Command): void {
  command
    .arguments('<file>')
    .description(
      'Compares the topics of two runs one to one. With more runs, shows in how many of the others ' +
        'each topic of the first recurs: a topic that recurs with other seeds comes from the texts, ' +
        'not from chance.',
    )
    .option('--run <name>', 'a run; may be repeated (default: all, newest first)', collect)
    .option('--with <file>', 'compare with the runs of another project file')
    .option('--words <number>', 'words to show per topic', wholeNumber({ least: 1, most: 100 }), 6)
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', examples)
    .action(compare);
}

function collect(name: string, before: readonly string[] = []): readonly string[] {
  return before.includes(name) ? before : [...before, name];
}

async function compare(path: string, options: CompareOptions): Promise<void> {
  const common = new CommonWords();
  const runs = await withProgressLine(async (work) => {
    const how = { common, options, work };
    const own = await readCandidates(path, { names: options.run, ...how });
    if (options.with === undefined) return own;
    return [...own, ...(await readCandidates(options.with, { names: undefined, ...how }))];
  });
  if (runs.length < 2) {
    const found =
      runs.length === 0 ? 'none has a checkpoint yet' : `only "${runs[0].name}" was given`;
    throw new UsageError(
      'wrong-arguments',
      `Cannot compare runs (${path}): ${found}; at least two were expected`,
      {
        hint: 'Name a second one with --run, or another file with --with; or train once more with another --seed.',
      },
    );
  }
  if (runs.length === 2) showComparison(runs[0], runs[1], { common, options });
  else showStability(runs, { common, options });
}

/** The named runs, in their order; all that have a checkpoint where none is named. */
async function readCandidates(
  path: string,
  given: {
    names: readonly string[] | undefined;
    common: CommonWords;
    options: CompareOptions;
    work: LongWork;
  },
): Promise<Candidate[]> {
  const { names, common, options, work } = given;
  return withProject(path, { readOnly: true }, (project) =>
    runsOf(project, names).map((run) =>
      readNewest(project, run, printMessage, (checkpoint) => ({
        name: run.name,
        title: options.with === undefined ? `"${run.name}"` : `"${run.name}" of ${basename(path)}`,
        file: path,
        seed: run.settings.seed,
        sweep: checkpoint.sweep,
        ...comparableTopics(evaluatedRun(project, run, checkpoint, work), {
          common,
          numTopWords: options.words,
        }),
      })),
    ),
  );
}

function runsOf(project: Project, names: readonly string[] | undefined) {
  if (names !== undefined) return names.map((name) => project.runs.find(name));
  const all = project.runs.list();
  const readable = all.filter((run) => project.checkpoints.list(run).length > 0);
  if (all.length === 0) project.runs.find(); // says that there is none
  if (readable.length < all.length) {
    printMessage(`Runs without a checkpoint are left out: ${all.length - readable.length}.`);
  }
  return readable;
}

function showComparison(
  a: Candidate,
  b: Candidate,
  { common, options }: { common: CommonWords; options: CompareOptions },
): void {
  const [ofA, ofB] = matchBothWays(distancesBetween(a, b, common));
  const comparison: Comparison = { a, b, ofA, ofB, similarity: meanSimilarity(ofA) };
  if (options.json) printJson(comparisonAsJson(comparison));
  else printResult(describeComparison(comparison));
}

function showStability(
  [first, ...others]: readonly Candidate[],
  { common, options }: { common: CommonWords; options: CompareOptions },
): void {
  const matches = others.map((other) => matchTopics(distancesBetween(first, other, common)));
  const report: StabilityReport = {
    run: first,
    others,
    topics: topicStability(matches),
    similarities: matches.map(meanSimilarity),
  };
  if (options.json) printJson(stabilityAsJson(report));
  else printResult(describeStability(report));
}
