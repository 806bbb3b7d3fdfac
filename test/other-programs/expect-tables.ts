/** Compares tables that another program has read with what the command line says. */
import { expect } from 'chai';
import type { Said } from './said.ts';

export type Row = Readonly<Record<string, unknown>>;
type Tables = Readonly<Record<string, Row[]>>;

/** Rows of a table as pandas has them, against what the command line says. */
export function expectTables(tables: Tables, said: Said): void {
  expectTopics(tables, said);
  expectDocuments(tables, said);
}

function expectTopics(tables: Tables, { topics }: Said): void {
  const numbers = ({
    topic,
    share,
    tokens,
    documents: some,
    alpha,
    coherence,
  }: Row | Said['topics'][number]) => [topic, share, tokens, some, alpha, coherence ?? null];
  expect(tables['topics'].map(numbers)).to.deep.equal(topics.map(numbers));
  for (const { topic, words } of topics) {
    const rows = tables['topic-words'].filter((row) => row['topic'] === topic);
    const found = new Map(
      rows.map(({ word, tokens, probability }) => [word, [tokens, probability]]),
    );
    for (const { word, count, probability } of words)
      expect(found.get(word)).to.deep.equal([count, probability]);
    expect(sum(rows.map(({ probability }) => Number(probability)))).to.be.closeTo(1, 1e-12);
  }
}

function expectDocuments(tables: Tables, { topics, documents }: Said): void {
  expect(
    tables['documents'].map(({ document, name, label, tokens }) => [document, name, label, tokens]),
  ).to.deep.equal(
    documents.map(({ document, name, label, tokens }) => [document, name, label, tokens]),
  );
  expect(tables['documents'].map(({ year, note }) => [String(year), note ?? ''])).to.deep.equal(
    documents.map(({ metadata }) => [metadata['year'], metadata['note']]),
  );
  expectShares(
    tables['document-topics'].map((row) =>
      topics.map(({ topic }) => Number(row[`topic_${topic}`])),
    ),
    { topics, documents },
  );
  expect(
    tables['document-topics-long'].map(({ document, topic, tokens, share }) => [
      document,
      topic,
      tokens,
      share,
    ]),
  ).to.deep.equal(
    documents.flatMap((of) =>
      of.topics.map(({ topic, tokens, share }) => [of.document, topic, tokens, share]),
    ),
  );
  expect(
    tables['tokens'].map(({ document, word, topic }) => [document, word, topic]),
  ).to.deep.equal(
    documents.flatMap(({ document, words }) =>
      words.map(({ word, topic }) => [document, word, topic]),
    ),
  );
}

/** The command line names topics with a token; of all others it is known that shares add up to 1. */
export function expectShares(shares: readonly (readonly number[])[], { documents }: Said): void {
  expect(shares).to.have.length(documents.length);
  for (const [document, { topics }] of documents.entries()) {
    for (const { topic, share } of topics) expect(shares[document][topic]).to.equal(share);
    expect(sum(shares[document])).to.be.closeTo(1, 1e-12);
  }
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
