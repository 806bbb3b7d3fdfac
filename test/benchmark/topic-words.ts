/**
 * What is left of stop words and debris in the topics of four languages, with no option but
 * the source. Writes the table of docs/languages.md.
 *
 *     node dist/test/benchmark/topic-words.js [--sweeps 300] [--out docs/languages.md]
 *
 * The words are held against lists that the import does not use: natural's for English and
 * stopwords-iso for the others (whose English list has "computer", "system", "world").
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { ImportReport } from '../../corpora/importing/report.ts';
import { sharedCorpus } from '../fixtures/shared-corpora.ts';

const { values: options } = parseArgs({
  options: {
    sweeps: { type: 'string', default: '300' },
    out: { type: 'string', default: 'docs/languages.md' },
  },
});

const require = createRequire(import.meta.url);
const program = fileURLToPath(new URL('../../bin/gibbon.js', import.meta.url));
const corpora = ['bbc', 'gesetze-par-de-10k', 'legalize-fr-10k', 'wiki-zh-4k'];

interface Topics {
  readonly topics: readonly {
    readonly share: number;
    readonly words: readonly { readonly word: string }[];
  }[];
}

const rows = corpora.flatMap((name) => {
  const source = sharedCorpus(name);
  if (source === undefined) console.error(`skipped: ${name} is not available here`);
  return source === undefined ? [] : [rowOf(name, source)];
});
if (rows.length > 0) writeTable(rows);

function rowOf(name: string, source: string): { table: string; topics: string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gibbon-languages-'));
  try {
    const file = path.join(folder, `${name}.gibbon`);
    const report = JSON.parse(gibbon('import', source, '--into', file, '--json')) as ImportReport;
    gibbon('train', file, '--topics', '20', '--sweeps', options.sweeps, '--seed', '7', '--json');
    const { topics } = JSON.parse(gibbon('topics', file, '--words', '10', '--json')) as Topics;
    return describe(name, report, topics);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function describe(
  name: string,
  report: ImportReport,
  topics: Topics['topics'],
): { table: string; topics: string } {
  const words = topics.flatMap((topic) => topic.words.map(({ word }) => word));
  const language = report.languages[0];
  const list = stopWordsOf(language);
  const onList = [...new Set(words.filter((word) => list.has(word)))];
  const debris = [...new Set(words.filter(isDebris))];
  const cells = [name, report.languages.join(', '), words.length, shown(onList), shown(debris)];
  const largest = [...topics].sort((a, b) => b.share - a.share).slice(0, 5);
  const lines = largest.map((topic) => `- ${topic.words.map(({ word }) => word).join(' ')}`);
  return { table: `| ${cells.join(' | ')} |`, topics: `${name}:\n\n${lines.join('\n')}` };
}

function shown(words: readonly string[]): string {
  return words.length === 0 ? '0' : `${words.length} (${words.join(' ')})`;
}

/** A number, one letter, or what is left of an entity or an address. */
function isDebris(word: string): boolean {
  return (
    /\p{N}/u.test(word) ||
    [...word].length === 1 ||
    /^(?:nbsp|amp|quot|https?|www|com)$/u.test(word)
  );
}

function stopWordsOf(language: string): ReadonlySet<string> {
  const words: unknown =
    language === 'en'
      ? (require('natural/lib/natural/util/stopwords.js') as { words: string[] }).words
      : (require('stopwords-iso') as Record<string, string[]>)[language];
  return new Set(words as string[]);
}

function gibbon(...args: string[]): string {
  return execFileSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 28,
  });
}

function writeTable(found: readonly { table: string; topics: string }[]): void {
  const page = `# Four languages, with no option but the source

Written by \`node dist/test/benchmark/topic-words.js\`: 20 topics, ${options.sweeps} sweeps, seed 7, no other option. The
language and its stop words are detected. The ten top words of all topics are held against stop lists that the import
does not use (natural's for English, stopwords-iso for the others), and against debris: numbers, single letters, what is left
of entities and addresses. What is named there is a word of its subject ("personne" in a code of law), not debris.

| corpus | language found | top words | on the other stop list | debris |
|---|---|--:|---|---|
${found.map(({ table }) => table).join('\n')}

The five largest topics of each:

${found.map(({ topics }) => topics).join('\n\n')}
`;
  fs.writeFileSync(options.out, page);
  console.log(page);
}
