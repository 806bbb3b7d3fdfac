/**
 * How fast text becomes a project file, next to a plain loop that reads the same file and splits
 * it at white space.
 *
 *     node dist/test/benchmark/import.js [--runs 3] [--megabytes 500] [--out docs/benchmark]
 *
 * Each import is a process of its own, from its start to its end, so that memory is its own too.
 * The configurations are measured in turn; of several runs the median counts.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { sharedCorpus } from '../fixtures/shared-corpora.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    megabytes: { type: 'string', default: '500' },
    out: { type: 'string', default: 'docs/benchmark' },
  },
});

interface Measured {
  readonly seconds: number;
  /** Of all processors together. */
  readonly processorSeconds: number;
  /** Most memory that was resident, in MB. */
  readonly megabytes: number;
}

const tableHead =
  '| text | what | MB/s | times the plain loop | processor s per 100 MB | memory, MB |\n' +
  '|---|---|--:|--:|--:|--:|';
/** How busy the machine was decides what the times are worth. */
function preface(): string {
  return (
    `# Import: from text to a project file on disk\n\n` +
    `Written by \`node dist/test/benchmark/import.js\` on ${os.cpus().length} processors with a load of ` +
    `${os.loadavg()[1].toFixed(1)}. The times are only good when that is about 1 to 3; the processor's\n` +
    `seconds (of all threads together) depend little on it. The texts are kept in the project file.\n`
  );
}

const worker = fileURLToPath(new URL('./import-once.js', import.meta.url));
const ways = [
  { name: 'plain read-and-split loop', mode: 'split' },
  { name: 'import', mode: 'import' },
  { name: 'import --stem --phrases', mode: 'stems-and-phrases' },
] as const;

const corpus = sharedCorpus('arxiv-50k');
if (corpus === undefined) {
  console.error('skipped: arxiv-50k is not available here');
} else {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-bench-'));
  try {
    bench(path.join(corpus, 'docs.tsv.gz'), folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function bench(archive: string, folder: string): void {
  const file = path.join(folder, 'small.tsv');
  fs.writeFileSync(file, gunzipSync(fs.readFileSync(archive)));
  const lines = [tableHead, ...rowsOf('arXiv abstracts', file, folder, Number(options.runs))];
  const large = path.join(folder, 'large.tsv');
  enlarge(file, large, Number(options.megabytes) * 1e6);
  lines.push(...rowsOf('the same, enlarged', large, folder, 1));
  const table = `${preface()}\n${lines.join('\n')}\n`;
  fs.mkdirSync(options.out, { recursive: true });
  fs.writeFileSync(path.join(options.out, 'import.md'), table);
  console.log(table);
}

function rowsOf(name: string, file: string, folder: string, numRuns: number): string[] {
  const megabytes = fs.statSync(file).size / 1e6;
  const measured = ways.map((): Measured[] => []);
  for (let run = 0; run < numRuns; run++) {
    ways.forEach(({ mode }, way) => measured[way].push(once(mode, file, folder)));
  }
  const seconds = measured.map((runs) => median(runs.map((one) => one.seconds)));
  return ways.map((way, index) => {
    const memory = Math.max(...measured[index].map((one) => one.megabytes));
    const cells = [
      `${name}, ${megabytes.toFixed(0)} MB`,
      way.name,
      (megabytes / seconds[index]).toFixed(1),
      (seconds[index] / seconds[0]).toFixed(1),
      ((median(measured[index].map((one) => one.processorSeconds)) / megabytes) * 100).toFixed(1),
      memory.toFixed(0),
    ];
    return `| ${cells.join(' | ')} |`;
  });
}

function once(mode: string, file: string, folder: string): Measured {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [worker, mode, file, path.join(folder, 'out.gibbon')],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}

/** Copies, in each of which other words are changed, so that the vocabulary grows as well. */
function enlarge(from: string, to: string, numBytes: number): void {
  const text = fs.readFileSync(from, 'utf8');
  for (let copy = 0, size = 0; size < numBytes; copy++) {
    let word = 0;
    const changed = text.replace(/[a-z]{6,}/gu, (found) =>
      word++ % 97 === copy ? `${found}${copy}x` : found,
    );
    fs.appendFileSync(to, changed.replace(/^/gmu, `${copy}-`));
    size = fs.statSync(to).size;
  }
  execFileSync('sync');
}
