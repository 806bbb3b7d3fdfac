/** How the program ends when its terminal was closed meanwhile. */
import { isatty } from 'node:tty';

/**
 * Node puts a terminal back as it was when a program ends, and aborts when the terminal is gone,
 * often with a dump of the process. So when one is gone at the end of all work, the signal by which
 * the system tells of it ends the process instead. Call this once, before anything else.
 */
export function endQuietlyWithoutTerminal(): void {
  const terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor));
  process.on('exit', () => {
    if (terminals.every((descriptor) => isatty(descriptor))) return;
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
    // The system may hand the signal to another thread: nothing else is to happen meanwhile.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5000);
  });
}
