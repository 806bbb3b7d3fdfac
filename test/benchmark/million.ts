/**
 * How much memory it takes to bring a corpus of a million documents in, and out again.
 *
 *     node dist/test/benchmark/million.js [--documents 1000000] [--out docs/benchmark]
 *
 * Every command is a process of its own, and tells the most memory that it had. Ends with 1 where
 * what only reads a model needs more than is promised.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { grouped } from '../../core/numbers.ts';
import { RandomStream } from '../../core/random/stream.ts';
import { writers } from '../../corpora/writers/writers.ts';
import { program } from '../end-to-end/gibbon.ts';
import { tellMemory } from '../fixtures/tell-memory.ts';
import { markdownTable } from './markdown-table.ts';

const { values: options } = parseArgs({
  options: {
    documents: { type: 'string', default: '1000000' },
    out: { type: 'string', default: 'docs/benchmark' },
  },
});

const promised = 300;
const numDocuments = Number(options.documents);
const numThemes = 20;

interface Step {
  readonly args: readonly string[];
  /** Whether the promise holds for it: it reads a model and writes as it goes. */
  readonly isPromised: boolean;
  readonly input?: () => Iterable<string>;
}

const steps: readonly Step[] = [
  {
    args: ['import', '-', '--into', 'm.gibbon', '--format', 'lines'],
    isPromised: false,
    input: () => texts(25, 1),
  },
  {
    args: ['train', 'm.gibbon', '--topics', '100', '--sweeps', '5', '--samples', '1', '--plain'],
    isPromised: false,
  },
  { args: ['documents', 'm.gibbon', '--json'], isPromised: true },
  ...writers.map(({ format }) => ({
    args: ['export', 'm.gibbon', '--to', 'out/', '--format', format],
    isPromised: true,
  })),
  {
    args: ['infer', 'm.gibbon', '-', '--format', 'lines'],
    isPromised: true,
    input: () => texts(100, 2),
  },
];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-million-'));
try {
  const rows: string[][] = [];
  let isKept = true;
  for (const step of steps) {
    const { megabytes, seconds } = await run(step);
    const isOver = step.isPromised && megabytes > promised;
    if (isOver) isKept = false;
    const row = [`\`gibbon ${step.args.join(' ')}\``, megabytes.toFixed(0), seconds.toFixed(0)];
    console.error(`${row.join('  ')}${isOver ? '  more than promised' : ''}`);
    rows.push(row);
    fs.rmSync(path.join(folder, 'out'), { recursive: true, force: true });
  }
  const page = `${preface()}\n${markdownTable(['command', 'memory, MB', 's'], rows)}\n`;
  fs.writeFileSync(path.join(options.out, 'million.md'), page);
  if (!isKept) process.exitCode = 1;
} finally {
  fs.rmSync(folder, { recursive: true });
}

function preface(): string {
  return (
    `# ${grouped(numDocuments)} documents\n\n` +
    'The most memory that each command had, on generated documents of 25 words, 10,000 words in all; `infer` gets as many new ones of 100 words.\n' +
    `What reads a model and writes as it goes is to need less than ${promised} MB. Written by \`make million\`.\n`
  );
}

async function run({ args, input }: Step): Promise<{ megabytes: number; seconds: number }> {
  const start = performance.now();
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: `--import=${tellMemory}` },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'pipe', 'pipe'],
  });
  let told = '';
  let stderr = '';
  (child.stdio[3] as Readable).on('data', (bytes: Buffer) => (told += bytes.toString()));
  child.stderr?.on('data', (bytes: Buffer) => (stderr = bytes.toString()));
  if (input !== undefined) await pipeline(Readable.from(input()), child.stdin!);
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`gibbon ${args.join(' ')}: ${stderr}`);
  return { megabytes: Number(told), seconds: (performance.now() - start) / 1000 };
}

/** Documents of two themes each, a thousand lines at a time. */
function* texts(numWords: number, seed: number): Generator<string> {
  const random = new RandomStream({ seed, sweep: 0, unit: 0 });
  const below = (limit: number) => Math.floor(random.next() * limit);
  const word = (theme: number): string => {
    const rank = below(1 + below(500)); // the lower ranks are the commoner words
    return `theme${letters(theme)}${letters(rank)}`;
  };
  for (let document = 0; document < numDocuments; document += 1000) {
    const lines: string[] = [];
    for (let line = document; line < Math.min(document + 1000, numDocuments); line++) {
      const themes = [below(numThemes), below(numThemes)];
      lines.push(Array.from({ length: numWords }, () => word(themes[below(2)])).join(' '));
    }
    yield `${lines.join('\n')}\n`;
  }
}

function letters(value: number): string {
  return [...value.toString(26)]
    .map((digit) => String.fromCharCode(97 + parseInt(digit, 26)))
    .join('');
}
