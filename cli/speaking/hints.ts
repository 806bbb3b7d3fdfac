/**
 * What to type: the hints that name a flag or a command, by the code of an error and its details.
 *
 * core/ and corpora/ know neither, because a web page and a program have none; their errors carry
 * the values that a hint needs. A hint found here replaces the error's own.
 */
import type { ErrorCode } from '../../core/error-codes.ts';
import type { UserError } from '../../core/errors.ts';
import { ofServers } from './server-hints.ts';
import { ofTargets } from './target-hints.ts';
import { shellPath, shellQuoted } from './type-again.ts';

type Details = UserError['details'];
type Hints = Readonly<Partial<Record<ErrorCode, (details: Details) => string | undefined>>>;

/** The hint that a person at a command line is given with this error. */
export function hintOf(error: UserError): string | undefined {
  const hint = hints[error.code]?.(error.details) ?? error.hint;
  const { badFiles, others } = error.details;
  if (badFiles === undefined || others !== 'readable') return hint;
  return [hint, 'Files that cannot be read are left out with --on-bad-files skip.']
    .filter((line) => line !== undefined)
    .join('\n');
}

const makeProjectFile = 'Project files are made with: gibbon import SOURCE... --into FILE';
const pipeIntoIt = 'PROGRAM | gibbon import - --into FILE';

const ofRuns: Hints = {
  'out-of-memory': ({ largest }) =>
    only(
      largest === 'counts',
      'Use fewer topics (--topics), or a smaller vocabulary: import with a higher --min-documents, or --max-words.',
    ),
  'web-assembly-missing': () =>
    'Start Node without --jitless (is it in NODE_OPTIONS?). Everything except training works without it.',
  'no-runs': ({ file }) => about(file, (path) => `Train first: gibbon train ${path} --topics 50`),
  'run-unknown': ({ file }) => about(file, (path) => `See them all with: gibbon runs ${path}`),
  'run-damaged': ({ file }) =>
    about(
      file,
      (path) => `Restore the file from a copy, or train a new run. For more: gibbon verify ${path}`,
    ),
  'too-many-topics': ({ numTokens }) =>
    `Use fewer topics: --topics ${Math.max(1, Math.min(Number(numTokens), 10))}`,
  'topics-not-comparable': () =>
    'Measure each run by itself: gibbon evaluate FILE. gibbon search FILE --seeds 1 compares none.',
  'too-many-blocks': ({ most }) => `Use fewer blocks: --blocks ${most}`,
  'prior-out-of-range': ({ numTopics, least, most }) =>
    least === undefined
      ? `Use a smaller --alpha-sum: for ${numTopics} topics, at most ${most}.`
      : `Use a larger --alpha-sum: for ${numTopics} topics, at least ${least}.`,
  'hold-out-unsuitable': ({ percent }) =>
    percent === undefined
      ? 'Leave --hold-out out.'
      : `Use --hold-out ${percent}%, or leave it out.`,
  'seed-words-invalid': ({ numTopics }) =>
    numTopics === undefined
      ? undefined
      : `Use more topics (--topics ${numTopics}), or fewer lines.`,
  'seed-words-unknown': ({ file }) =>
    file === undefined
      ? 'To see the words first: gibbon import SOURCE... --into FILE, then gibbon corpus FILE'
      : about(file, (path) => `See the commonest words: gibbon corpus ${path}`),
  'setting-is-fixed': ({ name, asked }) =>
    `Leave ${name} out, or train a new run: gibbon train FILE ${name} ${shellQuoted(String(asked))}`,
  'covariates-missing': () => 'Train a run with covariates: gibbon train FILE --covariates FIELD',
  'corpus-changed': ({ file }) =>
    about(file, (path) => `Train a new run on the corpus as it is now: gibbon train ${path}`),
  'other-sampler': () =>
    'Its topics can still be inspected. To continue from its last checkpoint with the sampler of ' +
    'this gibbon (topics as good, but not the same bytes): --other-sampler',
  'file-replaced': ({ copy, run }) =>
    about(copy, (path) => `To continue: gibbon resume ${path} --run ${shellQuoted(String(run))}`),
  'date-ambiguous': ({ order }) =>
    order === 'unsaid'
      ? 'Write them as 2024-02-03 in a table with the names of the documents, and join it: gibbon metadata FILE TABLE'
      : 'Say which comes first: --date-format day-first, or month-first.',
  'no-dates': ({ asked }) =>
    asked === 'period'
      ? 'Leave --period out to divide by its values, or declare its dates, such as --date-format DD/MM/YY or excel.'
      : 'Declare their format, such as --date-format DD/MM/YY or excel, or choose a longer --period.',
  'run-name-taken': ({ run }) => only(run === 'new', 'Choose another: --name OTHER'),
  'sqlite-missing': () =>
    'Where gibbon is installed, type: npm rebuild better-sqlite3 (with a C++ compiler). Or use Node 22.14 or newer, and install again.',
  'file-in-use': ({ file, host, what }) =>
    about(host && file, (path) => {
      const gone = `Wait for it. If it has died, or "${String(host)}" was this machine's name`;
      if (what === 'train in') return `${gone}: --take-over`;
      return `${gone}, use a copy, which nobody holds: gibbon copy ${path} COPY.gibbon`;
    }),
};

const ofFiles: Hints = {
  'file-not-found': () => makeProjectFile,
  'not-a-project-file': ({ file, found }) =>
    about(file, (path) => {
      if (found === 'database') return makeProjectFile;
      const purpose =
        found === 'folder'
          ? 'To make a project file of its texts'
          : 'If it holds texts, make a project file of it';
      return `${purpose}: gibbon import ${path} --into FILE`;
    }),
  'file-damaged': ({ file, found = '' }) =>
    about(file, (path) => {
      if (found === 'tokens') {
        return `Restore it from a copy, or import the texts again. For more: gibbon verify ${path}`;
      }
      return only(
        String(found).startsWith('SQLITE_CORRUPT'),
        `Restore it from a copy; gibbon verify ${path} says what is left.`,
      );
    }),
  'export-ambiguous': ({ to, files }) =>
    about(
      to,
      (path) => `Name a folder (--to ${path}/), or one of its files with --only: ${files}.`,
    ),
  'export-unknown': ({ files }) => `--only takes: ${files}.`,
  'format-unknown': ({ formats }) =>
    formats === undefined ? undefined : `Name one of these with --format: ${formats}.`,
};

const ofSources: Hints = {
  'source-unreadable': ({ found }) =>
    only(found !== undefined, `To read from a program, pipe it: ${pipeIntoIt}`),
  'source-is-a-project-file': ({ file }) =>
    about(
      file,
      (path) =>
        `To choose other words: gibbon prepare ${path}; to train on it: gibbon train ${path}`,
    ),
  'sources-differ': ({ what }) =>
    only(
      what === undefined,
      'Import them into two project files. (One that was made with --no-text holds counts.)',
    ),
  'nothing-piped': () => `Pipe a program into gibbon: ${pipeIntoIt}`,
  'no-documents': ({ sources }) =>
    only(sources !== undefined, 'Is it the right file or folder? --format says how to read it.'),
  'no-words': ({ tokens }) =>
    tokens === 0
      ? 'Are there texts in it? --format and --text-column say where they are; --encoding and --token-pattern how they are read.'
      : 'Switch filters off, such as: --stop-words none --min-length 1 --min-documents 1 --max-document-share none',
  'link-outside': () => 'Put a copy of the file in its place, or follow the link: --follow-links.',
  'text-too-slow': () =>
    'A --token-pattern that repeats a repetition, such as (a+)+, may take forever: write it so that each character can be matched in one way only.',
  'too-long': ({ unit }) =>
    only(
      unit === 'line',
      'A line is a document here (cut your text into lines), unless --format says otherwise.',
    ),
  'column-ambiguous': ({ kind, names }) =>
    `Name it with --text-${kind}; the ${kind}s are: ${names}.`,
  'column-unknown': ({ formats }) =>
    only(
      formats !== undefined,
      'Say how to read them, such as --format csv, or leave the column out.',
    ),
  'field-invalid': ({ found }) =>
    only(
      found !== undefined && found !== 'nothing',
      'Name the field of the text with --text-field.',
    ),
  'table-invalid': ({ expected, badRows }) =>
    expected === 'header'
      ? 'Is it a table? If not, name its format with --format.'
      : leaveOut(
          badRows,
          'Is a separator, a quote or a line end inside a text not quoted? If quotes are ordinary characters: --quotes none.',
        ),
  'json-invalid': ({ badRows }) =>
    only(
      badRows !== undefined,
      leaveOut(badRows, 'Objects such as {"text": "..."} were expected.'),
    ),
  'rows-unreadable': ({ badRows }) => leaveOut(badRows, 'Correct them in the file.'),
  'format-ambiguous': ({ first, second }) => `Say which: --format ${first}, or --format ${second}`,
  'delimiter-ambiguous': ({ first, second }) => {
    const said = (sign: unknown): string => (sign === '\t' ? 'tab' : shellQuoted(String(sign)));
    return `Say which: --delimiter ${said(first)}, or --delimiter ${said(second)}`;
  },
  'import-implausible': ({ what }) =>
    what === 'metadata'
      ? "If this is what you want: --anyway. If not, name the column of the documents' names: --on COLUMN"
      : 'If this is what you want: --anyway. If not, see --format, --text-column and --text-field.',
  'header-ambiguous': () => 'Say which: --header, or --no-header',
  'table-ambiguous': () =>
    'Say what a quote does: --quotes double (it encloses), or --quotes none (it is a quote)',
  'encoding-wrong': ({ guess, canReadOn }) => {
    if (guess === 'utf-8')
      return 'Nearly all of it is UTF-8. To read on regardless: --on-bad-bytes replace (or skip)';
    const encoding = guess === '' ? undefined : `It looks like ${guess}: --encoding ${guess}`;
    if (canReadOn === 'no') return encoding;
    return (
      (encoding ?? 'Name the encoding with --encoding') +
      '; or read on regardless with --on-bad-bytes replace (or skip).'
    );
  },
};

const ofWords: Hints = {
  'language-unsupported': ({ reduction, languages }) =>
    reduction === 'stem'
      ? `Leave --stem out, or name one of these with --language: ${languages}.`
      : 'Leave --lemmas out, or use --stem.',
  'phrases-of-counts': () => 'Leave --phrases and --phrases-file out.',
  'token-pattern-invalid': () =>
    "--token-pattern takes a regular expression of JavaScript, such as '\\p{L}+'.",
};

const hints: Hints = {
  ...ofRuns,
  ...ofFiles,
  ...ofSources,
  ...ofWords,
  ...ofTargets,
  ...ofServers,
};

/** Rows can be left out, unless all of them are wrong. */
function leaveOut(badRows: string | number | undefined, hint: string): string {
  return `${hint} To leave ${badRows === 1 ? 'the row' : 'such rows'} out: --on-bad-rows skip`;
}

function about(
  file: string | number | undefined,
  hint: (path: string) => string | undefined,
): string | undefined {
  return file === undefined ? undefined : hint(shellPath(String(file)));
}

function only(condition: boolean, hint: string): string | undefined {
  return condition ? hint : undefined;
}
