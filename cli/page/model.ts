/** Questions about a report, answered from its data. */
import { folded } from './folded.ts';
import { isTooRare, relevance, usualLambda } from '../../core/inspection/relevance.ts';
import type { Report, ReportDocument, ReportText } from '../../core/inspection/report/report.ts';
import { type DocumentPriors, DocumentShares, sharedPriors } from '../../core/inspection/shares.ts';

export interface TopicWord {
  readonly place: number;
  readonly word: string;
  readonly count: number;
  readonly corpusCount: number;
}

export interface RankedDocument {
  readonly document: ReportDocument;
  readonly share: number;
}

/** Below this lambda, words with few tokens in the topic would come first. */
const liftBelow = 0.2;
const fewTokens = 10;

/** A report with what is worked out of it when it is opened. */
export class Model {
  readonly report: Report;
  /** The most relevant words of each topic at the usual lambda. */
  readonly topWords: readonly (readonly string[])[];
  readonly texts: ReadonlyMap<number, ReportText>;
  readonly documents: ReadonlyMap<number, ReportDocument>;
  readonly #shares: DocumentShares;
  #searchable: ReadonlyMap<number, string> | undefined;
  readonly #ranked = new Map<number, readonly RankedDocument[]>();

  constructor(report: Report) {
    this.report = report;
    this.#shares = new DocumentShares(priorsOf(report));
    this.texts = new Map(report.texts.map((text) => [text.document, text]));
    this.documents = new Map(report.documents.map((one) => [one.document, one]));
    this.topWords = report.topics.map((_, topic) =>
      this.topicWords(topic, { lambda: usualLambda, withRare: false }).map(({ word }) => word),
    );
  }

  /** Topics that are shown, in the order of their numbers. */
  get shown(): number[] {
    return [...this.report.topics.keys()].filter((topic) => !this.report.topics[topic].hidden);
  }

  /** The words of a topic by falling relevance. */
  topicWords(
    topic: number,
    { lambda, withRare }: { lambda: number; withRare: boolean },
  ): TopicWord[] {
    const { topics, words, corpus, beta } = this.report;
    const { numTokens, numWords } = corpus;
    const { weights, totalWeight } = topics[topic];
    const smoothing = { topicTotal: totalWeight, numTokens, numWords, beta };
    const pairs = topics[topic].words;
    const listed: (TopicWord & { score: number; isLast: boolean })[] = [];
    for (let at = 0; at < pairs.length; at += 2) {
      const { word, tokens } = words[pairs[at]];
      const counted = { count: pairs[at + 1], corpusCount: tokens };
      const weighed = { count: weights[at / 2], corpusCount: tokens };
      const score = relevance(weighed, lambda, smoothing);
      const isLast = isTooRare(weights[at / 2], lambda);
      listed.push({ place: pairs[at], word, ...counted, score, isLast });
    }
    listed.sort((a, b) => Number(a.isLast) - Number(b.isLast) || b.score - a.score);
    if (withRare || lambda >= liftBelow) return listed;
    const frequent = listed.filter(({ count }) => count >= fewTokens);
    return frequent.length > 0 ? frequent : listed;
  }

  /** Texts as they are searched, from the first search on. */
  get searchable(): ReadonlyMap<number, string> {
    this.#searchable ??= new Map(
      this.report.texts.map(({ document, text }) => [document, folded(text)]),
    );
    return this.#searchable;
  }

  nameOf(topic: number): string {
    return this.report.topics[topic].label ?? this.topWords[topic].slice(0, 3).join(' · ');
  }

  /** What stands beside its circle. */
  shortName(topic: number): string {
    return this.report.topics[topic].label ?? this.topWords[topic][0] ?? '';
  }

  /** Listed documents with the topic, those with the largest share first. */
  documentsOf(topic: number): readonly RankedDocument[] {
    const known = this.#ranked.get(topic);
    if (known !== undefined) return known;
    const { numSamples } = this.report;
    const ranked: RankedDocument[] = [];
    for (const document of this.report.documents) {
      for (let at = 0; at < document.topics.length; at += 2) {
        if (document.topics[at] !== topic) continue;
        const counted = { count: document.sums[at / 2] / numSamples, length: document.length };
        ranked.push({ document, share: this.#shares.in(document.document).of(topic, counted) });
      }
    }
    ranked.sort((a, b) => b.share - a.share || a.document.document - b.document.document);
    this.#ranked.set(topic, ranked);
    return ranked;
  }

  /** The topics of a document with their shares, the largest first. */
  sharesOf({
    document,
    topics,
    sums,
    length,
  }: ReportDocument): { topic: number; share: number; tokens: number }[] {
    const ofDocument = this.#shares.in(document);
    const shares = [];
    for (let at = 0; at < topics.length; at += 2) {
      const [topic, tokens] = [topics[at], topics[at + 1]];
      const share = ofDocument.of(topic, {
        count: sums[at / 2] / this.report.numSamples,
        length,
      });
      shares.push({ topic, tokens, share });
    }
    return shares.sort((a, b) => b.share - a.share || a.topic - b.topic);
  }

  /** The place of a word in the report; undefined when it is not in it. */
  placeOfWord(word: string | undefined): number | undefined {
    if (word === undefined) return undefined;
    const place = this.report.words.findIndex((one) => one.word === word);
    return place < 0 ? undefined : place;
  }

  /** Tokens of a word in each topic that has it. */
  spreadOf(place: number): Map<number, number> {
    const { topics } = this.report.words[place];
    const spread = new Map<number, number>();
    for (let at = 0; at < topics.length; at += 2) spread.set(topics[at], topics[at + 1]);
    return spread;
  }
}

/** The same for all documents, or each listed document's own. */
function priorsOf({ alpha, ownAlphas, documents }: Report): DocumentPriors {
  if (ownAlphas === undefined) return sharedPriors(Float64Array.from(alpha));
  const rows = ownAlphas.rows.map((row) => Float64Array.from(row));
  const rowOf = new Map(documents.map((one, place) => [one.document, ownAlphas.rowOf[place]]));
  return { of: (document) => rows[rowOf.get(document)!] };
}
