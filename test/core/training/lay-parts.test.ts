import { expect } from 'chai';
import { type Grid, cutCorpus } from '../../../core/corpus/grid.ts';
import type { TokenSource } from '../../../core/corpus/token-source.ts';
import { Arena } from '../../../core/memory/arena.ts';
import type { LayoutPart } from '../../../core/sampler/layout.ts';
import { type Laying, layParts, readTopics } from '../../../core/training/lay-parts.ts';
import type { TrainerOptions } from '../../../core/training/shared-state.ts';
import {
  type PlacedPart,
  tokensAt,
  windowBytes,
  windowFor,
} from '../../../core/training/token-window.ts';
import { arraySource } from '../../fixtures/array-source.ts';
import { errorOf } from '../../fixtures/failure-of.ts';

const numBlocks = 8;
const numWorkers = 3;
/** Of all lengths; the first block, one in the middle and the last have no tokens. */
const documents = Array.from({ length: 40 }, (_, document) =>
  document < 5 || document > 34
    ? []
    : Array.from({ length: (document * 7) % 23 }, (__, token) => (document + 3 * token) % 50),
);
const source = arraySource(documents, 50);
const whole: Grid = cutCorpus(source, numBlocks, numBlocks);
const grid: Grid = { ...whole, blockStarts: Uint32Array.of(0, 5, 12, 12, 20, 26, 31, 35, 40) };
const topics = Uint16Array.from({ length: source.numTokens }, (_, token) => (5 * token) % 11);
const starts = documents.map((_, document) =>
  documents.slice(0, document).reduce((sum, { length }) => sum + length, 0),
);
starts.push(source.numTokens);

/** Parts of three documents at the most. */
function partsOfBlocks(): LayoutPart[] {
  return Array.from({ length: numBlocks }, (_, block) => {
    const [first, end] = grid.blockStarts.subarray(block, block + 2);
    return Array.from({ length: Math.ceil((end - first) / 3) }, (__, index) => {
      const firstDocument = first + 3 * index;
      const endDocument = Math.min(end, firstDocument + 3);
      const numTokens = starts[endDocument] - starts[firstDocument];
      return { block, firstDocument, endDocument, numTokens, room: numTokens + 2 };
    });
  }).flat();
}

/** What is laid out, and what was left of each part when it was taken. */
function open(): { laying: Laying; taken: Map<number, number[]> } {
  const arena = new Arena();
  const parts = partsOfBlocks();
  const window = windowFor(parts, numWorkers);
  const taken = new Map<number, number[]>();
  const laying: Laying = {
    arena,
    grid,
    blocks: { first: 0, end: numBlocks },
    layout: {
      parts,
      take: (part, left) => void taken.set(part, [...left]),
      occupyRows: () => undefined,
    },
    window: { ...window, address: arena.allocate(windowBytes(window)), isBusy: false },
  };
  return { laying, taken };
}

const optionsWith = (change: Partial<TrainerOptions>) => ({ source, ...change }) as TrainerOptions;
const start = {
  readTopics: (first: number, end: number) => topics.slice(starts[first], starts[end]),
} as TrainerOptions['start'];

/** Takes a while, longer for some parts than for others. */
function rest({ part }: PlacedPart): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, (part * 5) % 4));
}

describe('Parts of the corpus on their way to the workers', () => {
  // Seen to fail: with all parts in one slot; with the next part given before the last was taken; with words of
  // the part before; with the lengths of all documents.
  it('come with their words, lengths and topics, and are taken as workers left them', async () => {
    const { laying, taken } = open();
    const { parts } = laying.layout;
    let [underWay, mostUnderWay] = [0, 0];
    await layParts(optionsWith({ start }), laying, async (worker, placed) => {
      mostUnderWay = Math.max(mostUnderWay, ++underWay);
      expect(worker).to.be.below(numWorkers);
      const { firstDocument, endDocument, numTokens } = parts[placed.part];
      await rest(placed);
      const given = tokensAt(laying.arena.memory, placed);
      const [first, end] = [starts[firstDocument], starts[endDocument]];
      expect([...given.words.subarray(0, numTokens)]).to.deep.equal(
        documents.slice(firstDocument, endDocument).flat(),
      );
      expect([...given.lengths]).to.deep.equal(
        documents.slice(firstDocument, endDocument).map(({ length }) => length),
      );
      expect([...given.topics]).to.deep.equal([...topics.subarray(first, end)]);
      given.words.fill(1000 + placed.part);
      underWay--;
    });
    expect(mostUnderWay).to.equal(numWorkers);
    expect([...taken.keys()].sort((a, b) => a - b)).to.deep.equal([...parts.keys()]);
    for (const [part, left] of taken)
      expect(left).to.deep.equal(new Array(parts[part].room).fill(1000 + part));
  });

  // Seen to fail: without blocks that have no tokens, at the beginning, in between and at the end.
  it('give their topics back, block by block', async () => {
    const { laying } = open();
    const blocks: number[][] = [];
    const read = readTopics(source, laying, async (_, placed) => {
      await rest(placed);
      const into = tokensAt(laying.arena.memory, placed);
      into.topics.forEach((__, token) => (into.topics[token] = 3 * into.words[token] + 1));
    });
    for await (const ofBlock of read) blocks.push([...ofBlock]);
    expect(blocks).to.deep.equal(
      Array.from({ length: numBlocks }, (_, block) =>
        documents
          .slice(...grid.blockStarts.subarray(block, block + 2))
          .flat()
          .map((word) => 3 * word + 1),
      ),
    );
  });

  // Seen to fail: with an error that is thrown while others are still at work; with parts that begin after it.
  for (const failing of ['the corpus cannot be read', 'a worker fails'] as const) {
    it(`end with the first error, when no part is under way any more (${failing})`, async () => {
      const { laying, taken } = open();
      const fault = new Error(failing);
      let underWay = 0;
      let begunAfter = 0;
      let hasFailed = false;
      const damaged: TokenSource = {
        ...source,
        readWords: (first, end) => {
          if (failing === 'the corpus cannot be read' && first >= 20) {
            hasFailed = true;
            throw fault;
          }
          return source.readWords(first, end);
        },
      };
      const laid = layParts(optionsWith({ source: damaged }), laying, async (_, placed) => {
        underWay++;
        if (hasFailed) begunAfter++;
        try {
          await rest({ ...placed, part: placed.part + 1 });
          if (failing === 'a worker fails' && placed.part === 6) {
            hasFailed = true;
            throw fault;
          }
        } finally {
          underWay--;
        }
      });
      expect(await errorOf(laid)).to.equal(fault);
      expect(underWay).to.equal(0);
      expect(begunAfter).to.equal(0);
      expect(taken.size).to.be.within(1, laying.layout.parts.length - 1);
    });
  }

  it('are left when the signal says so', async () => {
    const { laying, taken } = open();
    const leaving = new AbortController();
    const reason = new Error('enough');
    const laid = layParts(optionsWith({ signal: leaving.signal }), laying, async (_, placed) => {
      await rest(placed);
      if (placed.part === 5) leaving.abort(reason);
    });
    expect(await errorOf(laid)).to.equal(reason);
    expect(taken.size).to.be.below(laying.layout.parts.length);
  });

  // Seen to fail: with the length of what was read not looked at.
  for (const missing of [1, -1]) {
    it(`are refused where a block has ${missing > 0 ? 'fewer' : 'more'} tokens than it should`, async () => {
      const { laying } = open();
      const wrong: TokenSource = {
        ...source,
        readWords: (first, end) => {
          const read = source.readWords(first, end);
          return first === 12 && end > 12
            ? Uint32Array.from({ length: read.length - missing }, () => 1)
            : read;
        },
      };
      const error = await errorOf(
        layParts(optionsWith({ source: wrong }), laying, () => Promise.resolve()),
      );
      expect(String(error)).to.match(/a block is given all of its tokens/);
    });
  }
});
