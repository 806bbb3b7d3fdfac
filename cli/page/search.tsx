/** What a search finds: topics, words, documents by name, and texts. */
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { visibleLine } from '../../core/inspection/report/visible-text.ts';
import { count, grouped } from '../../core/numbers.ts';
import { closed, type Go } from './address.ts';
import { folded, placeInText } from './folded.ts';
import type { Model } from './model.ts';
import { DocumentLink } from './ranked-documents.tsx';
import { TopicLink } from './topic.tsx';

const mostRows = 50;
const before = 60;
const after = 100;

interface ResultsProps {
  model: Model;
  search: string;
  go: Go;
  onOpen: (topic: number) => void;
}

export function Results({ model, search, go, onOpen }: ResultsProps) {
  const found = useMemo(() => find(model, asSearched(search)), [model, search]);
  return (
    <article aria-live="polite">
      <h2>
        Found for “<bdi>{visibleLine(search)}</bdi>”
      </h2>
      <Section title="Topics" rows={found.topics}>
        {(topic) => <TopicLink model={model} topic={topic} onOpen={onOpen} />}
      </Section>
      <Section title="Words" rows={found.words}>
        {({ word, tokens }) => (
          <a
            href={`#word=${encodeURIComponent(word)}`}
            onClick={(event) => {
              event.preventDefault();
              go({ ...closed, word });
            }}
          >
            <bdi>{word}</bdi> <small>{count(tokens, 'token')}</small>
          </a>
        )}
      </Section>
      <Section title="Documents by name" rows={found.names}>
        {(document) => <DocumentLink model={model} document={document} go={go} />}
      </Section>
      <Section title={`Texts in this report (${grouped(model.texts.size)})`} rows={found.texts}>
        {({ document, place }) => (
          <>
            <DocumentLink model={model} document={document} go={go} isBare />
            <Context
              text={model.texts.get(document)!.text}
              place={place}
              length={asSearched(search).length}
            />
          </>
        )}
      </Section>
    </article>
  );
}

/** As names and texts of a report are: each letter and its accents as one. */
function asSearched(search: string): string {
  return folded(search.trim().normalize('NFC'));
}

/** @param place and length in the text as it is searched. */
function Context({ text, place, length }: { text: string; place: number; length: number }) {
  const [start, end] = [place, place + length].map((one) => placeInText(text, one));
  return (
    <small class="context" dir="auto">
      …{text.slice(Math.max(0, start - before), start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end, end + after)}…
    </small>
  );
}

interface SectionProps<Row> {
  title: string;
  rows: readonly Row[];
  children: (row: Row) => ComponentChildren;
}

function Section<Row>({ title, rows, children }: SectionProps<Row>) {
  return (
    <section>
      <h3>
        {title} <small>{rows.length === 0 ? 'none' : grouped(rows.length)}</small>
      </h3>
      <ul class="documents">
        {rows.slice(0, mostRows).map((row, place) => (
          <li key={place}>{children(row)}</li>
        ))}
      </ul>
      {rows.length > mostRows && <p class="note">The first {mostRows} are shown.</p>}
    </section>
  );
}

function find(model: Model, wanted: string) {
  const { words, documents } = model.report;
  const texts: { document: number; place: number }[] = [];
  for (const [document, text] of model.searchable) {
    const place = text.indexOf(wanted);
    if (place >= 0) texts.push({ document, place });
  }
  return {
    topics: model.shown.filter((topic) =>
      [model.nameOf(topic), ...model.topWords[topic].slice(0, 30)].some((name) =>
        folded(name).includes(wanted),
      ),
    ),
    words: words
      .filter(({ word }) => folded(word).includes(wanted))
      .sort((a, b) => b.tokens - a.tokens),
    names: documents
      .filter(({ name }) => folded(name).includes(wanted))
      .map(({ document }) => document),
    texts,
  };
}
