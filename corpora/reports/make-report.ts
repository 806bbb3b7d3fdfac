/** Makes the report of a run: gathers it, and fits it into its size. */
import { UserError } from '../../core/errors.ts';
import {
  reportVersion,
  type Report,
  type ReportDocument,
} from '../../core/inspection/report/report.ts';
import { visibleLine } from '../../core/inspection/report/visible-text.ts';
import { DocumentShares } from '../../core/inspection/shares.ts';
import { TopDocuments } from '../../core/inspection/top-documents.ts';
import { mapTopics, mostMappedTopics } from '../../core/inspection/topic-map/topic-map.ts';
import { fileSize } from '../../core/numbers.ts';
import type { ProjectFile } from '../database/project-file.ts';
import type { Say } from '../database/inspection/looked-at.ts';
import { largestFitting } from './fit.ts';
import { type DescribeRun, gatherAbout } from './gather-about.ts';
import { gatherComparison } from './gather-comparison.ts';
import { gatherDocuments } from './gather-documents.ts';
import { gatherEffects } from './gather-effects.ts';
import { gatherText, wantedTexts } from './gather-texts.ts';
import { gatherTopics } from './gather-topics.ts';
import { reportHtml, type Page } from './html.ts';
import { documentsLeftOut, ownPriorsLeftOut, textsLeftOut, topicsLeftOut } from './left-out.ts';
import { mostWithOwnAlphas, ownAlphas, showsCovariates } from './own-alphas.ts';
import { readTexts } from './read-texts.ts';
import { openReportSource, type ReportSource } from './source.ts';

export interface ReportOptions {
  readonly title: string;
  /** The newest run by default. */
  readonly run: string | undefined;
  /** A run of the same project file whose topics are put beside those of this one. */
  readonly compare: string | undefined;
  /** Texts of each topic, 0 for none. */
  readonly numTexts: number;
  /** Numbers instead of names, no texts and no metadata. */
  readonly isAnonymous: boolean;
  /** Bytes of HTML, at most. */
  readonly maxSize: number;
  readonly page: Page;
  readonly describeRun: DescribeRun;
  readonly say: Say;
  /** Told what is done next. */
  readonly onStage: (stage: string) => void;
}

export interface MadeReport {
  readonly html: string;
  readonly numTexts: number;
  readonly leftOut: readonly string[];
}

/** Documents of each topic that are listed before any other. */
const documentsPerTopic = 200;
/** Bytes that a sentence about texts takes on the page and in its table, once documents have been fitted in. */
const roomForSentence = 250;
/** Of larger corpora only the best documents of the topics are listed. */
const mostOthers = 50_000;

/**
 * The report of a run within its size: topics first, which are always whole; then the best documents
 * of every topic, the others, and texts, the best of every topic first.
 *
 * @throws {UserError} when there is no such run, or not even its topics fit. The file is closed in the end.
 */
export function makeReport(file: ProjectFile, options: ReportOptions): MadeReport {
  const source = openReportSource(file, options);
  try {
    return fitted(file, source, options);
  } finally {
    source.inspection.close();
  }
}

function fitted(file: ProjectFile, source: ReportSource, options: ReportOptions): MadeReport {
  options.onStage('reading the topics');
  const { documents, whole } = gatherWhole(file, source, options);
  options.onStage('packing the documents');
  const best = bestDocuments(source, documents);
  const listing = listingOrder(documents, best);
  const hasOwnAlphas = showsCovariates(source, options);
  const withDocuments = (number: number): Report => {
    const places = [...listing.slice(0, number)].sort((a, b) => a - b);
    return {
      ...whole,
      documents: places.map((at) => documents[at]),
      ...(hasOwnAlphas && { ownAlphas: ownAlphas(source, places) }),
      leftOut: [...whole.leftOut, ...documentsLeftOut(number, documents.length)],
    };
  };
  const most = hasOwnAlphas ? mostWithOwnAlphas(source, listing) : listing.length;
  const maxSize = options.maxSize - roomForSentence;
  const listed = fittingReport(most, withDocuments, { ...options, maxSize });
  if (listed === undefined) {
    const bare = Buffer.byteLength(reportHtml(withDocuments(0), options.page));
    const needed = bare + roomForSentence;
    throw tooSmall(file.path, options.maxSize, needed);
  }
  options.onStage('reading and packing the texts');
  return withTexts(source, listed, { best, options });
}

interface Fitting {
  readonly report: Report;
  readonly html: string;
  readonly number: number;
}

/** The largest of the reports that fit; undefined where none does. */
function fittingReport(
  most: number,
  reportOf: (number: number) => Report,
  { maxSize, page }: ReportOptions,
): Fitting | undefined {
  let fitting: Fitting | undefined;
  largestFitting(most, maxSize, (number) => {
    const report = reportOf(number);
    const html = reportHtml(report, page);
    const size = Buffer.byteLength(html);
    if (size <= maxSize && number >= (fitting?.number ?? 0)) fitting = { report, html, number };
    return size;
  });
  return fitting;
}

/** What fits of the wanted texts, added to a report without any. */
function withTexts(
  source: ReportSource,
  { report: listed, html: bare }: Fitting,
  { best, options }: { best: readonly number[][]; options: ReportOptions },
): MadeReport {
  const isListed = new Set(listed.documents.map(({ document }) => document));
  const wanted = wantedTexts(best, options.isAnonymous ? 0 : options.numTexts);
  const { texts, numUnread } = readTexts(
    wanted.filter(({ document }) => isListed.has(document)),
    options.maxSize - Buffer.byteLength(bare),
    (one) => gatherText(source, one),
  );
  const reportOf = (number: number): Report => ({
    ...listed,
    texts: texts.slice(0, number),
    leftOut: [...listed.leftOut, ...textsLeftOut(number, texts.length + numUnread, options)],
  });
  const fitting = fittingReport(texts.length, reportOf, options);
  const report = fitting?.report ?? reportOf(0);
  return {
    html: fitting?.html ?? reportHtml(report, options.page),
    numTexts: report.texts.length,
    leftOut: report.leftOut,
  };
}

/** Everything but documents and texts. */
function gatherWhole(
  file: ProjectFile,
  source: ReportSource,
  options: ReportOptions,
): { documents: readonly ReportDocument[]; whole: Report } {
  const { inspection } = source;
  const { name, sweep, seed, numTopics, logLikelihoodPerToken } = inspection.run;
  const { numDocuments, numWords } = inspection.corpus;
  const { numTokens } = source.corpus.trainingTokens(source.run.settings);
  const lists = Array.from({ length: numTopics }, (_, topic) => inspection.wordSums(topic));
  const { documents, fields } = gatherDocuments(source, options);
  const { compare, say, onStage } = options;
  if (showsCovariates(source, options)) onStage('drawing shares for the effects of covariates');
  const whole: Report = {
    version: reportVersion,
    title: visibleLine(options.title, 120),
    run: {
      name: visibleLine(name, 80),
      sweep,
      seed,
      logLikelihoodPerToken: logLikelihoodPerToken ?? null,
    },
    corpus: { numDocuments, numTokens, numWords },
    alpha: Array.from(inspection.priors.alpha),
    beta: inspection.priors.beta,
    numSamples: inspection.numSamples,
    ...gatherTopics(source, lists),
    map: numTopics <= mostMappedTopics ? mapTopics(lists, numWords) : undefined,
    fields,
    effects: gatherEffects(source, options),
    documents: [],
    texts: [],
    about: gatherAbout(source, options),
    comparison:
      compare === undefined ? undefined : gatherComparison(source, { file, name: compare, say }),
    leftOut: [...topicsLeftOut(source), ...ownPriorsLeftOut(source, options)],
  };
  return { documents, whole };
}

/** The documents with the largest share of each topic, the best first. */
function bestDocuments(
  { inspection }: ReportSource,
  documents: readonly ReportDocument[],
): number[][] {
  const { alpha } = inspection.priors;
  const { numSamples } = inspection;
  const shares = new DocumentShares({ of: (document) => inspection.alphaOf(document) });
  const best = new TopDocuments(alpha.length, documentsPerTopic);
  for (const { document, length, topics, sums } of documents) {
    for (const [place, sum] of sums.entries()) {
      const topic = topics[2 * place];
      const count = sum / numSamples;
      best.offer(topic, {
        document,
        count,
        share: shares.in(document).of(topic, { count, length }),
      });
    }
  }
  return Array.from(alpha, (_, topic) => best.ranked(topic).map(({ document }) => document));
}

/** Numbers of documents in the order in which a report takes them in. */
function listingOrder(documents: readonly ReportDocument[], best: readonly number[][]): number[] {
  const first = wantedTexts(best, documentsPerTopic).map(({ document }) => document);
  if (documents.length > mostOthers) return first;
  const taken = new Set(first);
  return [...first, ...documents.map(({ document }) => document).filter((one) => !taken.has(one))];
}

function tooSmall(path: string, maxSize: number, needed: number): UserError {
  const least = fileSize(needed, 'up');
  return new UserError(
    'report-too-large',
    `Cannot write a report (${path}): its topics alone take ${least}; ` +
      `at most ${fileSize(maxSize, 'down')} were allowed`,
    { hint: 'Allow a larger report.', details: { size: least } },
  );
}
