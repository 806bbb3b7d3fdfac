/** The page as a whole: a head, the map with the list of topics, and what was chosen. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { count } from '../../core/numbers.ts';
import { About } from './about.tsx';
import { type Address, closed, type Go, useAddress } from './address.ts';
import { Comparison } from './comparison.tsx';
import { DocumentPage } from './document.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { TopicMapView } from './map.tsx';
import { Results } from './search.tsx';
import type { Model } from './model.ts';
import { saveText, topicsTable, documentsTable } from './save.ts';
import { Topic } from './topic.tsx';
import { TopicList } from './topic-list.tsx';
import { WordSpread } from './word.tsx';

export function App({ model }: { model: Model }) {
  const [address, go] = useAddress();
  useKeptFocus(address);
  const main = useRef<HTMLElement>(null);
  const topic = known(address.topic, model) ?? model.shown.toSorted(byShare(model))[0];
  const openTopic = (chosen: number) => {
    go({ ...closed, topic: chosen });
    if (matchMedia('(max-width: 800px)').matches) {
      setTimeout(() => main.current?.scrollIntoView(), 0);
      main.current?.focus({ preventScroll: true });
    }
  };
  return (
    <>
      <Head model={model} address={address} go={go} />
      <div class={isApart(address) ? 'columns apart' : 'columns'}>
        <nav id="overview" aria-label="Topics">
          <TopicMapView model={model} topic={topic} word={address.word} onOpen={openTopic} />
          <TopicList model={model} topic={topic} onOpen={openTopic} />
          <LeftOut model={model} />
        </nav>
        <main ref={main} tabIndex={-1}>
          <a class="back" href="#overview" onClick={backToOverview}>
            ↑ map and list
          </a>
          <View model={model} address={address} topic={topic} go={go} onOpen={openTopic} />
        </main>
      </div>
    </>
  );
}

interface ViewProps {
  model: Model;
  address: Address;
  topic: number | undefined;
  go: Go;
  onOpen: (topic: number) => void;
}

function View({ model, address, topic, go, onOpen }: ViewProps) {
  const { search, about, compare, word } = address;
  const document =
    address.document === undefined ? undefined : model.documents.get(address.document);
  const place = model.placeOfWord(word);
  if (search?.trim()) return <Results model={model} search={search} go={go} onOpen={onOpen} />;
  if (about) return <About model={model} />;
  if (compare && model.report.comparison) return <Comparison model={model} onOpen={onOpen} />;
  return (
    <>
      {place !== undefined && <WordSpread model={model} place={place} go={go} onOpen={onOpen} />}
      {document !== undefined ? (
        <DocumentPage
          key={document.document}
          model={model}
          document={document}
          topic={known(address.topic, model)}
          go={go}
          onOpen={onOpen}
        />
      ) : (
        topic !== undefined && (
          <Topic model={model} topic={topic} word={word} go={go} onOpen={onOpen} />
        )
      )}
    </>
  );
}

function Head({ model, address, go }: { model: Model; address: Address; go: Go }) {
  const { title, run, corpus, topics, comparison } = model.report;
  const likelihood = run.logLikelihoodPerToken;
  const toggle = (change: Address) => go({ ...closed, ...change });
  return (
    <header>
      <div class="title">
        <h1 dir="auto">{title}</h1>
        <p>
          {count(topics.length, 'topic')} in {count(corpus.numDocuments, 'document')},{' '}
          {count(corpus.numTokens, 'token')} · run {run.name}, {count(run.sweep, 'sweep')}, seed{' '}
          {run.seed}
          {likelihood !== null && `, ${likelihood.toFixed(3)} nats per token`}
        </p>
      </div>
      <div class="tools">
        <SearchField search={address.search} go={go} />
        <button aria-pressed={!!address.about} onClick={() => toggle({ about: !address.about })}>
          About this model
        </button>
        {comparison && (
          <button
            aria-pressed={!!address.compare}
            onClick={() => toggle({ compare: !address.compare })}
          >
            Compare with {comparison.run}
          </button>
        )}
        <button onClick={() => saveText('topics.csv', topicsTable(model))}>topics.csv</button>
        <button onClick={() => saveText('document-topics.csv', documentsTable(model))}>
          document-topics.csv
        </button>
      </div>
    </header>
  );
}

function SearchField({ search, go }: { search: string | undefined; go: Go }) {
  const [typed, setTyped] = useState(search ?? '');
  // At once: later, it would undo the letter that was typed meanwhile.
  useLayoutEffect(() => setTyped(search ?? ''), [search]);
  return (
    <label class="search">
      <span>Search</span>
      <input
        type="search"
        value={typed}
        placeholder="words, topics, documents"
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          go({ search: event.currentTarget.value || undefined });
        }}
      />
    </label>
  );
}

function LeftOut({ model }: { model: Model }) {
  return (
    <>
      {model.report.leftOut.map((note) => (
        <p class="note">{note}</p>
      ))}
    </>
  );
}

function backToOverview(event: Event): void {
  event.preventDefault();
  document.getElementById('overview')?.scrollIntoView();
  document.querySelector<HTMLElement>('#overview [aria-current]')?.focus({ preventScroll: true });
}

/** What does not go with a topic: on a phone it comes before the map and the list. */
function isApart({ search, about, compare }: Address): boolean {
  return !!(search || about || compare);
}

function known(topic: number | undefined, { report }: Model): number | undefined {
  return topic !== undefined && topic < report.topics.length ? topic : undefined;
}

function byShare({ report }: Model): (a: number, b: number) => number {
  return (a, b) => report.topics[b].share - report.topics[a].share;
}
