/** Two runs side by side: which topics are found again. */
import { grouped } from '../../core/numbers.ts';
import type { Model } from './model.ts';
import { TopicLink } from './topic.tsx';

export function Comparison({ model, onOpen }: { model: Model; onOpen: (topic: number) => void }) {
  const { run, numTopics, similarity, topics } = model.report.comparison!;
  const shown = model.shown.toSorted((a, b) => topics[a].distance - topics[b].distance || a - b);
  const numShared = shown.filter((topic) => topics[topic].fate === 'shared').length;
  return (
    <article>
      <h2>
        {model.report.run.name} compared with {run}
      </h2>
      <p class="facts">
        {grouped(numShared)} of {grouped(shown.length)} topics recur among the {grouped(numTopics)}{' '}
        of {run}; mean similarity {similarity.toFixed(2)} of 1
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">topic here</th>
            <th scope="col">distance</th>
            <th scope="col">what became of it</th>
            <th scope="col">topic of {run}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((topic) => {
            const { partner, distance, fate, words } = topics[topic];
            return (
              <tr key={topic}>
                <td>
                  <TopicLink model={model} topic={topic} onOpen={onOpen} />
                </td>
                <td class="figure">{distance.toFixed(2)}</td>
                <td>{fate}</td>
                <td dir="auto">{partner === null ? '-' : `${partner} ${words.join(' · ')}`}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="note">
        Topics are matched one to one; the distance of two topics is the Hellinger distance of their
        words, 0 to 1.
      </p>
    </article>
  );
}
