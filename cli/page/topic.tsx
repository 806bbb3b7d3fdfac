/** A topic: its words, where it is found, what it goes together with, its documents. */
import { count, decimals, percent } from '../../core/numbers.ts';
import type { Go } from './address.ts';
import { Effects } from './effects.tsx';
import { Groups } from './groups.tsx';
import type { Model } from './model.ts';
import { RankedDocuments } from './ranked-documents.tsx';
import { Words } from './words.tsx';

interface TopicProps {
  model: Model;
  topic: number;
  word: string | undefined;
  go: Go;
  onOpen: (topic: number) => void;
}

export function Topic({ model, topic, word, go, onOpen }: TopicProps) {
  const { label, share, documents, coherence, distinctiveness } = model.report.topics[topic];
  return (
    <article>
      <h2 dir="auto">
        Topic {topic}
        {label !== null && `: ${label}`}
      </h2>
      <p class="facts">
        {percent(share, 1)} of all words · in {count(documents, 'document')}
        {coherence !== null && ` · coherence ${decimals(coherence)}`} · distinctiveness{' '}
        {distinctiveness.toFixed(2)}
      </p>
      <div class="halves">
        <Words key={topic} model={model} topic={topic} word={word} go={go} />
        <div>
          <Groups model={model} topic={topic} />
          <Effects model={model} topic={topic} />
          <Related model={model} topic={topic} onOpen={onOpen} />
          <Partner model={model} topic={topic} />
        </div>
      </div>
      <RankedDocuments key={topic} model={model} topic={topic} go={go} />
    </article>
  );
}

function Related({ model, topic, onOpen }: Pick<TopicProps, 'model' | 'topic' | 'onOpen'>) {
  const { related } = model.report.topics[topic];
  const others = Array.from({ length: related.length / 2 }, (_, at) => ({
    other: related[2 * at],
    correlation: related[2 * at + 1],
  })).filter(
    ({ other, correlation }) => correlation >= 0.005 && !model.report.topics[other].hidden,
  );
  if (others.length === 0) return null;
  return (
    <section>
      <h3>Occurs together with</h3>
      <ul class="related">
        {others.map(({ other, correlation }) => (
          <li key={other}>
            <TopicLink model={model} topic={other} onOpen={onOpen} />{' '}
            <small>{correlation.toFixed(2)}</small>
          </li>
        ))}
      </ul>
      <p class="note">Correlation of the topics’ shares over all documents.</p>
    </section>
  );
}

/** The topic of the other run that it was matched with. */
function Partner({ model, topic }: Pick<TopicProps, 'model' | 'topic'>) {
  const { comparison } = model.report;
  if (comparison === undefined) return null;
  const { partner, distance, fate, words } = comparison.topics[topic];
  return (
    <section>
      <h3>In {comparison.run}</h3>
      <p>
        {partner === null ? 'no topic matches it' : `topic ${partner}: ${words.join(' · ')}`}{' '}
        <small>
          {fate}, distance {distance.toFixed(2)}
        </small>
      </p>
    </section>
  );
}

export function TopicLink({
  model,
  topic,
  onOpen,
}: Pick<TopicProps, 'model' | 'topic' | 'onOpen'>) {
  return (
    <a
      href={`#topic=${topic}`}
      dir="auto"
      onClick={(event) => {
        event.preventDefault();
        onOpen(topic);
      }}
    >
      {topic} {model.nameOf(topic)}
    </a>
  );
}
