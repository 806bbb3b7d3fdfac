#!/usr/bin/env node
/** The `gibbon` command. */
import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';

const debug = process.argv.includes('--debug');

// A reader that has seen enough (`gibbon topics FILE | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.exitCode = reportError(error, { debug });
});

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = reportError(error, { debug });
}
