/** The command line as a whole: every command is a file in commands/. */
import { Command } from 'commander';
import { gibbonVersion } from '../corpora/version.ts';
import { refuseBoth } from './options/refuse-both.ts';
import { inertLines } from './speaking/messages.ts';

const examples = `
Examples:
  gibbon train texts/ --topics 50            find 50 topics in a folder of texts
  gibbon train articles.csv --text-column body --into articles.gibbon
  gibbon topics articles.gibbon              the topics as text (--json for programs)
  gibbon inspect articles.gibbon             topics, documents and words in the terminal
  gibbon resume articles.gibbon --sweeps 2000    continue where it stopped

Every command has its own help, such as: gibbon train --help`;

interface CommandEntry {
  readonly name: string;
  /** A line of the program's help. */
  readonly summary: string;
  /** Gives the command its arguments, options and action. */
  readonly load: () => Promise<{ readonly defineCommand: (command: Command) => void }>;
}

/**
 * The commands as the help groups them; this is the only place that says where a command belongs.
 * Each is loaded only when it is asked for: all of them together take half a second to load, one a
 * quarter.
 */
const groups: readonly { readonly title: string; readonly commands: readonly CommandEntry[] }[] = [
  {
    title: 'Make a model:',
    commands: [
      {
        name: 'sample',
        summary: 'fetch a sample corpus and train a model on it, to try things out',
        load: () => import('./commands/sample.ts'),
      },
      {
        name: 'import',
        summary: 'make a project file from texts or word counts',
        load: () => import('./commands/import.ts'),
      },
      {
        name: 'prepare',
        summary: 'change which words of the texts a project file counts',
        load: () => import('./commands/prepare.ts'),
      },
      {
        name: 'metadata',
        summary: 'add or replace metadata of the documents; runs and labels are kept',
        load: () => import('./commands/metadata.ts'),
      },
      {
        name: 'train',
        summary: 'find topics: train a model on texts or on a project file',
        load: () => import('./commands/train.ts'),
      },
      {
        name: 'resume',
        summary: 'resume a run from its last checkpoint',
        load: () => import('./commands/resume.ts'),
      },
      {
        name: 'work',
        summary: 'take part in a run that another machine leads',
        load: () => import('./commands/work.ts'),
      },
      {
        name: 'plan',
        summary: 'estimate what training on several machines will need',
        load: () => import('./commands/plan.ts'),
      },
    ],
  },
  {
    title: 'Look at it:',
    commands: [
      {
        name: 'inspect',
        summary: 'inspect topics, documents and words in the terminal',
        load: () => import('./commands/inspect.ts'),
      },
      {
        name: 'topics',
        summary: 'list the topics with their words',
        load: () => import('./commands/topics.ts'),
      },
      {
        name: 'documents',
        summary: 'list documents with their topics, or the documents of a topic',
        load: () => import('./commands/documents.ts'),
      },
      {
        name: 'words',
        summary: 'show the topics of a word, and the word in context',
        load: () => import('./commands/words.ts'),
      },
      {
        name: 'label',
        summary: 'name topics, hide them, show several as one; carry labels over to another run',
        load: () => import('./commands/label.ts'),
      },
      {
        name: 'corpus',
        summary: 'show what an import did; list words and documents',
        load: () => import('./commands/corpus.ts'),
      },
      {
        name: 'search',
        summary: 'how many topics? train and measure runs with several numbers of them',
        load: () => import('./commands/search.ts'),
      },
      {
        name: 'evaluate',
        summary: 'measure how good the topics of a run are',
        load: () => import('./commands/evaluate.ts'),
      },
      {
        name: 'compare',
        summary: 'compare runs: which topics recur, and which are split, merged or new',
        load: () => import('./commands/compare.ts'),
      },
    ],
  },
  {
    title: 'Use it:',
    commands: [
      {
        name: 'infer',
        summary: 'find the topics of new documents',
        load: () => import('./commands/infer.ts'),
      },
      {
        name: 'effects',
        summary: 'show how the shares of topics depend on what is known of documents',
        load: () => import('./commands/effects.ts'),
      },
      {
        name: 'trends',
        summary: 'show the shares of topics over time, or by any metadata field',
        load: () => import('./commands/trends.ts'),
      },
      {
        name: 'cite',
        summary: 'write what a paper says of the model: methods, commands, references',
        load: () => import('./commands/cite.ts'),
      },
      {
        name: 'report',
        summary: 'write the model as one HTML file that opens anywhere',
        load: () => import('./commands/report.ts'),
      },
      {
        name: 'export',
        summary: 'write topics, documents or counts for other programs',
        load: () => import('./commands/export.ts'),
      },
    ],
  },
  {
    title: 'Keep it:',
    commands: [
      {
        name: 'runs',
        summary: 'list the runs of a project file; rename or delete them',
        load: () => import('./commands/runs.ts'),
      },
      {
        name: 'verify',
        summary: 'look for damage in a project file',
        load: () => import('./commands/verify.ts'),
      },
      {
        name: 'copy',
        summary: 'copy a project file whole, even while a training runs in it',
        load: () => import('./commands/copy.ts'),
      },
    ],
  },
];

/** @param args what was typed after `gibbon`; of the commands, those named there are loaded. */
export async function createProgram(args: readonly string[]): Promise<Command> {
  const program = new Command('gibbon')
    .description('Finds the topics in a collection of texts (LDA by collapsed Gibbs sampling).')
    .version(gibbonVersion(), '--version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .option('--debug', 'show where an error came from')
    .addHelpText('after', examples)
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(inertLines(text)) })
    .configureHelp({ showGlobalOptions: false, subcommandTerm: (command) => command.name() });
  for (const { title, commands } of groups) {
    program.commandsGroup(title);
    for (const { name, summary, load } of commands) {
      const command = program.command(name).summary(summary);
      if (args.includes(name)) (await load()).defineCommand(command);
      command
        .option('--debug', 'show where an error came from')
        .helpOption('-h, --help', 'show this help');
      refuseBoth(command);
    }
  }
  program.commandsGroup('More:').helpCommand('help [command]', 'show the help of a command');
  return program;
}
