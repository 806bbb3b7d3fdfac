/** The command line as a whole: every command is a file in commands/. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addCompareCommand } from './commands/compare.ts';
import { addCorpusCommand } from './commands/corpus.ts';
import { addCopyCommand } from './commands/copy.ts';
import { addDocumentsCommand } from './commands/documents.ts';
import { addEvaluateCommand } from './commands/evaluate.ts';
import { addExportCommand } from './commands/export.ts';
import { addImportCommand } from './commands/import.ts';
import { addInspectCommand } from './commands/inspect.ts';
import { addPrepareCommand } from './commands/prepare.ts';
import { addResumeCommand } from './commands/resume.ts';
import { addRunsCommand } from './commands/runs.ts';
import { addSearchCommand } from './commands/search.ts';
import { addTopicsCommand } from './commands/topics.ts';
import { addTrainCommand } from './commands/train.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { addWordsCommand } from './commands/words.ts';
import { inertLines } from './speaking/messages.ts';

const examples = `
Examples:
  gibbon train texts/ --topics 50            find 50 topics in a folder of texts
  gibbon train articles.csv --text-column body --into articles.gibbon
  gibbon topics articles.gibbon              the topics, as text (--json for programs)
  gibbon inspect articles.gibbon             inspect topics, documents and words in the terminal
  gibbon resume articles.gibbon --sweeps 2000   continue where it stopped

Every command has its own help: gibbon train --help`;

/** The commands as the help groups them; where a command belongs is said here alone. */
const groups: readonly { title: string; adders: readonly ((program: Command) => void)[] }[] = [
  {
    title: 'Make a model:',
    adders: [addImportCommand, addPrepareCommand, addTrainCommand, addResumeCommand],
  },
  {
    title: 'Look at it:',
    adders: [
      addInspectCommand,
      addTopicsCommand,
      addDocumentsCommand,
      addWordsCommand,
      addCorpusCommand,
      addSearchCommand,
      addEvaluateCommand,
      addCompareCommand,
    ],
  },
  { title: 'Use it:', adders: [addExportCommand] },
  { title: 'Keep it:', adders: [addRunsCommand, addVerifyCommand, addCopyCommand] },
];

export function createProgram(): Command {
  const program = new Command('gibbon')
    .description('Finds the topics in a collection of texts (LDA by collapsed Gibbs sampling).')
    .version(ownVersion(), '--version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .option('--debug', 'show where an error came from')
    .addHelpText('after', examples)
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(inertLines(text)) })
    .configureHelp({ showGlobalOptions: false });
  for (const { title, adders } of groups) {
    program.commandsGroup(title);
    for (const add of adders) add(program);
  }
  for (const command of program.commands) {
    command
      .option('--debug', 'show where an error came from')
      .helpOption('-h, --help', 'show this help');
  }
  return program;
}

function ownVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
