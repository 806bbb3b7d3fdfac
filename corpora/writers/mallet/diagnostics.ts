/** Writes MALLET's diagnostics file. */
import { probabilitiesOf } from '../topic-words.ts';
import type { ExportFile, ExportOptions, ExportSource } from '../writer.ts';
import { countDocuments, type DocumentTallies } from './document-tallies.ts';

const usualWords = 20;

/**
 * What MALLET says about the quality of topics and words, with its formulas. Where a topic has fewer
 * words than are asked for, only those that it has count: MALLET takes the word of number 0 for the
 * rest.
 */
export const diagnostics: ExportFile = { name: 'diagnostics.xml', needs: 'run', content };

function* content(source: ExportSource, { words }: ExportOptions): Generator<string> {
  const numTopWords = words === 'all' ? usualWords : words;
  const tallies = countDocuments(source.run(), numTopWords);
  const phiSums = sumsOfPhi(source);
  yield '<?xml version="1.0" encoding="UTF-8" ?>\n<model>\n';
  for (const { topic } of source.run().topics) {
    const measured = measureWords(source, topic, { tallies, phiSums, numTopWords });
    yield `<topic ${attributes(measureTopic(source, topic, { tallies, measured, numTopWords }))}>\n`;
    for (const { word, values } of measured) {
      yield `<word ${attributes(values)}>${escaped(source.words[word])}</word>\n`;
    }
    yield '</topic>\n';
  }
  yield '</model>\n';
}

type Values = Readonly<Record<string, number | string>>;

interface MeasuredWord {
  readonly word: number;
  readonly coherence: number;
  readonly difference: number;
  readonly exclusivity: number;
  readonly values: Values;
}

interface Pass {
  readonly tallies: DocumentTallies;
  readonly numTopWords: number;
}

function measureTopic(
  source: ExportSource,
  topic: number,
  { tallies, measured, numTopWords }: Pass & { measured: readonly MeasuredWord[] },
): Values {
  const { words, counts } = source.run().wordCounts(topic);
  const total = source.run().topics[topic].numTokens;
  const sumOver = (term: (share: number, place: number) => number): number =>
    counts.reduce((sum, count, place) => sum + term(count / total, place), 0);
  const { tokenEntropy, numWithTopic, numFirst, numAtLeast } = tallies;
  const lengths = measured.map(({ word }) => source.words[word].length);
  return {
    id: topic,
    tokens: fixed(total),
    document_entropy: fixed(Math.log(total) - tokenEntropy[topic] / total),
    'word-length': fixed(sum(lengths) / numTopWords),
    coherence: fixed(sum(measured.map(({ coherence }) => coherence))),
    uniform_dist: fixed(sumOver((share) => share * Math.log(share * source.words.length))),
    corpus_dist: fixed(
      sumOver((share, place) => share * Math.log(share / shareInCorpus(source, words[place]))),
    ),
    eff_num_words: fixed(1 / sumOver((share) => share * share)),
    'token-doc-diff': fixed(sum(measured.map(({ difference }) => difference))),
    rank_1_docs: fixed(numFirst[topic] / numWithTopic[topic]),
    allocation_ratio: fixed(numAtLeast[0.5][topic] / numAtLeast[0.02][topic]),
    allocation_count: fixed(numAtLeast[0.3][topic] / numWithTopic[topic]),
    exclusivity: fixed(sum(measured.map(({ exclusivity }) => exclusivity)) / numTopWords),
  };
}

function measureWords(
  source: ExportSource,
  topic: number,
  { tallies, phiSums, numTopWords }: Pass & { phiSums: Float64Array },
): MeasuredWord[] {
  const run = source.run();
  const { words, counts } = run.wordCounts(topic);
  const total = run.topics[topic].numTokens;
  const top = words.subarray(0, numTopWords);
  const probability = probabilitiesOf(run, { topic, numWords: source.words.length });
  const documents = Array.from(top, (_, rank) => tallies.together(topic, rank, rank));
  const [topTokens, topDocuments] = [sum([...counts.subarray(0, top.length)]), sum(documents)];
  let cumulative = 0;
  return Array.from(top, (word, rank) => {
    const share = counts[rank] / total;
    cumulative += share;
    let coherence = 0;
    for (let before = 0; before < rank; before++) {
      const both = tallies.together(topic, rank, before) + run.beta;
      coherence += Math.log(both / (documents[before] + run.beta));
    }
    const difference = divergence(counts[rank] / topTokens, documents[rank] / topDocuments);
    const exclusivity = probability(word) / phiSums[word];
    const values = {
      rank: rank + 1,
      count: counts[rank],
      prob: share.toFixed(5),
      cumulative: cumulative.toFixed(5),
      docs: documents[rank],
      'word-length': fixed(source.words[word].length),
      coherence: fixed(coherence),
      uniform_dist: fixed(share * Math.log(share * source.words.length)),
      corpus_dist: fixed(share * Math.log(share / shareInCorpus(source, word))),
      'token-doc-diff': fixed(difference),
      exclusivity: fixed(exclusivity),
    };
    return { word, coherence, difference, exclusivity, values };
  });
}

function shareInCorpus(source: ExportSource, word: number): number {
  const { tokenCounts, numTokens } = source.run().trained;
  return tokenCounts[word] / numTokens;
}

/** One word's part of the Jensen-Shannon divergence of two distributions, in nats. */
function divergence(p: number, q: number): number {
  const mean = (p + q) / 2;
  return (p * Math.log(p / mean) + q * Math.log(q / mean)) / 2;
}

/** The sum of phi over the topics, for each word. */
function sumsOfPhi(source: ExportSource): Float64Array {
  const vocabulary = source.words;
  const run = source.run();
  const beta = run.numSamples * run.beta;
  const sums = new Float64Array(vocabulary.length);
  let base = 0;
  for (const { topic } of run.topics) {
    const { words, counts } = run.wordSums(topic);
    const mass = counts.reduce((total, count) => total + count, beta * vocabulary.length);
    words.forEach((word, place) => (sums[word] += counts[place] / mass));
    base += beta / mass;
  }
  return sums.map((value) => value + base);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Four decimals; "NaN" of a topic without tokens, as Java writes it. */
function fixed(value: number): string {
  return value.toFixed(4);
}

function attributes(values: Values): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}='${value}'`)
    .join(' ');
}

/** Control characters, which XML may not have but words of counts may, are blanks. */
function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\ufffe\uffff]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
