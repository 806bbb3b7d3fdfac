/** "About this model": its settings, what its import left out, its likelihood, how to cite it. */
import { termsOf } from '../../core/covariates/describe.ts';
import { count, grouped, percent } from '../../core/numbers.ts';
import type { ReportAbout } from '../../core/inspection/report/report.ts';
import { visibleLine, visibleText } from '../../core/inspection/report/visible-text.ts';
import type { RunSettings } from '../../core/training/settings.ts';
import { isOpenEnded } from '../database/stored-run.ts';
import type { ImportReport, Named } from '../importing/report.ts';
import { isTakenOver } from '../importing/taken-over.ts';
import type { ReportSource } from './source.ts';

type Fact = readonly [name: string, value: string];

/** Points of the likelihood curve that a report shows. */
const mostPoints = 400;

/** Says in the sentences of a paper how a run came about. */
export type DescribeRun = (
  source: ReportSource,
  options: { readonly isAnonymous: boolean },
) => string;

/** @param isAnonymous without the names of metadata fields. */
export function gatherAbout(
  source: ReportSource,
  { isAnonymous, describeRun }: { isAnonymous: boolean; describeRun: DescribeRun },
): ReportAbout {
  const report = source.corpus.summary().report as Partial<ImportReport>;
  const isOwn = !isTakenOver(report, source.run) || source.inspection.run.sweep > 0;
  const order = 'Words of a topic are ordered by relevance (Sievert and Shirley 2014).';
  return {
    settings: isOwn ? settingsOf(source, isAnonymous) : settingsTakenOver(source),
    losses: lossesOf(report),
    likelihood: likelihoodOf(source),
    citation: `${visibleText(describeRun(source, { isAnonymous }))} ${order}`,
  };
}

/** Of a model that another program trained, and whose sweeps and seed are not known. */
function settingsTakenOver({ inspection, run }: ReportSource): Fact[] {
  const { alpha, beta } = inspection.priors;
  const alphaSum = alpha.reduce((sum, value) => sum + value, 0);
  return [
    ['topics', grouped(run.settings.numTopics)],
    ['alpha, summed over the topics', short(alphaSum)],
    ['beta', short(beta)],
    ['trained by', 'MALLET'],
    ['taken over', run.created.slice(0, 10)],
  ];
}

function settingsOf(source: ReportSource, isAnonymous: boolean): Fact[] {
  const { inspection, run } = source;
  const { settings } = run;
  const { optimize = 'none', staleness, holdOut = 0 } = settings;
  const { alpha, beta } = inspection.priors;
  const alphaSum = alpha.reduce((sum, value) => sum + value, 0);
  return [
    ['topics', grouped(settings.numTopics)],
    [
      'sweeps',
      `${grouped(inspection.run.sweep)} of ${isOpenEnded(run) ? 'auto' : grouped(run.numSweeps)}`,
    ],
    ['seed', String(settings.seed)],
    ['alpha, summed over the topics', priorSaid(alphaSum, startOf(settings))],
    ['beta', priorSaid(beta, settings.beta)],
    ['learnt priors', optimize],
    ...covariatesOf(settings, isAnonymous),
    ...seedWordsOf(source),
    ['sampler', settings.sampler],
    ['blocks', grouped(settings.numBlocks)],
    ['staleness', staleness === Infinity ? 'without bound' : String(staleness)],
    ...(holdOut > 0 ? [['held-out documents', percent(holdOut)] as const] : []),
    ['trained', run.created.slice(0, 10)],
  ];
}

function covariatesOf({ covariates }: RunSettings, isAnonymous: boolean): Fact[] {
  return covariates && !isAnonymous ? [['covariates', termsOf(covariates)]] : [];
}

/** The seed words of each topic. */
function seedWordsOf({ corpus, run }: ReportSource): Fact[] {
  const { seedWords = [] } = run.settings;
  const { words: vocabulary } = seedWords.length === 0 ? { words: [] } : corpus.vocabulary();
  return [...new Set(seedWords.map(({ topic }) => topic))].map((topic): Fact => {
    const words = seedWords.filter((seed) => seed.topic === topic);
    const written = words.map(({ word }) => visibleLine(vocabulary[word] ?? '', 100));
    return [`seed words of topic ${topic}`, written.join(', ')];
  });
}

function startOf({ alpha, numTopics }: RunSettings): number {
  return alpha * numTopics;
}

function priorSaid(value: number, start: number): string {
  const now = short(value);
  const before = short(start);
  return now === before ? now : `${now} (at the start ${before})`;
}

/** Also where it is next to nothing. */
function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function lossesOf({
  documents,
  badFiles,
  badRows,
  skippedFiles,
  tokens,
  words,
  steps,
}: Partial<ImportReport>): Fact[] {
  const facts: (Fact | undefined)[] = [
    documents && ['documents read', grouped(documents.read)],
    documents && ['documents in the corpus', grouped(documents.total)],
    fact('documents without a word', documents?.empty),
    fact(
      documents?.duplicates.dropped ? 'duplicates left out' : 'duplicates kept',
      documents?.duplicates,
    ),
    documents?.cut && [
      'long documents cut into pieces',
      `${grouped(documents.cut.documents)} into ${grouped(documents.cut.pieces)}`,
    ],
    fact('files that could not be read', badFiles),
    fact('rows that could not be read', badRows),
    fact('files skipped', skippedFiles),
    tokens &&
      words && ['words found', `${count(tokens.found, 'token')}, ${count(words.found, 'word')}`],
    ...(steps ?? []).map(({ filter, tokensRemoved, wordsRemoved }): Fact => [
      `left out: ${filter}`,
      `${count(tokensRemoved, 'token')}, ${count(wordsRemoved, 'word')}`,
    ]),
    tokens &&
      words && ['words kept', `${count(tokens.kept, 'token')}, ${count(words.kept, 'word')}`],
  ];
  return facts.filter((one) => one !== undefined);
}

function fact(name: string, found: Pick<Named, 'count'> | undefined): Fact | undefined {
  return found === undefined || found.count === 0 ? undefined : [name, grouped(found.count)];
}

function likelihoodOf({ inspection, runs, run }: ReportSource): number[] {
  const measured = runs.measurements(run).filter(({ sweep }) => sweep <= inspection.run.sweep);
  const step = Math.max(1, Math.ceil(measured.length / mostPoints));
  return measured
    .filter((_, place) => place % step === 0 || place === measured.length - 1)
    .flatMap(({ sweep, logLikelihoodPerToken }) => [
      sweep,
      Number(logLikelihoodPerToken.toFixed(4)),
    ]);
}
