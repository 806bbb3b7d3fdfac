/** Where output goes: results to stdout, everything else to stderr. */
import { inert } from '../components/inert.ts';
import { isClosed } from './closed-output.ts';

/**
 * A result for people: what the command was asked for. Nothing in it acts upon the terminal.
 *
 * @param made a file that it tells of: where stdout takes nothing, stderr says that the file is whole.
 */
export function printResult(text: string, made?: string): void {
  writeResult(inertLines(text), made);
}

/** A result for programs, as it is; made harmless where a terminal shows it. */
export function printData(text: string, made?: string): void {
  writeResult(forReader(text), made);
}

/** What is written to stdout for programs; a terminal gets nothing that it would act upon. */
export function forReader(text: string): string {
  return process.stdout.isTTY ? inertLines(text) : text;
}

/** One write, so that a pipe gets it whole. */
function writeResult(text: string, made?: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`, (error) => {
    if (!error || made === undefined || isClosed(error)) return;
    printMessage(`${made} is written, and whole.`);
  });
}

/** One JSON object on a line of its own; `made` as for `printResult`. */
export function printJson(value: unknown, made?: string): void {
  writeResult(inertJson(JSON.stringify(value)), made);
}

/** The same JSON, with everything escaped in it that a terminal would act upon. */
export function inertJson(json: string): string {
  return json.replace(
    /[\u007f-\u009f\p{Zl}\p{Zp}\p{Bidi_Control}\ufff9-\ufffb]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Progress, advice, warnings. */
export function printMessage(text: string): void {
  process.stderr.write(`${inertLines(text)}\n`);
}

/** The text with its line breaks kept, and nothing else in it that a terminal would act upon. */
export function inertLines(text: string): string {
  return text.split('\n').map(inert).join('\n');
}
