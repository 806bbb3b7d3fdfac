/** `gibbon cite`: what a paper says of a model. */
import { type Command, Option } from 'commander';
import type { WordSettings } from '../../corpora/importing/options.ts';
import type { ImportReport } from '../../corpora/importing/report.ts';
import type { CitedModel } from '../citing/cited-model.ts';
import { describeMethods } from '../citing/methods.ts';
import { type Reference, asBibtex, asListed, referencesOf } from '../citing/references.ts';
import { type CommandsToRepeat, commandsToRepeat } from '../citing/repeat.ts';
import { evaluateProject } from '../evaluating/evaluated-project.ts';
import { type Project, withProject } from '../project.ts';
import { printData, printJson, printResult } from '../speaking/messages.ts';

const examples = `
Examples:
  gibbon cite speeches.gibbon                        a paragraph for the methods section
  gibbon cite speeches.gibbon --as markdown >> paper.md
  gibbon cite speeches.gibbon --as bibtex > gibbon.bib
  gibbon cite speeches.gibbon --run topics-50 --json`;

/** Coherence is commonly given of this many top words. */
const numTopWords = 10;

interface Citation {
  readonly methods: string;
  readonly commands: CommandsToRepeat;
  readonly references: readonly Reference[];
}

interface CiteOptions {
  readonly run?: string;
  readonly as: 'text' | 'markdown' | 'bibtex';
  readonly json?: boolean;
}

export function defineCommand(command: Command): void {
  command
    .arguments('<file>')
    .description(
      'Writes what a paper should say of a model: a paragraph for its methods section (program and ' +
        'version, corpus, preparation, priors, sweeps, seed, measures), the commands that make the ' +
        'model again, and the papers behind the methods that were used.',
    )
    .option('--run <name>', 'name of the run (default: the newest)')
    .addOption(
      new Option('--as <form>', 'how to write it; bibtex: the papers alone')
        .choices(['text', 'markdown', 'bibtex'])
        .default('text')
        .conflicts('json'),
    )
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', examples)
    .action(cite);
}

async function cite(path: string, options: CiteOptions): Promise<void> {
  const model = await withProject(path, { readOnly: true }, (project) =>
    citedModel(project, options.run),
  );
  const methods = describeMethods(model);
  const commands = commandsToRepeat(model);
  const references = referencesOf(model);
  const { as: form } = options;
  if (options.json) printJson({ methods, commands, references });
  else if (form === 'bibtex') printData(asBibtex(references));
  else printResult(asSection({ methods, commands, references }, form));
}

/** The paragraph, the commands and the papers, one below the other. */
function asSection({ methods, commands, references }: Citation, form: 'text' | 'markdown'): string {
  const isMarkdown = form === 'markdown';
  return [
    methods,
    '',
    `To make it again${commands.isExact ? ', to the byte' : ''}:`,
    '',
    ...(isMarkdown ? ['```sh', ...commands.lines, '```'] : commands.lines),
    ...commands.notes.flatMap((note) => ['', note]),
    '',
    'References:',
    '',
    ...references.map((reference) => asListed(reference, form)),
  ].join('\n');
}

function citedModel(project: Project, run: string | undefined): CitedModel {
  const corpus = project.corpus.summary();
  return {
    file: project.file.path,
    corpus,
    words: corpus.settings as WordSettings,
    report: corpus.report as ImportReport,
    evaluated: evaluateProject(project, { run, words: numTopWords }),
    measurements: project.runs.measurements(project.runs.find(run)),
  };
}
