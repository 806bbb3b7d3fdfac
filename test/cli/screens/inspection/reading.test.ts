import { expect } from 'chai';
import { plainText } from '../../../../cli/components/line.ts';
import { placeOf, type Place } from '../../../../cli/screens/inspection/state.ts';
import { fakeInspection } from '../../../fixtures/fake-inspection.ts';
import { frame, lines, reading, small } from '../../../fixtures/inspection-frames.ts';
import { cachedSource } from '../../../../cli/screens/inspection/cached-inspection.ts';
import { mostPieces, wholeDocument } from '../../../../cli/screens/inspection/whole-document.ts';

/** The colour of a topic in the whole text that document 1 is a piece of. */
function slotOf(topic: number): number {
  const source = fakeInspection(small);
  const { document } = wholeDocument(source, source.document(1).parent!);
  return document.shares.findIndex((share) => share.topic === topic);
}

describe('the page of a document', () => {
  it('show a quiet page at first: the words of the topic one came from lit, all else plain', () => {
    const among = { topic: 1, rank: 0, filter: '' };
    const came = placeOf({ kind: 'document', document: 1, among });
    const text = lines(came, { height: 16 }).slice(4, -1).flat();
    const roles = new Set(text.map(({ style }) => style.role));
    expect(roles).to.deep.equal(new Set([undefined, `topic-${slotOf(1)}`]));
    const lit = text.filter(({ style }) => style.role !== undefined);
    for (const { text: word } of lit) expect(small.topicWords[1]).to.include(word);
    expect(plainText([text])).not.to.match(/[¹²³]/);
    const unlit = lines({ ...reading, lit: 'none' }, { height: 16 })
      .slice(4, -1)
      .flat();
    expect(unlit.every(({ style }) => style.role === undefined)).to.equal(true);
  });

  it('open a piece of a long work at its place in the whole', () => {
    const third = placeOf({ kind: 'document', document: 2 });
    const shown = frame(third, { height: 16 });
    expect(shown).to.include('the whole address');
    expect(shown).to.match(/text ─+ piece 3 of 6 · \d+% ──/);
    const alone = frame({ ...third, isWhole: false } as Place, { height: 16 });
    expect(alone.split('\n')[0]).to.match(
      /1792 Polk, passage 2 .*piece 3 of 6|1792 Polk, passage 2/,
    );
    const start = fakeInspection(small).document(2).text!.slice(0, 30);
    expect(shown.replace(/\s+/g, ' ')).to.include(start);
  });

  // Seen to fail: with room for fewer answers than a work has pieces, all read again at each key.
  it('reads the pieces of a long work once, and stays the same work', () => {
    const fake = fakeInspection(small);
    let numRead = 0;
    const document = (id: number) => {
      numRead++;
      return { ...fake.document(1), document: id };
    };
    const source = cachedSource({ ...fake, document });
    const pieces = Array.from({ length: 2 * mostPieces }, (_, id) => id);
    const parent = { name: 'novel', part: 300, pieces };
    const first = wholeDocument(source, parent);
    for (let topic = 0; topic < 40; topic++) source.relatedTopics(topic, 5);
    expect(wholeDocument(source, parent)).to.equal(first);
    expect(numRead).to.equal(mostPieces);
  });

  it('find something in a text, whatever its case and where its lines are broken', () => {
    const { text } = fakeInspection(small).document(1);
    const [needle] = /\b(the|of|and|to) (treaty|claims|convention)\b/.exec(text!)!;
    const sought = needle.toUpperCase();
    const page = { ...reading, isWhole: false, find: sought } as const;
    const shown = lines(page, { height: 16 });
    const title = plainText(shown)
      .split('\n')
      .find((line) => line.includes('text ─'))!;
    const [, numPlaces] = new RegExp(`"${sought}": 1 of (\\d+) places?`).exec(title)!;
    const places = text!.match(new RegExp(needle.replace(' ', '\\s+'), 'g'))!;
    expect(Number(numPlaces)).to.equal(places.length);
    const found = shown.flat().filter(({ style }) => style.inverse === true);
    expect(found.map(({ text: part }) => part).join('')).to.match(new RegExp(`^${needle}`));
    const absent = frame({ ...page, find: 'zebra' }, { height: 16, width: 80 });
    expect(absent).to.include('"zebra" is not in this text');
  });
});
