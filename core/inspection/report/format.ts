/**
 * A report as bytes: the length of its head in four bytes, the lowest first; the head, which is JSON;
 * then columns of numbers, one after the other, whose lengths in bytes the head has. Documents and
 * tokens are most of a report, and their columns are a third smaller than the same as JSON.
 */
import { bytesToNumbers, numbersToBytes } from './number-bytes.ts';
import type { Report, ReportDocument, ReportText } from './report.ts';

interface Head extends Omit<Report, 'documents' | 'texts'> {
  readonly names: readonly string[];
  readonly texts: readonly Omit<ReportText, 'tokens' | 'document'>[];
  /** Bytes of each column. */
  readonly columns: readonly number[];
}

const lengthBytes = 4;

/** Texts as they are in a report, of which they are most. */
export function packTexts(texts: readonly ReportText[]): Uint8Array {
  const head = new TextEncoder().encode(JSON.stringify(headsOf(texts)));
  return joined([head, ...textColumns(texts).map(numbersToBytes)]);
}

function headsOf(texts: readonly ReportText[]): Head['texts'] {
  return texts.map(({ text, cutBefore, cutAfter, metadata }) => ({
    text,
    cutBefore,
    cutAfter,
    metadata,
  }));
}

export function packReport({ documents, texts, ...rest }: Report): Uint8Array {
  const columns = [...documentColumns(documents), ...textColumns(texts)].map(numbersToBytes);
  const head: Head = {
    ...rest,
    names: documents.map(({ name }) => name),
    texts: headsOf(texts),
    columns: columns.map((column) => column.length),
  };
  const json = new TextEncoder().encode(JSON.stringify(head));
  const start = new Uint8Array(lengthBytes);
  new DataView(start.buffer).setUint32(0, json.length, true);
  return joined([start, json, ...columns]);
}

/** The report that `packReport` was given. */
export function unpackReport(bytes: Uint8Array): Report {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const headEnd = lengthBytes + view.getUint32(0, true);
  const json = new TextDecoder().decode(bytes.subarray(lengthBytes, headEnd));
  const { names, columns, texts, ...rest } = JSON.parse(json) as Head;
  let end = headEnd;
  const numbers = columns.map((length) => {
    end += length;
    return bytesToNumbers(bytes.subarray(end - length, end));
  });
  return {
    ...rest,
    documents: documentsOf(names, numbers.slice(0, numDocumentColumns)),
    texts: textsOf(texts, numbers.slice(numDocumentColumns)),
  };
}

const numDocumentColumns = 5;

/** Numbers of documents as their distances, as they rise; topics, their tokens and sums by themselves. */
function documentColumns(documents: readonly ReportDocument[]): Iterable<number>[] {
  return [
    documents.map(({ document }, place) => document - (documents[place - 1]?.document ?? 0)),
    documents.map(({ topics }) => topics.length / 2),
    every(documents.map(({ topics }) => strided(topics, { from: 0, step: 2 }))),
    every(documents.map(({ topics }) => strided(topics, { from: 1, step: 2 }))),
    every(documents.map(({ sums }) => sums)),
  ];
}

function documentsOf(
  names: readonly string[],
  [distances, numTopics, topics, tokens, sums]: readonly number[][],
): ReportDocument[] {
  let document = 0;
  let place = 0;
  return names.map((name, at) => {
    document += distances[at];
    const first = place;
    place += numTopics[at];
    const pairs: number[] = [];
    let length = 0;
    for (let topic = first; topic < place; topic++) {
      pairs.push(topics[topic], tokens[topic]);
      length += tokens[topic];
    }
    return { document, name, length, topics: pairs, sums: sums.slice(first, place) };
  });
}

function textColumns(texts: readonly ReportText[]): Iterable<number>[] {
  return [
    texts.map(({ document }) => document),
    texts.map(({ tokens }) => tokens.length / 3),
    ...[0, 1, 2].map((from) =>
      every(texts.map(({ tokens }) => strided(tokens, { from, step: 3 }))),
    ),
  ];
}

function textsOf(
  texts: Head['texts'],
  [documents, numTokens, gaps, lengths, topics]: readonly number[][],
): ReportText[] {
  let place = 0;
  return texts.map((text, at) => {
    const tokens: number[] = [];
    for (const end = place + numTokens[at]; place < end; place++)
      tokens.push(gaps[place], lengths[place], topics[place]);
    return { document: documents[at], ...text, tokens };
  });
}

function* every(lists: readonly Iterable<number>[]): Generator<number> {
  for (const list of lists) yield* list;
}

function* strided(
  values: readonly number[],
  { from, step }: { from: number; step: number },
): Generator<number> {
  for (let place = from; place < values.length; place += step) yield values[place];
}

/** One after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}
