/** The page of what more cores would do. */
import type { Check } from './sleepers.ts';
import { markdownTable } from '../markdown-table.ts';

/** @param toWake seconds from a tick until a thread that slept goes on. */
export function pageOf(
  lines: readonly (readonly string[])[],
  {
    manyWorkers,
    toWake,
    checks,
  }: { manyWorkers: readonly number[]; toWake: number; checks: readonly Check[] },
): string {
  const header = ['corpus', 'K', 'B', 'ms, 1 worker', 'ms, 2 workers', 'gain of 2'];
  return `# More cores than were measured

How many times as fast as one worker more of them would be, by a simulation: the schedule and the clocks are the real ones, and only time
is simulated, from the measured time of every unit, of two units side by side, of what a worker does besides (pull, push, find
the next unit), and of waking a thread (${(toWake * 1e6).toFixed(0)} µs). \`make cores\` makes this page.

${markdownTable([...header, ...manyWorkers.map(String)], lines)}

- *B*: blocks, by the number of tokens; no more workers than blocks can work at once. With a worker for each block, nobody has a second unit to
  sample side by side.
- *ms, 1 worker, 2 workers*: a sweep as simulated, and in parentheses by the clock, the least of 21. Where other work has
  the cores, the clock is far above.
- What it does not know: how fast memory is when many cores read at once, which would make it slower, and that a worker with few
  blocks finds their documents in its own cache, which would make it faster.
- What it leaves out: the growing start. Its smallest samples have 2 to 8 blocks, and so work for as many workers. Between samples, while
  one thread reads and cuts the next and workers lay it out, nobody samples (with two workers a seventh of the start of 20 Newsgroups).

The schedule beside the clock, with real threads whose units sleep 20 ms each instead of working, which takes no core (16 blocks, ms a sweep):

${markdownTable(
  ['workers', 'simulated', 'by the clock'],
  checks.map(({ numWorkers, simulated, measured }) => [
    String(numWorkers),
    (1000 * simulated).toFixed(0),
    (1000 * measured).toFixed(0),
  ]),
)}
`;
}
