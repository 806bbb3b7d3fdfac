/** A document with its text: the words of one topic marked, the others on demand. */
import { useState } from 'preact/hooks';
import { count, percent } from '../../core/numbers.ts';
import type { ReportDocument, ReportText } from '../../core/inspection/report/report.ts';
import type { Go } from './address.ts';
import type { Model } from './model.ts';

interface DocumentProps {
  model: Model;
  document: ReportDocument;
  /** The topic that one comes from. */
  topic: number | undefined;
  go: Go;
  onOpen: (topic: number) => void;
}

const numChips = 8;

export function DocumentPage({ model, document, topic, go, onOpen }: DocumentProps) {
  const shares = model.sharesOf(document).filter((one) => !model.report.topics[one.topic].hidden);
  const from = shares.find((one) => one.topic === topic) ?? shares[0];
  const [lit, setLit] = useState(from?.topic);
  const text = model.texts.get(document.document);
  return (
    <article>
      <p>
        <button onClick={() => go({ document: undefined })}>← back</button>
      </p>
      <h2 dir="auto">{document.name}</h2>
      <p class="facts">
        document {document.document} · {count(document.length, 'word')} counted
        {text?.metadata.map(([name, value]) => ` · ${name}: ${value}`)}
      </p>
      <div class="chips" role="group" aria-label="Topics of the document">
        {shares.slice(0, numChips).map(({ topic: one, share }) => (
          <button key={one} aria-pressed={one === lit} onClick={() => setLit(one)}>
            {one} {model.shortName(one)} {percent(share, 1)}
          </button>
        ))}
        {lit !== undefined && (
          <button class="plain" onClick={() => onOpen(lit)}>
            open topic {lit}
          </button>
        )}
      </div>
      {text === undefined ? (
        <p class="note">Its text is not in this report.</p>
      ) : (
        <Text text={text} lit={lit} />
      )}
    </article>
  );
}

function Text({ text, lit }: { text: ReportText; lit: number | undefined }) {
  return (
    <>
      {text.cutBefore && <p class="note">… the beginning is left out</p>}
      <p class="text" dir="auto">
        {piecesOf(text).map(({ part, topic }) =>
          topic === lit && topic !== undefined ? <mark>{part}</mark> : part,
        )}
      </p>
      {text.cutAfter && <p class="note">… the rest is left out</p>}
    </>
  );
}

interface Piece {
  readonly part: string;
  readonly topic: number | undefined;
}

function piecesOf({ text, tokens }: ReportText): Piece[] {
  const pieces: Piece[] = [];
  let place = 0;
  for (let at = 0; at < tokens.length; at += 3) {
    const start = place + tokens[at];
    const end = start + tokens[at + 1];
    if (start > place) pieces.push({ part: text.slice(place, start), topic: undefined });
    pieces.push({ part: text.slice(start, end), topic: tokens[at + 2] });
    place = end;
  }
  pieces.push({ part: text.slice(place), topic: undefined });
  return pieces;
}
