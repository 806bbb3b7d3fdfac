#!/usr/bin/env node
/** The `gibbon` command. */
import { isClosed, tellOutputClosed } from './speaking/closed-output.ts';
import { endQuietlyWithoutTerminal } from './speaking/hangup.ts';
import { explainDamage } from './speaking/explain-damage.ts';
import { reportError } from './speaking/report-error.ts';

const debug = process.argv.includes('--debug');
endQuietlyWithoutTerminal();

/** In which whoever is writing notices, and closes what it has open. */
const millisecondsToClose = 100;
let hasReader = true;

// A reader that has seen enough (`gibbon topics FILE | head`) is no error. Who has something to save
// before the end listens for that.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (!isClosed(error)) {
    process.exitCode = reportError(error, { debug });
    return;
  }
  hasReader = false;
  if (!tellOutputClosed()) {
    setTimeout(() => process.exit(0), millisecondsToClose).unref();
  }
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
  const isOfOutput = !hasReader && isClosed(error as NodeJS.ErrnoException);
  if (!isOfOutput) {
    process.exitCode = reportError(await explainDamage(error, process.argv.slice(2)), { debug });
  }
}
