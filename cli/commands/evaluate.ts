/** `gibbon evaluate`: how good the topics of a run are. */
import type { Command } from 'commander';
import { evaluateProject } from '../evaluating/evaluated-project.ts';
import { evaluationAsJson } from '../evaluating/evaluation-json.ts';
import { describeEvaluation } from '../evaluating/evaluation-text.ts';
import { wholeNumber } from '../options/numbers.ts';
import { type Project, withProject } from '../project.ts';
import { printJson, printResult } from '../speaking/messages.ts';
import { withProgressLine } from '../speaking/progress-line.ts';

const examples = `
Examples:
  gibbon evaluate speeches.gibbon
  gibbon evaluate speeches.gibbon --run topics-50 --words 20
  gibbon train speeches.gibbon --hold-out 10% && gibbon evaluate speeches.gibbon
  gibbon evaluate speeches.gibbon --reference wikipedia.gibbon    coherence in other texts
  gibbon evaluate speeches.gibbon --json | jq '.topics[] | select(.flags != [])'`;

interface EvaluateOptions {
  readonly run?: string;
  readonly words: number;
  readonly reference?: string;
  readonly heldOut?: string;
  readonly observed?: number;
  readonly leftToRight?: number;
  readonly json?: boolean;
}

export function defineCommand(command: Command): void {
  command
    .arguments('<file>')
    .description(
      'Measures a run: how well it predicts held-out documents (train --hold-out 10%); the coherence, ' +
        'exclusivity and diversity of its topics, with diagnostics of each; and which topics are ' +
        'nearly the same, unused, or not really topics.',
    )
    .option('--run <name>', 'name of the run (default: the newest)')
    .option(
      '--words <number>',
      'top words of each topic to measure',
      wholeNumber({ least: 2, most: 31 }),
      10,
    )
    .option('--reference <file>', 'measure coherence in the texts of another project file')
    .option('--held-out <file>', 'predict the documents of another project file instead')
    .option(
      '--observed <tokens>',
      'show at most this many tokens of each held-out document (default: every second one)',
      wholeNumber({ least: 1, most: 1_000_000 }),
    )
    .option(
      '--left-to-right <particles>',
      'also estimate held-out likelihood from left to right (slow: 20 particles are plenty)',
      wholeNumber({ least: 1, most: 1000 }),
    )
    .option('--json', 'print JSON on stdout, with every measure of every topic')
    .addHelpText('after', examples)
    .action(evaluate);
}

async function evaluate(path: string, options: EvaluateOptions): Promise<void> {
  const evaluated = await withProject(path, { readOnly: true }, (project) =>
    withOther(options.reference, (reference) =>
      withOther(options.heldOut, (heldOut) =>
        withProgressLine((work) =>
          evaluateProject(project, { ...options, reference, heldOut, work }),
        ),
      ),
    ),
  );
  if (options.json) printJson(evaluationAsJson(evaluated));
  else printResult(describeEvaluation(evaluated));
}

async function withOther<Result>(
  path: string | undefined,
  work: (other: Project | undefined) => Promise<Result> | Result,
): Promise<Result> {
  if (path === undefined) return work(undefined);
  return withProject(path, { readOnly: true }, work);
}
