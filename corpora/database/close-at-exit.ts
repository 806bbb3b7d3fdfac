/**
 * Project files that are still open when the process exits, whichever way: each is closed like any
 * other, so that nobody takes it for one whose process was killed.
 */

interface OpenFile {
  close(): void;
}

/** Of this process: it exits once, with all that it has open. */
const openFiles = new Set<OpenFile>();

export function closeAtExit(file: OpenFile): void {
  // Before other listeners: one of them may end the process by a signal.
  if (openFiles.size === 0) process.prependListener('exit', closeAll);
  openFiles.add(file);
}

/** To be called when it is closed. */
export function needNotClose(file: OpenFile): void {
  openFiles.delete(file);
  if (openFiles.size === 0) process.off('exit', closeAll);
}

/** The last that was opened first: it may read for one before. */
function closeAll(): void {
  for (const file of [...openFiles].reverse()) {
    try {
      file.close();
    } catch {
      // It is being read at this moment, or damaged: then it is left as a kill would leave it.
    }
  }
}
