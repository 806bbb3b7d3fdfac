/** `gibbon search`: trains and measures runs of several numbers of topics and several seeds. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { LongWork } from '../../core/inspection/long-work.ts';
import { matchTopics, meanSimilarity } from '../../core/evaluation/compare-topics.ts';
import { type SearchedRun, summarizeSearch } from '../../core/evaluation/topic-search.ts';
import { settingsFor } from '../../core/training/new-settings.ts';
import { isAllowed } from '../../core/training/settings.ts';
import {
  CommonWords,
  type ComparableTopics,
  checkComparable,
  comparableTopics,
  distancesBetween,
} from '../../corpora/database/evaluation/compare-runs.ts';
import { evaluateRun, evaluatedRun } from '../../corpora/database/evaluation/evaluate-run.ts';
import { scoreHeldOut } from '../../corpora/database/evaluation/held-out-run.ts';
import { wholeNumber } from '../options/numbers.ts';
import { checkFits } from '../../corpora/project/memory.ts';
import { readNewest } from '../../corpora/project/stores.ts';
import { type Project, withProject } from '../project.ts';
import { checkStored } from '../searching/check-stored.ts';
import { searchAsJson } from '../searching/search-json.ts';
import { describeSearch } from '../searching/search-text.ts';
import {
  type PlannedRun,
  coresFor,
  costLeftOf,
  sweepInFile,
  trainAll,
} from '../searching/train-all.ts';
import { printJson, printMessage, printResult } from '../speaking/messages.ts';
import { withProgressLine } from '../speaking/progress-line.ts';
import { count, duration } from '../components/numbers.ts';
import { type StretchOptions, addStretchOptions, settingParser } from '../training/options.ts';

const examples = `
Examples:
  gibbon search speeches.gibbon --topics 10,20,50,100 --seeds 3
  gibbon search speeches.gibbon --topics 20,40 --sweeps 1000 --json

To continue a search that was interrupted, type the same command again. Every run stays in the
project file: gibbon runs lists them, gibbon inspect opens them.`;

/** A tenth is held out: perplexity on it is the first of the columns. */
const holdOut = 0.1;
const numTopWords = 10;

interface SearchOptions extends StretchOptions {
  readonly topics: readonly number[];
  readonly seeds: number;
  readonly sweeps: number;
}

export function defineCommand(command: Command): void {
  command
    .arguments('<file>')
    .description(
      'Trains runs with several numbers of topics, a tenth of the documents held out, and shows how ' +
        'the measures depend on the number of topics.',
    )
    .addOption(
      new Option('-k, --topics <numbers>', 'numbers of topics to try')
        .argParser(numbersOfTopics)
        .default([10, 20, 50, 100, 200], '10,20,50,100,200'),
    )
    .option(
      '--seeds <number>',
      'runs for each number of topics, each with its own seed',
      wholeNumber({ least: 1, most: 20 }),
      3,
    )
    .option('-n, --sweeps <number>', 'passes over all tokens', settingParser('numSweeps'), 500);
  addStretchOptions(command).addHelpText('after', examples).action(search);
}

/** @throws {InvalidArgumentError} unless the text is whole numbers and commas. */
function numbersOfTopics(text: string): number[] {
  const numbers = text.split(',').map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : NaN));
  if (numbers.every((number) => isAllowed('numTopics', number))) return [...new Set(numbers)];
  throw new InvalidArgumentError('Expected numbers of topics separated by commas: 10,20,50.');
}

async function search(path: string, options: SearchOptions): Promise<void> {
  await withProject(path, { readOnly: false }, async (project) => {
    const plan = planOf(project, options);
    checkStored(project, plan);
    for (const { settings } of plan) {
      if (options.seeds > 1) checkComparable(settings.numTopics);
      checkFits(project.corpus.trainingTokens(settings), settings, { numWorkers: 1 }); // before any of them begins
    }
    printMessage(costOf(project, plan, options));
    if (!(await trainAll(project, plan, options))) {
      printMessage('Stopped; everything is saved. The same command continues.');
      return;
    }
    const rows = await withProgressLine((work) => measureAll(project, plan, work));
    if (options.json) printJson(searchAsJson(rows));
    else printResult(describeSearch(rows));
  });
}

/** The smallest numbers of topics first: they are done soonest. */
function planOf(project: Project, options: SearchOptions): PlannedRun[] {
  const source = project.corpus.trainingTokens({ holdOut });
  return options.topics
    .toSorted((a, b) => a - b)
    .flatMap((numTopics) =>
      Array.from({ length: options.seeds }, (_, place) => {
        const seed = place + 1;
        const { staleness } = options;
        return {
          name: `search-${numTopics}-sweeps-${options.sweeps}-seed-${seed}`,
          settings: settingsFor({ numTopics, seed, holdOut, staleness }, source),
          numSweeps: options.sweeps,
        };
      }),
    );
}

/** What is told before it begins. */
function costOf(project: Project, plan: readonly PlannedRun[], options: SearchOptions): string {
  const { numTokens } = project.corpus.trainingTokens({ holdOut });
  const seconds = plan.reduce(
    (sum, planned) => sum + costLeftOf(project, planned, sweepInFile(project, planned)),
    0,
  );
  const { numCores, mostAtOnce } = coresFor(project, plan, options);
  const how = mostAtOnce > 1 ? `${mostAtOnce} side by side on ${numCores} cores` : 'one by one';
  return (
    `${count(plan.length, 'run')} on ${count(numTokens, 'token')}, ${how}: about ` +
    `${duration(seconds / numCores)} in all. Ctrl-C stops; the same command continues.`
  );
}

function measureAll(project: Project, plan: readonly PlannedRun[], work: LongWork) {
  const common = new CommonWords();
  const topics = new Map<SearchedRun, ComparableTopics>();
  const tell = work.begin('Measuring runs');
  const runs = plan.map(({ name, settings }, place) => {
    tell(place / plan.length);
    const run = project.runs.find(name);
    return readNewest(project, run, printMessage, (checkpoint) => {
      const evaluated = evaluatedRun(project, run, checkpoint);
      const { means } = evaluateRun(evaluated, { numTopWords });
      const searched: SearchedRun = {
        numTopics: settings.numTopics,
        seed: settings.seed,
        perplexity: scoreHeldOut(evaluated, {})?.perplexity,
        npmi: means.npmi,
        cv: means.cv,
        exclusivity: means.exclusivity,
      };
      topics.set(searched, comparableTopics(evaluated, { common, numTopWords }));
      return searched;
    });
  });
  return summarizeSearch(runs, (a, b) =>
    meanSimilarity(matchTopics(distancesBetween(topics.get(a)!, topics.get(b)!, common))),
  );
}
