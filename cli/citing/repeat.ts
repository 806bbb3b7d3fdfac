/** The commands that make a model again. */
import { termsOf } from '../../core/covariates/describe.ts';
import { priorsRestAfter } from '../../core/training/samples.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import type { RunChange, StoredRun } from '../../corpora/database/runs.ts';
import type { WordSettings } from '../../corpora/importing/options.ts';
import type { ImportReport } from '../../corpora/importing/report.ts';
import { isStandardInput, isStreamPath } from '../../corpora/readers/source.ts';
import type { WordList } from '../../corpora/text/word-list.ts';
import { shellPath, shellQuoted } from '../speaking/type-again.ts';
import type { CitedModel } from './cited-model.ts';
import { aboutSeedWords, seedWordsFile } from './seed-words.ts';
import { isImported, isLearnt, isLive } from './traits.ts';

export interface CommandsToRepeat {
  readonly lines: readonly string[];
  /** Whether the same sources and the same version give the same bytes. */
  readonly isExact: boolean;
  /** What has to be known beside them. */
  readonly notes: readonly string[];
}

/** A flag alone, or with what follows it. */
type Flag = readonly [flag: string] | readonly [flag: string, value: string | number];

export function commandsToRepeat(model: CitedModel): CommandsToRepeat {
  const { file, report, words, evaluated } = model;
  const { run, checkpoint } = evaluated;
  const path = shellPath(file);
  const stretches = stretchesOf(run, checkpoint.sweep);
  const totals = stretches.totals.filter((total) => total !== 0);
  const isPiped = report.sources.some(isStreamPath);
  return {
    lines: [
      (report.sources.some(isStandardInput) ? 'PROGRAM | ' : '') +
        command('import', report.sources.map(asTyped), [
          ...readingFlags(report, words),
          ...wordFlags(words, report),
          ['--into', file],
        ]),
      ...totals.map((total, place) =>
        place === 0 && !isImported(model)
          ? command('train', [path], [...modelFlags(run.settings), ['--sweeps', total]])
          : command('resume', [path], [['--sweeps', total]]),
      ),
    ],
    isExact:
      report.sources.length > 0 &&
      !isPiped &&
      !isLive(run.settings) &&
      stretches.notes.length === 0,
    notes: [...notesOf(model), ...aboutSeedWords(evaluated), ...stretches.notes],
  };
}

/** What has to be known beside commands that import and train. */
function notesOf({ report, words, evaluated }: CitedModel): string[] {
  const { sources } = report;
  const lists = listsOf(words);
  const contained = `The project file also contains the word lists: ${lists.join(', ')}.`;
  const byTiming =
    'Live reading depends on timing: training again gives a different chain, as good as this one.';
  return [
    ...(sources.length === 0 ? ['The documents were given by a program, not by files.'] : []),
    ...(sources.some(isStreamPath)
      ? ['Documents came from a pipe: PROGRAM stands for what wrote them.']
      : []),
    ...(lists.length === 0 ? [] : [contained]),
    ...(isLive(evaluated.run.settings) ? [byTiming] : []),
  ];
}

/** What came from a pipe had no name of its own. */
function asTyped(source: string): string {
  if (isStandardInput(source)) return '-';
  return isStreamPath(source) ? '<(PROGRAM)' : shellPath(source);
}

function command(name: string, places: readonly string[], flags: readonly Flag[]): string {
  const typed = flags.map(([flag, value]) =>
    value === undefined ? flag : `${flag} ${shellQuoted(String(value))}`,
  );
  return ['gibbon', name, ...places, ...typed].join(' ');
}

/**
 * The totals of sweeps that were asked for one after the other, where they make a difference: priors
 * that are learnt rest in the last part of what was asked for.
 */
function stretchesOf(
  run: StoredRun,
  sweep: number,
): { totals: (number | 'auto')[]; notes: string[] } {
  const isOfTotal = ({ setting, from, to }: RunChange): boolean =>
    setting === 'sweeps' && from !== 'auto' && to !== 'auto';
  const changes = run.changes.filter(isOfTotal);
  const mattering = changes.filter(({ from, sweep: at }) => {
    const learns = isLearnt(run.settings) || run.settings.covariates !== undefined;
    const rest = learns ? priorsRestAfter(run.settings, Number(from)) : Infinity;
    return at >= rest;
  });
  const broken = mattering.filter((change) => Number(change.from) !== change.sweep);
  const others = run.changes.filter((change) => !isOfTotal(change));
  const isByItself = run.settings.autoSweeps?.after === 0 && run.state === 'done';
  const end: number | 'auto' = isByItself ? 'auto' : sweep;
  return {
    totals: [...mattering.map(({ sweep: at }) => at), end].filter(
      (total, place, all) => all.indexOf(total) === place,
    ),
    notes: [
      ...others.map(
        ({ setting, from, to, sweep: at }) =>
          `The ${setting} changed from ${from} to ${to} at sweep ${at}: the commands do not repeat that.`,
      ),
      ...broken.map(
        ({ from, to, sweep: at }) =>
          `At sweep ${at} of ${from}, ${to} sweeps were asked for instead: the commands do not repeat that.`,
      ),
    ],
  };
}

/** How the sources were read, where somebody said so. */
function readingFlags({ asked = {} }: ImportReport, words: WordSettings): Flag[] {
  const { table = {} } = asked;
  const { header } = table;
  return [
    ...valued('--format', asked.format),
    ...valued('--text-column', asked.textColumns?.join(',')),
    ...valued('--id-column', asked.idColumn),
    ...valued('--label-column', asked.labelColumn),
    ...(header === undefined ? [] : ([[header ? '--header' : '--no-header']] as const)),
    ...valued('--delimiter', table.delimiter === '\t' ? 'tab' : table.delimiter),
    ...valued('--quotes', table.quotes),
    ...valued('--skip-lines', table.skipLines),
    ...switched('--keep-missing', table.keepMissing),
    ...valued('--encoding', asked.encoding),
    ...valued('--on-bad-bytes', unlessFail(asked.onBadBytes)),
    ...valued('--on-bad-files', unlessFail(asked.onBadFiles)),
    ...valued('--on-bad-rows', unlessFail(asked.onBadRows)),
    ...switched('--follow-links', asked.followLinks),
    ...valued('--markup', words.markup),
    ...valued('--mail', words.mail),
    ...valued('--line-end-hyphens', words.lineEndHyphens),
    ...switched('--anyway', asked.anyway),
    ...valued('--texts', asked.texts),
    ...valued('--metadata', asked.metadataFile),
    ...valued('--on', asked.metadataKey),
    ...switched('--no-text', asked.keepText === false),
  ];
}

/** How documents were cut and words chosen, detected or not. */
function wordFlags(words: WordSettings, { asked = {}, documents }: ImportReport): Flag[] {
  const vocabulary = typeof asked.vocabulary === 'string' ? asked.vocabulary : undefined;
  return [
    ...valued('--split-words', words.splitWords),
    ...switched('--split-paragraphs', words.splitParagraphs),
    ...switched('--drop-duplicates', documents.duplicates.dropped),
    ...valued('--language', words.languages.join(',') || undefined),
    ['--stop-words', words.stopWords.map(nameOf).join(',') || 'none'],
    ...switched('--stem', words.reduction === 'stem'),
    ...switched('--lemmas', words.reduction === 'lemma'),
    ['--min-length', words.minLength],
    ...valued('--min-documents', words.minDocuments),
    ...valued('--min-wholes', words.minWholes),
    ...switched('--drop-names', words.dropNames),
    ...valued('--max-document-share', words.maxDocumentShare),
    ...valued('--max-words', words.maxWords),
    ...valued('--max-words-by', words.maxWords === undefined ? undefined : words.maxWordsBy),
    ...valued('--vocabulary', words.vocabulary?.name ?? vocabulary),
    ...valued('--replacements', words.replacements?.name),
    ...valued('--phrases', words.phrases),
    ...valued('--phrases-file', words.phraseList?.name),
    ...switched('--keep-numbers', words.keepNumbers),
    ...switched('--keep-case', words.keepCase),
    ...valued('--token-pattern', words.tokenPattern),
  ];
}

function listsOf({ stopWords, vocabulary, replacements, phraseList }: WordSettings): string[] {
  return [...stopWords, vocabulary, replacements, phraseList]
    .filter((list): list is WordList => typeof list === 'object')
    .map(({ name }) => name);
}

function nameOf(list: string | WordList): string {
  return typeof list === 'string' ? list : list.name;
}

/** Every setting that decides a run; those that depend on the corpus too, as defaults may change. */
function modelFlags(settings: RunSettings): Flag[] {
  const { optimize = 'none', numSamples = 1 } = settings;
  return [
    ['--topics', settings.numTopics],
    ...(settings.alphaSum === undefined
      ? ([['--alpha', settings.alpha]] as const)
      : ([['--alpha-sum', settings.alphaSum]] as const)),
    ['--beta', settings.beta],
    ['--seed', settings.seed],
    ['--blocks', settings.numBlocks],
    ...(isLive(settings)
      ? ([['--staleness', settings.staleness === Infinity ? 'inf' : settings.staleness]] as const)
      : []),
    ...valued('--hold-out', settings.holdOut),
    ['--optimize', optimize],
    ...valued('--optimize-every', optimize === 'none' ? undefined : settings.optimizeEvery),
    ['--samples', numSamples],
    ...valued('--sample-every', settings.sampleEvery),
    ...valued('--covariates', settings.covariates && termsOf(settings.covariates)),
    ...valued('--seed-words', settings.seedWords && seedWordsFile),
    ...valued('--seed-strength', settings.seedStrength),
    ['--measure-every', settings.measureEvery],
  ];
}

function valued(flag: string, value: string | number | undefined): Flag[] {
  return value === undefined ? [] : [[flag, value]];
}

function switched(flag: string, isOn: boolean | undefined): Flag[] {
  return isOn === true ? [[flag]] : [];
}

function unlessFail(value: string | undefined): string | undefined {
  return value === 'fail' ? undefined : value;
}
