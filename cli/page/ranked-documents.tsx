/** The documents of a topic, those with the largest share first. */
import { useState } from 'preact/hooks';
import { grouped, percent } from '../../core/numbers.ts';
import { closed, type Go } from './address.ts';
import type { Model } from './model.ts';

const atOnce = 15;
const excerptLength = 160;

export function RankedDocuments({ model, topic, go }: { model: Model; topic: number; go: Go }) {
  const [numShown, setNumShown] = useState(atOnce);
  const ranked = model.documentsOf(topic);
  const { documents: numAll } = model.report.topics[topic];
  return (
    <section>
      <h3>Documents</h3>
      <ol class="documents">
        {ranked.slice(0, numShown).map(({ document, share }) => (
          <li key={document.document}>
            <DocumentLink
              model={model}
              document={document.document}
              topic={topic}
              go={go}
              share={share}
            />
          </li>
        ))}
      </ol>
      <p class="note">
        {ranked.length > 0 && `1–${grouped(Math.min(numShown, ranked.length))} of `}
        {grouped(ranked.length)}
        {ranked.length < numAll && ` listed here; ${grouped(numAll)} documents have the topic`}{' '}
        {numShown < ranked.length && (
          <button onClick={() => setNumShown(numShown * 3)}>more</button>
        )}
      </p>
    </section>
  );
}

interface DocumentLinkProps {
  model: Model;
  document: number;
  topic?: number;
  share?: number;
  /** Without the beginning of its text. */
  isBare?: boolean;
  go: Go;
}

export function DocumentLink({ model, document, topic, share, isBare, go }: DocumentLinkProps) {
  const { name } = model.documents.get(document)!;
  const text = isBare ? undefined : model.texts.get(document)?.text;
  return (
    <a
      href={`#document=${document}`}
      onClick={(event) => {
        event.preventDefault();
        go({ ...closed, document, ...(topic !== undefined && { topic }) });
        scrollTo({ top: 0 });
      }}
    >
      {share !== undefined && <span class="figure">{percent(share, 1)}</span>}
      <span dir="auto">
        <b>{name}</b> <small>{text?.slice(0, excerptLength)}</small>
      </span>
    </a>
  );
}
