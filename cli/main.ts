#!/usr/bin/env node
/** The `gibbon` command. */
import { isClosed, tellOutputClosed } from './speaking/closed-output.ts';
import { endQuietlyWithoutTerminal } from './speaking/hangup.ts';
import { explainDamage } from './speaking/explain-damage.ts';
import { reportError } from './speaking/report-error.ts';
import { unwritableOutput } from './speaking/unwritable-output.ts';

const debug = process.argv.includes('--debug');
endQuietlyWithoutTerminal();

/** In which whoever is writing notices, and closes what it has open. */
const millisecondsToClose = 100;
let hasReader = true;

// A reader that has seen enough (`gibbon topics FILE | head`) is no error. Who has something to save
// before the end listens for that. A full disk is told of once, and whoever only writes stops.
const unwritten = new Set<unknown>();
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (isClosed(error)) {
    hasReader = false;
    if (!tellOutputClosed()) setTimeout(() => process.exit(0), millisecondsToClose).unref();
    return;
  }
  if (unwritten.size === 0) process.exitCode = reportError(unwritableOutput(error), { debug });
  unwritten.add(error);
});
// Messages that nobody can see any more, as when the terminal was closed, must not end the work.
process.stderr.on('error', () => undefined);

process.on('uncaughtException', (error) => {
  process.exit(reportError(error, { debug }));
});

try {
  // Imported here, so that a package that is missing ends in a message like any other error.
  const { createProgram } = await import('./program.ts');
  const program = await createProgram(process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  const isOfOutput =
    unwritten.has(error) || (!hasReader && isClosed(error as NodeJS.ErrnoException));
  if (!isOfOutput) {
    process.exitCode = reportError(await explainDamage(error, process.argv.slice(2)), { debug });
  }
}
