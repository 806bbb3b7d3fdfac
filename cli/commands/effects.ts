/** `gibbon effects`: how the shares of topics depend on a run's covariates. */
import { type Command, Option } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { effectsOf, usualLevel } from '../../corpora/covariates/effects.ts';
import { CorpusStore } from '../../corpora/database/corpus-store.ts';
import { openForNotes } from '../../corpora/database/open-for-notes.ts';
import { ProjectSource } from '../../corpora/writers/open-source.ts';
import { effectsAsJson } from '../effects/json.ts';
import { effectsAsTable } from '../effects/rows.ts';
import { effectsAsSvg } from '../effects/svg.ts';
import { effectsAsText } from '../effects/text.ts';
import { findTopic } from '../inspecting/find-topic.ts';
import { showSlowWork } from '../inspecting/open.ts';
import { fraction, wholeNumber } from '../options/numbers.ts';
import { printAs } from '../speaking/print-as.ts';
import { printMessage } from '../speaking/messages.ts';

const examples = `
Examples:
  gibbon train speeches.gibbon --covariates year:spline,party
  gibbon effects speeches.gibbon                              every topic at a glance
  gibbon effects speeches.gibbon --of year --topic 12         one of them along the years
  gibbon effects speeches.gibbon --of party --from Democratic --to Republican
  gibbon effects speeches.gibbon --topic 12 --svg > topic-12.svg`;

interface EffectsOptions {
  readonly of?: readonly string[];
  readonly topic?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly run?: string;
  readonly interval: number;
  readonly seed: number;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly svg?: boolean;
}

export function defineCommand(command: Command): void {
  command
    .arguments('<file>')
    .description(
      "Shows how the share of each topic depends on a run's covariates (train --covariates): at each " +
        'level or along the numbers of a field, all other fields at their means, with intervals.',
    )
    .option('--of <field>', 'only this field; may be repeated', collect)
    .option('-t, --topic <number|label>', 'only this topic; may be repeated', collect)
    .option('--from <value>', 'with --to: the difference between two values of a field')
    .option('--to <value>', 'the second of them')
    .option('--run <name>', 'name of the run (default: the newest)')
    .option('--interval <share>', 'share of the fits within an interval', fraction, usualLevel)
    .option(
      '--seed <number>',
      'seed of the drawn shares and documents',
      wholeNumber({ least: 0, most: 2 ** 32 - 1 }),
      1,
    )
    .addOption(new Option('--json', 'print JSON on stdout').conflicts(['csv', 'svg']))
    .addOption(new Option('--csv', 'print a long table as CSV').conflicts(['json', 'svg']))
    .addOption(new Option('--svg', 'print a chart as SVG').conflicts(['json', 'csv']))
    .addHelpText('after', examples)
    .action(showEffects);
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

async function showEffects(path: string, options: EffectsOptions): Promise<void> {
  const between = betweenOf(options);
  const file = openForNotes(path);
  for (const notice of file.notices) printMessage(notice);
  const source = new ProjectSource(file, { run: options.run, say: printMessage, groups: 'joined' });
  try {
    const { run } = options;
    const asked = options.topic?.map((topic) =>
      findTopic(source.run().topics, { topic, path, run }),
    );
    const effects = effectsOf(source.run(), new CorpusStore(file), {
      fields: options.of && [...new Set(options.of)],
      topics: asked && [...new Set(asked)],
      between,
      level: options.interval,
      seed: options.seed,
      onProgress: showSlowWork('Drawing shares'),
    });
    await printAs(options, {
      json: () => effectsAsJson(effects),
      csv: () => effectsAsTable(effects),
      svg: () => effectsAsSvg(effects),
      text: () => effectsAsText(effects),
    });
  } finally {
    source.close(); // not before topics are printed: their words are read then
  }
}

function betweenOf({ from, to }: EffectsOptions): readonly [string, string] | undefined {
  if (from !== undefined && to !== undefined) return [from, to];
  if (from === undefined && to === undefined) return undefined;
  throw new UsageError(
    'missing-option',
    `Cannot show a difference ${from === undefined ? `to ${to}` : `from ${from}`} alone: two values were expected`,
    { hint: 'Give both: --from A --to B' },
  );
}
