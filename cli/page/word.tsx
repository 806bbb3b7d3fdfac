/** A word: how its tokens spread over the topics. */
import { count, grouped, percent } from '../../core/numbers.ts';
import type { Go } from './address.ts';
import { Bar } from './bar.tsx';
import type { Model } from './model.ts';
import { TopicLink } from './topic.tsx';

const numShown = 8;

interface WordSpreadProps {
  model: Model;
  place: number;
  go: Go;
  onOpen: (topic: number) => void;
}

export function WordSpread({ model, place, go, onOpen }: WordSpreadProps) {
  const { word, tokens } = model.report.words[place];
  const spread = [...model.spreadOf(place)].filter(([topic]) => !model.report.topics[topic].hidden);
  const most = Math.max(1, ...spread.map(([, own]) => own));
  return (
    <aside class="spread">
      <h2 dir="auto">
        “{word}”{' '}
        <small>
          {count(tokens, 'token')}, in {count(spread.length, 'topic')}
        </small>{' '}
        <button onClick={() => go({ word: undefined })}>close</button>
      </h2>
      <ol class="bars">
        {spread.slice(0, numShown).map(([topic, own]) => (
          <li key={topic}>
            <span class="word">
              <TopicLink model={model} topic={topic} onOpen={onOpen} />
            </span>
            <Bar parts={[own / most]} />
            <span class="figure">
              {grouped(own)} <small>{percent(own / tokens)}</small>
            </span>
          </li>
        ))}
      </ol>
    </aside>
  );
}
