/** An import as it is shown while it runs. */
import type { ImportProgress, ImportReport } from '../../corpora/importing/report.ts';
import { megabytes } from '../../core/numbers.ts';
import { count, duration, percent } from '../components/numbers.ts';
import { printMessage } from '../speaking/messages.ts';
import { ProgressLine } from '../speaking/progress-line.ts';
import { StopSignals } from '../training/stop-signals.ts';

/**
 * Runs an import with its progress on stderr: one line on a terminal that is written over and
 * over, elsewhere a line every few seconds. Ctrl-C ends it, and nothing is left behind.
 */
export async function showImport<Report extends ImportReport>(
  run: (onProgress: (progress: ImportProgress) => void, signal: AbortSignal) => Promise<Report>,
): Promise<Report> {
  const line = new ProgressLine();
  const interruption = new AbortController();
  const signals = new StopSignals(() => {
    interruption.abort();
    process.stdin.destroy(); // an import that waits for its input would not notice
  });
  try {
    const report = await run((progress) => {
      line.update(() => describe(progress));
    }, interruption.signal);
    line.clear();
    if (line.hasShown) printMessage(`Memory: at most ${mostMemory()}.`);
    return report;
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    line.clear();
    printMessage('Interrupted: nothing was written. The same command starts again.');
    return process.exit(signals.exitStatus);
  } finally {
    line.clear();
    signals.release();
  }
}

function describe({ phase, documents, bytes, share, seconds }: ImportProgress): string {
  const done = share === undefined ? '' : `, ${percent(share)}`;
  const memory = `; memory ${mostMemory()}`;
  if (phase === 'writing') return `writing: ${count(documents, 'document')}${done}${memory}`;
  const read = bytes / 1e6;
  const left =
    share === undefined || share === 0 ? '' : `, ${duration((seconds / share) * (1 - share))} left`;
  return (
    `reading: ${count(documents, 'document')}${done}, ${read.toFixed(0)} MB, ` +
    `${(read / seconds).toFixed(1)} MB/s${left}${memory}`
  );
}

/** The most that there was so far. It depends on the words and the longest text, which nobody knows before. */
function mostMemory(): string {
  return megabytes(process.resourceUsage().maxRSS * 1024);
}
