/**
 * Measures how good the topics are, and writes docs/benchmark/quality.md: an hour. With names of parts
 * (`seed-words`, `reuters`, `bbc`, `20news-train`), only those are measured, and printed instead.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { heldOutTable } from './quality/held-out.ts';
import { reutersTable } from './quality/reuters.ts';
import { seedWordsTable } from './quality/seed-words.ts';

interface Part {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly measure: (tell: (line: string) => void) => Promise<string | undefined>;
}

const predicted =
  'Perplexity of held-out documents by document completion ([measures](../measures.md#held-out-text)), by the mean of ten samples; ' +
  'lower is better. Held out are the documents whose number, from 0, leaves 7 when divided by 10. The words are those of the other ' +
  'documents by the defaults of an import; held-out tokens are sorted by word, so that every second token of each word is observed.';

const parts: readonly Part[] = [
  {
    name: 'reuters',
    title: 'Joint likelihood: Reuters, K = 20, 1,000 sweeps',
    text:
      'Log p(words, topics) in nats per token on the 395 documents that come with the Python package lda. It shows that the chain ends ' +
      'where others end; it is no judge of priors, for which see the next tables.',
    measure: reutersTable,
  },
  {
    name: 'bbc',
    title: 'Held-out text: BBC news, 1,000 sweeps',
    text: predicted,
    measure: (tell) => heldOutTable({ corpus: 'bbc', numSweeps: 1000 }, tell),
  },
  {
    name: '20news-train',
    title: 'Held-out text: 20 Newsgroups, 500 sweeps',
    text: predicted,
    measure: (tell) => heldOutTable({ corpus: '20news-train', numSweeps: 500 }, tell),
  },
  {
    name: 'seed-words',
    title: 'Seed words: planted topics that are found',
    text: 'What stands in the columns: [seed words](../seed-words.md#how-well-it-works).',
    measure: seedWordsTable,
  },
];

async function main(names: readonly string[]): Promise<void> {
  const tell = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const wanted = parts.filter(({ name }) => names.length === 0 || names.includes(name));
  const sections: string[] = [];
  for (const { title, text, measure } of wanted) {
    const table = await measure(tell);
    sections.push(`## ${title}\n\n${text}\n\n${table ?? 'The corpus is not here.'}\n`);
  }
  const page = ['# Quality\n', 'Measured by `make quality`.\n', ...sections].join('\n');
  if (names.length > 0) process.stdout.write(page);
  else
    writeFileSync(
      fileURLToPath(new URL('../../../docs/benchmark/quality.md', import.meta.url)),
      page,
    );
}

await main(process.argv.slice(2));
