/** `gibbon label`: names, groups and hidden topics. */
import { type Command, InvalidArgumentError } from 'commander';
import { UsageError, UserError } from '../../core/errors.ts';
import { type NotedRun, carryNotes } from '../../corpora/database/evaluation/carry-notes.ts';
import { CommonWords, comparableTopics } from '../../corpora/database/evaluation/compare-runs.ts';
import { evaluatedRun } from '../../corpora/database/evaluation/evaluate-run.ts';
import { TopicNotes } from '../../corpora/database/inspection/topic-notes.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { readNewest } from '../../corpora/project/stores.ts';
import { describeCarrying, describeNotes, notesAsJson } from '../labelling/describe.ts';
import { wholeNumber } from '../options/numbers.ts';
import { type Project, withProject } from '../project.ts';
import { printJson, printMessage, printResult } from '../speaking/messages.ts';
import { fileAndRun } from '../speaking/type-again.ts';

const examples = `
Examples:
  gibbon label speeches.gibbon                              what is noted about the topics
  gibbon label speeches.gibbon --topic 7 --as "Foreign trade"
  gibbon label speeches.gibbon --hide 3,9                   leave them out of lists
  gibbon label speeches.gibbon --group 7,12,31 --as Economy    show them as one topic, everywhere
  gibbon label speeches.gibbon --ungroup Economy
  gibbon label speeches.gibbon --from topics-50             carry labels over from another run
  gibbon label new.gibbon --from topics-50 --with old.gibbon    from a run of another file
  gibbon label speeches.gibbon --confirm                    what was carried over is right`;

interface LabelOptions {
  readonly run?: string;
  readonly topic?: number;
  readonly as?: string;
  readonly group?: readonly number[];
  readonly ungroup?: string;
  readonly hide?: readonly number[];
  readonly show?: readonly number[];
  readonly from?: string;
  readonly with?: string;
  readonly confirm?: boolean;
  readonly json?: boolean;
}

const longestLabel = 200;

export function defineCommand(command: Command): void {
  const topics = '<topics>';
  command
    .arguments('<file>')
    .description(
      'Names topics, hides them, shows several as one, or carries all this over from another run ' +
        'to the topics that are clearly the same. Nothing of the model changes.',
    )
    .option('--run <name>', 'name of the run (default: the newest)')
    .option('-t, --topic <number>', 'the topic that --as names', topicNumber)
    .option('--as <label>', 'its name, or that of the group; "" takes it away', label)
    .option(`--group ${topics}`, 'show these as one topic, such as 7,12,31', topicNumbers)
    .option('--ungroup <name>', 'show the topics of this group one by one again')
    .option(`--hide ${topics}`, 'leave these out of lists', topicNumbers)
    .option(`--show ${topics}`, 'list these again', topicNumbers)
    .option('--from <run>', 'carry labels, groups and hidden topics over from this run')
    .option('--with <file>', 'the project file that it is in (default: the same file)')
    .option('--confirm', 'take away the mark of what was carried over')
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', examples)
    .action(labelTopics);
}

const topicNumber = wholeNumber({ least: 0, most: 2 ** 31 });

function topicNumbers(text: string): number[] {
  return text.split(',').map((part) => topicNumber(part.trim()));
}

function label(text: string): string {
  if (text.length <= longestLabel && !/[\r\n]/u.test(text)) return text.trim();
  throw new InvalidArgumentError(`Expected at most ${longestLabel} characters on one line.`);
}

async function labelTopics(path: string, options: LabelOptions): Promise<void> {
  checkOptions(path, options);
  await withProject(path, { readOnly: !isChange(options) }, async (project) => {
    const run = project.runs.find(options.run);
    const notes = new TopicNotes(project.file, run.id, printMessage);
    change({ project, run, notes }, options);
    if (options.from !== undefined)
      await carry({ project, run, notes }, options.from, options.with);
    if (options.json) printJson({ run: run.name, topics: notesAsJson(notes) });
    else if (!isChange(options)) printResult(describeNotes(notes, fileAndRun(project, run)));
  });
}

function isChange({ topic, group, ungroup, hide, show, from, confirm }: LabelOptions): boolean {
  return [topic, group, ungroup, hide, show, from, confirm].some((option) => option !== undefined);
}

/** @throws {UsageError} when a name has no topic, or a topic no name. */
function checkOptions(path: string, { topic, as, group, from, with: other }: LabelOptions): void {
  if (as !== undefined && topic === undefined && group === undefined) {
    throw new UsageError('missing-option', `Cannot use the name "${as}": no topic was given`, {
      hint: `Say which: --topic 7 --as "${as}", or --group 7,12 --as "${as}"`,
    });
  }
  if (as === undefined && (topic !== undefined || group !== undefined)) {
    throw new UsageError('missing-option', `Cannot label (${path}): no name was given`, {
      hint: 'Say it: --as "Foreign trade"',
    });
  }
  if (topic !== undefined && group !== undefined) {
    throw new UsageError(
      'conflicting-options',
      `Cannot label (${path}): a topic and a group were given`,
      {
        hint: 'Name one of them at a time.',
      },
    );
  }
  if (as === '' && group !== undefined) {
    throw new UsageError('missing-option', `Cannot group topics (${path}): the name is empty`, {
      hint: 'To show the topics of a group one by one again: --ungroup NAME',
    });
  }
  if (other !== undefined && from === undefined) {
    throw new UsageError(
      'missing-option',
      `Cannot carry labels over from ${other}: no run was given`,
      {
        hint: 'Name the run: --from topics-50',
      },
    );
  }
}

interface Labelled {
  readonly project: Project;
  readonly run: StoredRun;
  readonly notes: TopicNotes;
}

function change({ run, notes }: Labelled, options: LabelOptions): void {
  const { topic, as, group = [], hide = [], show = [], ungroup } = options;
  const { numTopics } = run.settings;
  for (const asked of [...(topic === undefined ? [] : [topic]), ...group, ...hide, ...show]) {
    checkTopic(asked, numTopics);
  }
  if (topic !== undefined) notes.set(topic, { label: as === '' ? undefined : as });
  for (const member of group) notes.set(member, { group: as });
  for (const hidden of hide) notes.set(hidden, { hidden: true });
  for (const shown of show) notes.set(shown, { hidden: false });
  if (ungroup !== undefined) dissolve(notes, ungroup);
  if (options.confirm) confirm(notes);
}

function checkTopic(topic: number, numTopics: number): void {
  if (topic < numTopics) return;
  throw new UserError(
    'number-out-of-range',
    `Cannot label topic ${topic}: topics are numbered from 0 to ${numTopics - 1}`,
    { hint: 'See them all with: gibbon topics FILE' },
  );
}

function dissolve(notes: TopicNotes, name: string): void {
  const members = notes.all().filter(([, { group }]) => group === name);
  if (members.length === 0) {
    const groups = new Set(notes.all().flatMap(([, { group }]) => group ?? []));
    throw new UserError('group-unknown', `Cannot ungroup "${name}": there is no such group`, {
      hint:
        groups.size === 0
          ? 'No topics are grouped.'
          : `There is: ${[...groups].map((group) => `"${group}"`).join(', ')}`,
    });
  }
  for (const [topic] of members) notes.set(topic, { group: undefined });
}

function confirm(notes: TopicNotes): void {
  const carried = notes.all().filter(([, note]) => note.carried !== undefined);
  for (const [topic] of carried) notes.set(topic, {});
  printMessage(`Confirmed: ${carried.length} of the topics.`);
}

async function carry(to: Labelled, from: string, file: string | undefined): Promise<void> {
  const common = new CommonWords();
  const carryFrom = (project: Project) => {
    const source = notedRun(labelledRun(project, from), common);
    return carryNotes(source, notedRun(to, common), common);
  };
  const { carried, left } =
    file === undefined
      ? carryFrom(to.project)
      : await withProject(file, { readOnly: true }, carryFrom);
  printMessage(describeCarrying({ from, carried, left }, fileAndRun(to.project, to.run)));
}

function labelledRun(project: Project, name: string): Labelled {
  const run = project.runs.find(name);
  return { project, run, notes: new TopicNotes(project.file, run.id, printMessage) };
}

function notedRun({ project, run, notes }: Labelled, common: CommonWords): NotedRun {
  const topics = readNewest(project, run, printMessage, (checkpoint) =>
    comparableTopics(evaluatedRun(project, run, checkpoint), { common, numTopWords: 0 }),
  );
  return { name: run.name, topics, notes };
}
