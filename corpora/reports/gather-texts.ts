/** The texts of a report, with the topic of every token. */
import type { DocumentToken, DocumentView } from '../../core/inspection/inspection.ts';
import type { ReportText } from '../../core/inspection/report/report.ts';
import { visibleLine, visibleText } from '../../core/inspection/report/visible-text.ts';
import type { ReportSource } from './source.ts';

/** A longer text is cut around the passage richest in the topic that it represents. */
const longestText = 20_000;
const mostFacts = 20;

/** A document that is among the best of a topic. */
export interface WantedText {
  readonly document: number;
  readonly topic: number;
}

/** The best document of every topic first, then the second of every topic, and so on. */
export function wantedTexts(
  best: readonly (readonly number[])[],
  numPerTopic: number,
): WantedText[] {
  const wanted = new Map<number, WantedText>();
  for (let rank = 0; rank < numPerTopic; rank++) {
    best.forEach((documents, topic) => {
      if (rank >= documents.length || wanted.has(documents[rank])) return;
      wanted.set(documents[rank], { document: documents[rank], topic });
    });
  }
  return [...wanted.values()];
}

/** Undefined where the text was not kept. */
export function gatherText(
  { inspection }: ReportSource,
  { document, topic }: WantedText,
): ReportText | undefined {
  const view = inspection.document(document);
  if (view.text === undefined) return undefined;
  const { start, end } = passageOf(view.text, view.tokens, topic);
  const spans = tokensWithin(view.tokens, start, end);
  return {
    document,
    ...composed(visibleText(view.text.slice(start, end)), spans),
    cutBefore: start > 0,
    cutAfter: end < view.text.length,
    metadata: factsOf(view),
  };
}

/** With each letter and its accents as one, as they are typed in a search; the tokens stay where they are. */
function composed(text: string, spans: readonly number[]): { text: string; tokens: number[] } {
  const tokens = [...spans];
  if (text.normalize('NFC') === text) return { text, tokens };
  const parts: string[] = [];
  let place = 0;
  const take = (length: number): number => {
    const part = text.slice(place, place + length).normalize('NFC');
    parts.push(part);
    place += length;
    return part.length;
  };
  for (let at = 0; at < spans.length; at += 3) {
    tokens[at] = take(spans[at]);
    tokens[at + 1] = take(spans[at + 1]);
  }
  take(text.length - place);
  return { text: parts.join(''), tokens };
}

function factsOf({ label, metadata }: DocumentView): (readonly [string, string])[] {
  const facts = label === undefined ? metadata : [['label', label] as const, ...metadata];
  return facts
    .slice(0, mostFacts)
    .map(([name, value]) => [visibleLine(name, 60), visibleLine(value)] as const);
}

/** The stretch of the text that is shown, cut between words. */
function passageOf(
  text: string,
  tokens: readonly DocumentToken[],
  topic: number,
): { start: number; end: number } {
  if (text.length <= longestText) return { start: 0, end: text.length };
  const ofTopic = tokens.filter((token) => token.topic === topic && token.start >= 0);
  let best = { first: 0, count: 0 };
  for (let first = 0, last = 0; first < ofTopic.length; first++) {
    const limit = ofTopic[first].start + longestText * 0.9;
    while (last < ofTopic.length && ofTopic[last].end <= limit) last++;
    if (last - first > best.count) best = { first: ofTopic[first].start, count: last - first };
  }
  const wanted = Math.max(0, Math.min(best.first - longestText * 0.05, text.length - longestText));
  const start = wanted === 0 ? 0 : betweenWords(text, Math.floor(wanted));
  const end = start + longestText;
  return { start, end: end >= text.length ? text.length : betweenWords(text, end) };
}

/** The last place before a word, at or soon before `place`; there where the text has no spaces. */
function betweenWords(text: string, place: number): number {
  const space = text.lastIndexOf(' ', place);
  if (space >= place - 100 && space >= 0) return space + 1;
  const isLowSurrogate = /[\udc00-\udfff]/.test(text.charAt(place));
  return isLowSurrogate ? place - 1 : place;
}

/** Gap, length and topic of each token, one after the other. */
function tokensWithin(tokens: readonly DocumentToken[], start: number, end: number): number[] {
  const spans: number[] = [];
  let last = start;
  for (const token of tokens) {
    if (token.start < last || token.end > end) continue;
    spans.push(token.start - last, token.end - token.start, token.topic);
    last = token.end;
  }
  return spans;
}
