/** One measurement of `import.ts`, in a process of its own; prints seconds and memory as JSON. */
import fs from 'node:fs';
import { importCorpus } from '../../corpora/importing/import-corpus.ts';

const [, , mode, file, into] = process.argv;
const start = performance.now();
if (mode === 'split') {
  await splitAll(file);
} else {
  const more = mode === 'import' ? {} : { reduction: 'stem' as const, phrases: 0.4 };
  await importCorpus([file], into, { ...more, replace: true });
}
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage();
const processorSeconds = (user + system) / 1e6;
const megabytes = process.resourceUsage().maxRSS / 1000;
process.stdout.write(JSON.stringify({ seconds, processorSeconds, megabytes }));

/** What the simplest program would do: read, cut into lines and words, count nothing. */
async function splitAll(path: string): Promise<void> {
  let rest = '';
  let numWords = 0;
  for await (const chunk of fs.createReadStream(path, { encoding: 'utf8' })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) numWords += line.split(/\s+/u).length;
  }
  if (numWords === 0) throw new Error(`${path} is empty`);
}
