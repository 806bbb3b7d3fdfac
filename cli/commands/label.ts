/** `gibbon label`: names, groups and hidden topics. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { UsageError, UserError } from '../../core/errors.ts';
import {
  type Carried,
  type NotedRun,
  compareToCarry,
} from '../../corpora/database/evaluation/carry-notes.ts';
import { CommonWords, comparableTopics } from '../../corpora/database/evaluation/compare-runs.ts';
import { evaluatedRun } from '../../corpora/database/evaluation/evaluate-run.ts';
import { identityOf } from '../../corpora/database/file-bytes.ts';
import { TopicNotes } from '../../corpora/database/inspection/topic-notes.ts';
import type { StoredRun } from '../../corpora/database/runs.ts';
import { readNewest } from '../../corpora/project/stores.ts';
import { describeCarrying, describeNotes, notesAsJson } from '../labelling/describe.ts';
import { count } from '../components/numbers.ts';
import { checkTopic } from '../inspecting/find-topic.ts';
import { topicNumber, topicNumbers } from '../options/topics.ts';
import { type Project, withProject } from '../project.ts';
import { printJson, printMessage, printResult } from '../speaking/messages.ts';
import { fileAndRun, shellQuoted } from '../speaking/type-again.ts';

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
    .addOption(
      new Option('-t, --topic <number>', 'the topic that --as names')
        .argParser(topicNumber)
        .conflicts('group'),
    )
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

function label(text: string): string {
  if (text.length <= longestLabel && !/[\r\n]/u.test(text)) return text.trim();
  throw new InvalidArgumentError(`Expected at most ${longestLabel} characters on one line.`);
}

async function labelTopics(path: string, options: LabelOptions): Promise<void> {
  checkOptions(path, options);
  await withProject(path, { readOnly: !isChange(options) }, async (project) => {
    const run = project.runs.find(options.run);
    const notes = new TopicNotes(project.file, run.id, printMessage);
    const labelled = { project, run, notes };
    const carry = await carrying(labelled, options);
    if (isChange(options)) {
      const done = project.file.write(() => {
        notes.readAgain(); // others may have noted something since
        return [...change(labelled, options), ...carry()];
      });
      for (const message of done) printMessage(message);
    }
    if (options.json) printJson({ run: run.name, topics: notesAsJson(notes) });
    else if (!isChange(options)) printResult(describeNotes(notes, fileAndRun(project, run)));
  });
}

function isChange({ topic, group, ungroup, hide, show, from, confirm }: LabelOptions): boolean {
  return [topic, group, ungroup, hide, show, from, confirm].some((option) => option !== undefined);
}

/** @throws {UsageError} when a name has no topic, or a topic no name. */
function checkOptions(path: string, options: LabelOptions): void {
  const { topic, as, group, from, with: other } = options;
  checkContradictions(path, options);
  if (as !== undefined && topic === undefined && group === undefined) {
    const typed = shellQuoted(as);
    throw new UsageError(
      'missing-option',
      `Cannot use the name "${as}" (${path}): no topic was given; a topic or several were expected`,
      { hint: `Say which: --topic 7 --as ${typed}, or --group 7,12 --as ${typed}` },
    );
  }
  if (as === undefined && (topic !== undefined || group !== undefined)) {
    const what = topic === undefined ? 'group topics' : `label topic ${topic}`;
    throw new UsageError(
      'missing-option',
      `Cannot ${what} (${path}): no name was given; --as with a name was expected`,
      { hint: 'Say it: --as "Foreign trade"' },
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

/** @throws {UsageError} when one option would undo what another does. */
function checkContradictions(path: string, options: LabelOptions): void {
  const { as, group, ungroup, hide = [], show = [] } = options;
  const both = hide.find((topic) => show.includes(topic));
  const found =
    both !== undefined
      ? `topic ${both} is to be hidden and shown`
      : group !== undefined && as === ungroup
        ? `"${as}" is to be made a group and dissolved`
        : undefined;
  if (found === undefined) return;
  throw new UsageError(
    'conflicting-options',
    `Cannot label (${path}): ${found}; one of the two was expected`,
    { hint: 'Leave one of them out.' },
  );
}

interface Labelled {
  readonly project: Project;
  readonly run: StoredRun;
  readonly notes: TopicNotes;
}

/** @returns what a person should know of it. */
function change({ project, run, notes }: Labelled, options: LabelOptions): string[] {
  const { topic, as, group = [], hide = [], show = [], ungroup } = options;
  const { numTopics } = run.settings;
  const place = { verb: 'label', path: project.file.path, typed: fileAndRun(project, run) };
  for (const asked of [...(topic === undefined ? [] : [topic]), ...group, ...hide, ...show]) {
    checkTopic(asked, numTopics, place);
  }
  if (topic !== undefined) notes.set(topic, { label: as === '' ? undefined : as });
  for (const member of group) notes.set(member, { group: as });
  for (const hidden of hide) notes.set(hidden, { hidden: true });
  for (const shown of show) notes.set(shown, { hidden: false });
  if (ungroup !== undefined) dissolve(notes, ungroup, project.file.path);
  return options.confirm ? [confirm(notes)] : [];
}

function dissolve(notes: TopicNotes, name: string, path: string): void {
  const members = notes.all().filter(([, { group }]) => group === name);
  if (members.length === 0) {
    const groups = new Set(notes.all().flatMap(([, { group }]) => group ?? []));
    const found = [...groups].map((group) => `"${group}"`).join(', ');
    throw new UserError(
      'group-unknown',
      `Cannot ungroup "${name}" (${path}): there is no such group`,
      { hint: groups.size === 0 ? 'No topics are grouped.' : `There is: ${found}` },
    );
  }
  for (const [topic] of members) notes.set(topic, { group: undefined });
}

function confirm(notes: TopicNotes): string {
  const carried = notes.all().filter(([, note]) => note.carried !== undefined);
  for (const [topic] of carried) notes.set(topic, {});
  if (carried.length === 0)
    return 'Nothing to confirm: no notes were carried over from another run.';
  return `Confirmed the notes of ${count(carried.length, 'topic')}.`;
}

/** @returns what carries the notes over, where that is asked for, and says so. */
async function carrying(to: Labelled, { from, with: file }: LabelOptions): Promise<() => string[]> {
  if (from === undefined) return () => [];
  checkIsOther(to, from, file);
  const common = new CommonWords();
  const compare = (project: Project): (() => Carried) => {
    const source = notedRun(labelledRun(project, from), common);
    return compareToCarry(source, notedRun(to, common), common);
  };
  const carry =
    file === undefined ? compare(to.project) : await withProject(file, { readOnly: true }, compare);
  return () => [describeCarrying({ from, ...carry() }, fileAndRun(to.project, to.run))];
}

/** @throws {UsageError} when notes are to be carried from a run to itself: where they came from would be lost. */
function checkIsOther({ project, run }: Labelled, from: string, file = project.file.path): void {
  const { path } = project.file;
  if (from !== run.name || identityOf(file) !== identityOf(path)) return;
  throw new UsageError(
    'conflicting-options',
    `Cannot carry labels over (${path}): "${from}" is the run that is to get them; another run was expected`,
    { hint: 'Name the run that is to get them: --run NAME' },
  );
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
