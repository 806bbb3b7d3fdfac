/** All topics in a list, in an order that is chosen. */
import { useState } from 'preact/hooks';
import { decimals, grouped, percent } from '../../core/numbers.ts';
import type { Model } from './model.ts';

type Order = 'share' | 'number' | 'documents' | 'coherence';
const orders: readonly Order[] = ['share', 'number', 'documents', 'coherence'];
const numWords = 8;

interface TopicListProps {
  model: Model;
  topic: number | undefined;
  onOpen: (topic: number) => void;
}

/** Its words keep the usual lambda: they do not change while the slider of a topic moves. */
export function TopicList({ model, topic, onOpen }: TopicListProps) {
  const [order, setOrder] = useState<Order>('share');
  const topics = model.shown.toSorted(inOrder(order, model));
  return (
    <section>
      <div class="orders" role="group" aria-label="Order of the topics">
        <span>Topics by</span>
        {orders.map((one) => (
          <button aria-pressed={one === order} onClick={() => setOrder(one)}>
            {one}
          </button>
        ))}
      </div>
      <ul class="topics">
        {topics.map((one) => (
          <li key={one}>
            <a
              href={`#topic=${one}`}
              aria-current={one === topic ? 'true' : undefined}
              onClick={(event) => {
                event.preventDefault();
                onOpen(one);
              }}
            >
              <TopicRow model={model} topic={one} order={order} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function TopicRow({ model, topic, order }: { model: Model; topic: number; order: Order }) {
  const { label, share, documents, coherence } = model.report.topics[topic];
  const figures = {
    share: percent(share, 1),
    number: percent(share, 1),
    documents: grouped(documents),
    coherence: decimals(coherence ?? undefined),
  };
  return (
    <>
      <span class="number">{topic}</span>
      <span class="figure">{figures[order]}</span>
      <span class="words" dir="auto">
        {label !== null && <b>{label} </b>}
        {model.topWords[topic].slice(0, numWords).join(' · ')}
      </span>
    </>
  );
}

function inOrder(order: Order, { report }: Model): (a: number, b: number) => number {
  if (order === 'number') return (a, b) => a - b;
  const value = (topic: number) => report.topics[topic][order] ?? -Infinity;
  return (a, b) => value(b) - value(a) || a - b;
}
