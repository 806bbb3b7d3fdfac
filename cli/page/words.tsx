/** The words of a topic by relevance, with a slider between distinctive and probable. */
import { useState } from 'preact/hooks';
import { grouped } from '../../core/numbers.ts';
import type { Go } from './address.ts';
import { Bar } from './bar.tsx';
import type { Model } from './model.ts';

const [fewWords, manyWords] = [20, 30];
const liftBelow = 0.2;

interface WordsProps {
  model: Model;
  topic: number;
  word: string | undefined;
  go: Go;
}

export function Words({ model, topic, word, go }: WordsProps) {
  const [lambda, setLambda] = useState(0.6);
  const [withRare, setWithRare] = useState(false);
  const [numShown, setNumShown] = useState(fewWords);
  const words = model.topicWords(topic, { lambda, withRare }).slice(0, numShown);
  const most = Math.max(1, ...words.map(({ corpusCount }) => corpusCount));
  return (
    <section class="topic-words">
      <h3>Words</h3>
      <label class="slider">
        <span>distinctive</span>
        <input
          type="range"
          min="0"
          max="1"
          step="0.05"
          value={lambda}
          aria-label="Order of the words, from distinctive (0) to probable (1)"
          onInput={(event) => setLambda(Number(event.currentTarget.value))}
        />
        <span>probable</span>
        <output>λ {lambda.toFixed(2)}</output>
      </label>
      {lambda < liftBelow && (
        <label class="note">
          <input
            type="checkbox"
            checked={withRare}
            onChange={(event) => setWithRare(event.currentTarget.checked)}
          />{' '}
          also words with fewer than 10 tokens in the topic
        </label>
      )}
      <ol class="bars">
        {words.map(({ word: one, count, corpusCount, place }) => (
          <li key={place}>
            <a
              href={`#topic=${topic}&word=${encodeURIComponent(one)}`}
              aria-current={one === word ? 'true' : undefined}
              onClick={(event) => {
                event.preventDefault();
                go({ topic, word: one === word ? undefined : one });
              }}
            >
              <span class="word" dir="auto">
                {one}
              </span>
              <Bar parts={[count / most, (corpusCount - count) / most]} />
              <span class="figure">{grouped(count)}</span>
            </a>
          </li>
        ))}
      </ol>
      <p class="note">
        <i class="key of-topic" /> tokens in this topic <i class="key of-corpus" /> in all texts.
        Choose a word to see it in the other topics.
      </p>
      {numShown < manyWords && words.length === numShown && (
        <button onClick={() => setNumShown(manyWords)}>more words</button>
      )}
    </section>
  );
}
