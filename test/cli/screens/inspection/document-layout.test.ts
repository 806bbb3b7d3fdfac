import { expect } from 'chai';
import fc from 'fast-check';
import { cellWidth } from '../../../../cli/components/cells.ts';
import { layoutDocument, type Piece } from '../../../../cli/screens/inspection/document-layout.ts';
import { wholeDocument } from '../../../../cli/screens/inspection/whole-document.ts';
import type { DocumentView } from '../../../../core/inspection/inspection.ts';
import { fakeInspection, speechTopics } from '../../../fixtures/fake-inspection.ts';

/** A document whose tokens are the words given, all of topic 0. */
function documentOf(text: string, words: string[]): DocumentView {
  let place = 0;
  const tokens = words.map((word) => {
    const start = text.indexOf(word, place);
    place = start + word.length;
    return { word, topic: 0, start, end: place };
  });
  return {
    document: 0,
    name: 'd',
    label: undefined,
    metadata: [],
    parent: undefined,
    text,
    numTokens: tokens.length,
    tokens,
    sampledTopics: new Uint16Array(tokens.length),
    shares: [{ topic: 0, tokens: words.length, share: 1 }],
  };
}

const textOf = (lines: Piece[][]): string[] =>
  lines.map((pieces) =>
    pieces
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );

function layout(document: DocumentView, width: number, marked = [0]): string[] {
  return textOf(layoutDocument(document, { width, markWidth: 1, marked: new Set(marked) }));
}

describe('the text of a document', () => {
  it('is broken between words, with room for the marks', () => {
    const document = documentOf('the tariff act was passed', ['tariff', 'act']);
    expect(layout(document, 11)).to.deep.equal(['the tariff', 'act was', 'passed']);
    expect(layout(document, 10)).to.deep.equal(['the', 'tariff', 'act was', 'passed']);
    expect(layout(document, 10, [])).to.deep.equal(['the tariff', 'act was', 'passed']);
  });

  it('keeps its paragraphs, with one empty line between them', () => {
    const document = documentOf('one\n\n\n two\nthree', []);
    expect(layout(document, 20)).to.deep.equal(['one', '', 'two', 'three']);
  });

  it('breaks Chinese anywhere, and words that are longer than a line', () => {
    expect(layout(documentOf('北京市政府', []), 4)).to.deep.equal(['北京', '市政', '府']);
    expect(layout(documentOf('Kapitänsmütze', ['Kapitänsmütze']), 6)).to.deep.equal([
      'Kapit',
      'änsmü',
      'tze',
    ]);
  });

  it('never is wider than the screen, whatever the text', () => {
    // Faults once planted: forgetting the mark of a word that fits exactly, or of a part of a word.
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 4, max: 30 }),
        (text, width) => {
          const words = text.match(/\p{L}+/gu) ?? [];
          const document = documentOf(text, words);
          const lines = layoutDocument(document, { width, markWidth: 1, marked: new Set([0]) });
          for (const pieces of lines) {
            const used = pieces.reduce(
              (sum, piece) => sum + cellWidth(piece.text) + (piece.token === undefined ? 0 : 1),
              0,
            );
            expect(used).to.be.at.most(width);
          }
        },
      ),
    );
  });

  it('shows escape sequences as signs', () => {
    expect(layout(documentOf('\u001b[31mred', []), 20)).to.deep.equal(['␛[31mred']);
  });

  it('is the words with their counts where no text was kept', () => {
    const tokens = ['tax', 'tax', 'trade'].map((word) => ({ word, topic: 0, start: -1, end: -1 }));
    const document = { ...documentOf('', []), text: undefined, tokens };
    expect(layout(document, 20)).to.deep.equal(['tax×2 trade']);
  });
});

describe('a long document that was cut into pieces', () => {
  it('is put together again, tokens and shares too', () => {
    const source = fakeInspection({ topicWords: speechTopics, numDocuments: 10 });
    const piece = source.document(2);
    const { document: whole, starts } = wholeDocument(source, piece.parent!);
    const pieces = piece.parent!.pieces.map((id) => source.document(id));
    expect(whole.text).to.equal(pieces.map(({ text }) => text).join(''));
    expect(whole.text!.slice(starts[2]!)).to.match(new RegExp(`^${piece.text!.slice(0, 20)}`));
    for (const { word, start, end } of whole.tokens) {
      expect(whole.text!.slice(start, end)).to.equal(word);
    }
    expect(whole.tokens).to.have.lengthOf(
      pieces.reduce((sum, { tokens }) => sum + tokens.length, 0),
    );
    expect(whole.shares.reduce((sum, { share }) => sum + share, 0)).to.be.closeTo(1, 1e-9);
  });
});
