/**
 * `gibbon corpus`: the words and documents of a project file, and what the import did with them.
 */
import type { Command } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { LongWork } from '../../core/inspection/long-work.ts';
import { CorpusStore, type DocumentEntry } from '../../corpora/database/corpus-store.ts';
import { DocumentSearch } from '../../corpora/database/document-search.ts';
import type { ImportReport } from '../../corpora/importing/report.ts';
import { describeImport } from '../importing/report.ts';
import { showWork } from '../inspecting/open.ts';
import { printJson, printResult } from '../speaking/messages.ts';
import { canRedraw } from '../speaking/can-redraw.ts';
import { wholeNumber } from '../options/numbers.ts';
import { mapped, printJsonList, printLines, printTable } from '../speaking/listing.ts';
import { count, grouped } from '../components/numbers.ts';
import { openProjectFile } from '../project.ts';

const examples = `
Examples:
  gibbon corpus speeches.gibbon                     what the import did
  gibbon corpus speeches.gibbon --words --limit 50  the most frequent words
  gibbon corpus speeches.gibbon --search "free trade"       both words
  gibbon corpus speeches.gibbon --search '"free trade" year:1980..1999'
  gibbon corpus speeches.gibbon --phrases > phrases.txt`;

interface CorpusOptions {
  readonly words?: boolean;
  readonly documents?: boolean;
  readonly phrases?: boolean;
  readonly search?: string;
  readonly first?: number;
  readonly limit?: number;
  readonly json?: boolean;
}

/** Which rows of a list are shown, and how. */
interface ListedRows {
  readonly first: number;
  readonly limit: number;
  readonly json: boolean | undefined;
}

/** `gibbon corpus`: its arguments, options and action. */
export function defineCommand(command: Command): void {
  const number = wholeNumber({ least: 0, most: 2 ** 31 });
  command
    .description('Shows what the import did, or lists words and documents.')
    .argument('<file>', 'the project file')
    .option('--words', 'list the words, the most frequent first')
    .option('--documents', 'list the documents, including empty ones')
    .option(
      '--search <text>',
      'list the documents with all these words in their name, label or text; "..." for a phrase, ' +
        'field:value for metadata',
    )
    .option('--phrases', 'list the phrases that were found, one per line')
    .option('--first <number>', 'first row to show (default: 0)', number)
    .option('--limit <number>', 'number of rows to show (default: 30; of phrases, all)', number)
    .option('--json', 'print as JSON')
    .addHelpText('after', examples)
    .action(showCorpus);
}

async function showCorpus(path: string, options: CorpusOptions): Promise<void> {
  const file = openProjectFile(path, 'read-only');
  try {
    const store = new CorpusStore(file);
    const { words, documents, phrases, search } = options;
    const asked = [words, documents, phrases, search].filter((option) => option !== undefined);
    if (asked.length > 1) {
      throw new UsageError('conflicting-options', 'Cannot show several things at once', {
        hint: 'Give one of --words, --documents, --search, --phrases.',
      });
    }
    const { json, first = 0, limit = phrases ? Infinity : 30 } = options;
    const rows = { first, limit, json };
    if (words) await listWords(store, rows);
    else if (documents) await listDocuments(store, rows, () => true);
    else if (search !== undefined) await searchDocuments(store, rows, search);
    else if (phrases) await listPhrases(store, rows);
    else showReport(store, path, options);
  } finally {
    file.close();
  }
}

function showReport(store: CorpusStore, path: string, options: CorpusOptions): void {
  const { json, first, limit } = options;
  if (first !== undefined || limit !== undefined) {
    throw new UsageError(
      'missing-option',
      `Cannot show rows (${path}): no list was asked for; one was expected`,
      { hint: 'Give one of --words, --documents, --search, --phrases.' },
    );
  }
  const { report, settings, fingerprint } = store.summary();
  if (json) printJson({ file: path, fingerprint, settings, ...(report as ImportReport) });
  else printResult(describeImport(report as ImportReport, path));
}

async function listWords(store: CorpusStore, options: ListedRows): Promise<void> {
  const vocabulary = store.vocabulary();
  const rows = wordRows(vocabulary, options);
  const total = vocabulary.words.length;
  if (options.json) {
    await printJsonList({ total }, 'words', rows);
    return;
  }
  await printTable(
    [
      { title: 'tokens', align: 'right' },
      { title: 'documents', align: 'right' },
      { title: 'word' },
    ],
    mapped(rows, ({ word, tokens, documents }) => [grouped(tokens), grouped(documents), word]),
    () => `${count(total, 'word')} in all`,
  );
}

function* wordRows(
  { words, stems, tokenCounts, documentCounts }: ReturnType<CorpusStore['vocabulary']>,
  { first, limit }: ListedRows,
) {
  for (let id = first; id < Math.min(words.length, first + limit); id++) {
    const [tokens, documents] = [tokenCounts[id], documentCounts[id]];
    yield { word: words[id], stem: stems[id] ?? undefined, tokens, documents };
  }
}

async function listPhrases(store: CorpusStore, { first, limit, json }: ListedRows): Promise<void> {
  const report = store.summary().report as ImportReport;
  const phrases = report.phrases.slice(first, first + limit);
  if (json) await printJsonList({}, 'phrases', phrases);
  else await printLines(mapped(phrases, ({ phrase }) => phrase.replace(/_/gu, ' ')));
}

async function searchDocuments(
  store: CorpusStore,
  rows: ListedRows,
  search: string,
): Promise<void> {
  const work = new LongWork();
  if (canRedraw(process.stderr)) work.listen(showWork());
  const found = new Set(new DocumentSearch(store, work).find(search));
  await listDocuments(store, rows, ({ id }) => found.has(id));
}

async function listDocuments(
  store: CorpusStore,
  { first, limit, json }: ListedRows,
  isWanted: (document: { id: number }) => boolean,
): Promise<void> {
  let total = 0;
  const wanted = function* () {
    for (const document of store.documents()) {
      if (!isWanted(document)) continue;
      if (total >= first && total < first + limit) yield document;
      total++;
    }
  };
  if (json) {
    await printJsonList({}, 'documents', mapped(wanted(), asJson), () => ({ total }));
    return;
  }
  await printTable(
    [
      { title: 'document', align: 'right' },
      { title: 'tokens', align: 'right' },
      { title: 'name' },
      { title: 'label' },
    ],
    mapped(wanted(), ({ id, numTokens, name, label }) => [
      String(id),
      numTokens === 0 ? 'empty' : grouped(numTokens),
      name,
      label ?? '',
    ]),
    () => `${count(total, 'document')} in all`,
  );
}

function asJson({ id, name, label, metadata = {}, numTokens }: DocumentEntry) {
  return { document: id, name, label: label ?? null, metadata, tokens: numTokens };
}
