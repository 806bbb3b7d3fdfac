/** `gibbon plan`: what training on several machines will need, before anybody rents them. */
import { type Command, Option } from 'commander';
import { estimate } from '../../core/cluster/estimate.ts';
import { planMemoryOfHosts } from '../../core/cluster/memory-of-hosts.ts';
import { UsageError } from '../../core/errors.ts';
import type { TokenSource } from '../../core/corpus/token-source.ts';
import { mostBlocks, settingsFor } from '../../core/training/new-settings.ts';
import { defaultSettings, settingRanges } from '../../core/training/settings.ts';
import { describePlan, type PlannedHosts } from '../cluster/describe-plan.ts';
import { positiveNumber, wholeNumber } from '../options/numbers.ts';
import { withProject } from '../project.ts';
import { printJson, printResult } from '../speaking/messages.ts';
import { settingParser } from '../training/options.ts';

const examples = `
Examples:
  gibbon plan speeches.gibbon --topics 1000                     on one machine with four workers
  gibbon plan speeches.gibbon --topics 1000 --hosts 4 --workers 16 --blocks 64
  gibbon plan speeches.gibbon --topics 1000 --hosts 8 --masters 3 --gigabits 10 --json`;

interface PlanOptions {
  readonly topics: number;
  readonly hosts: number;
  readonly workers: number;
  readonly blocks?: number;
  readonly masters: number;
  readonly gigabits: number;
  readonly json?: boolean;
}

const bytesOfGigabit = 1e9 / 8;

export function defineCommand(command: Command): void {
  const described = command
    .arguments('<file>')
    .description(
      'Estimates what training on several machines will need: memory, bytes on the wire, and what a ' +
        'sweep will be bound by. Changes nothing, and needs no server.',
    );
  addShapeOptions(described)
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', examples)
    .action(plan);
}

/** What is planned: the model, the machines, and what lies between them. */
function addShapeOptions(command: Command): Command {
  return command
    .addOption(
      new Option('-k, --topics <number>', 'number of topics')
        .argParser(settingParser('numTopics'))
        .default(defaultSettings.numTopics),
    )
    .option(
      '--hosts <number>',
      'machines, the coordinator included',
      wholeNumber(settingRanges.numHosts),
      1,
    )
    .option(
      '-w, --workers <number>',
      'worker threads on each',
      wholeNumber(settingRanges.numWorkers),
      4,
    )
    .option(
      '--blocks <number>',
      'blocks of documents (default: as train)',
      settingParser('numBlocks'),
    )
    .option(
      '--masters <number>',
      'servers that share the keys',
      wholeNumber(settingRanges.numHosts),
      1,
    )
    .option(
      '--gigabits <number>',
      'line of each machine and server, per second and direction',
      positiveNumber({ least: 0.001, most: 10_000 }),
      1,
    );
}

async function plan(path: string, options: PlanOptions): Promise<void> {
  await withProject(path, { readOnly: true }, ({ corpus }) => {
    const source = corpus.trainingTokens({});
    const planned = planFor(options, source);
    if (options.json) printJson({ file: path, ...planned });
    else printResult(describePlan(planned, mostBlocks(source)).join('\n'));
  });
}

function planFor(options: PlanOptions, source: TokenSource): PlannedHosts {
  const { topics, hosts: numHosts, workers: workersPerHost, masters: numMasters } = options;
  const { alphaSum, beta, measureEvery } = defaultSettings;
  const asked = { numTopics: topics, numBlocks: options.blocks, alphaSum, beta, measureEvery };
  const settings = settingsFor(asked, source);
  const { numBlocks } = settings;
  if (numHosts > numBlocks) throw tooFewBlocks(options, { numBlocks, most: mostBlocks(source) });
  const { numTokens, numWords } = source;
  const bytesPerSecond = options.gigabits * bytesOfGigabit;
  const shape = { numTokens, numWords, numTopics: topics, numBlocks, numHosts, workersPerHost };
  const { coordinator, host } = planMemoryOfHosts(
    { source, settings, numWorkers: workersPerHost },
    { numHosts, isBeginning: true },
  );
  return {
    run: { ...shape, numMasters, bytesPerSecond },
    memory: {
      shared: coordinator.tableBytes + coordinator.tokenBytes,
      host: host.totalBytes,
      coordinator: coordinator.totalBytes,
    },
    ...estimate({ ...shape, numMasters, bytesPerSecond }),
  };
}

/** @param blocks.most that a run on the corpus may have. */
function tooFewBlocks(
  { hosts, workers }: PlanOptions,
  { numBlocks, most }: { readonly numBlocks: number; readonly most: number },
): UsageError {
  return new UsageError(
    'number-out-of-range',
    `Cannot plan for ${hosts} machines: each needs a block of documents, and there are ` +
      `${numBlocks}; more blocks were expected`,
    {
      hint:
        hosts > most
          ? `The corpus can be cut into ${most} blocks: --hosts ${most} --blocks ${most}, or fewer hosts`
          : `Ask for more: --blocks ${Math.min(hosts * workers, most)}`,
    },
  );
}
