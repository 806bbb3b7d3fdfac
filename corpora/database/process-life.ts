/** Whether a process that left its number is still running. */
import fs from 'node:fs';

/** How far two clocks of one machine may be apart: the calendar clock is corrected now and then. */
const toleranceSeconds = 60;
/** Linux counts times of processes in hundredths of a second, on every architecture. */
const ticksPerSecond = 100;

/**
 * @param since ISO 8601: when the process left its number. A process of that number that began
 *   later is another one.
 */
export function isSameProcessAlive(pid: number, since: string): boolean {
  if (!isAlive(pid)) return false;
  const began = startOf(pid);
  return began === undefined || began <= Date.parse(since) / 1000 + toleranceSeconds;
}

/** @param pid may come from a file that somebody made: 0 and less would be groups of processes. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0); // signal 0 only asks whether it is there
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // there, but someone else's
  }
}

/** When a process began, in seconds since 1970; undefined where /proc does not tell. */
function startOf(pid: number): number | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in brackets may hold anything; the 20th field after it is the start since booting.
    const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    const booted = /^btime (\d+)$/m.exec(fs.readFileSync('/proc/stat', 'latin1'))?.[1];
    const began = Number(booted) + ticks / ticksPerSecond;
    return Number.isFinite(began) ? began : undefined;
  } catch {
    return undefined;
  }
}
