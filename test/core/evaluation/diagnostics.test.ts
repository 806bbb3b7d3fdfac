import { expect } from 'chai';
import { diagnoseTopics, jensenShannon } from '../../../core/evaluation/diagnostics.ts';
import { Exclusivity, topicDiversity } from '../../../core/evaluation/exclusivity.ts';
import { TopicDocuments } from '../../../core/evaluation/topic-documents.ts';
import { TopicWordsModel } from '../../../core/evaluation/topic-words-model.ts';
import { sharedPriors } from '../../../core/inspection/shares.ts';
import { TopicWordCounter } from '../../../core/inspection/topic-words.ts';

const words = ['war', 'peace', 'tax', 'of', 'treaty'];
const alpha = [0.5, 0.5, 0.5];
const beta = 0.01;
/** Words and topics of each document; topic 2 has no token. */
const documents = [
  { words: [0, 0, 1, 3], topics: [0, 0, 0, 1] },
  { words: [0, 1, 1, 4], topics: [0, 0, 0, 0] },
  { words: [2, 2, 3, 3, 0], topics: [1, 1, 1, 1, 0] },
  { words: [3], topics: [1] },
  { words: [], topics: [] },
];

function modelOf(all: readonly { words: number[]; topics: number[] }[], numTopics: number) {
  const wordTokenCounts = new Uint32Array(words.length);
  for (const word of all.flatMap((document) => document.words)) wordTokenCounts[word]++;
  const counter = new TopicWordCounter(wordTokenCounts, numTopics);
  for (const document of all) {
    counter.add(Uint32Array.from(document.words), Uint16Array.from(document.topics));
  }
  const model = new TopicWordsModel(counter.lists(), { numWords: words.length, beta });
  return { model, wordTokenCounts };
}

function diagnose(numTopWords: number, priors = sharedPriors(Float64Array.from(alpha))) {
  const { model, wordTokenCounts } = modelOf(documents, 3);
  const pass = new TopicDocuments(model.topWords(numTopWords), priors);
  documents.forEach(({ words, topics }, document) => {
    pass.addDocument(document, Uint32Array.from(words), topics);
  });
  return diagnoseTopics({
    model,
    documents: pass,
    wordTokenCounts,
    numTopWords,
    lengthOfWord: (word) => words[word].length,
  });
}

describe('The diagnostics of topics', () => {
  // Topic 0: war 4, peace 3, treaty 1; in documents 0 (3 tokens), 1 (4) and 2 (1). Topic 1: of 4,
  // tax 2; in documents 0 (1), 2 (4), 3 (1).
  // Seen to fail: with ties of the largest topic given to the last; with D(b) in place of D(a).
  const [first, second, third] = diagnose(2);

  it('are those worked out by hand', () => {
    expect(first.tokens).to.equal(8);
    const entropy =
      -(3 / 8) * Math.log(3 / 8) - (4 / 8) * Math.log(4 / 8) - (1 / 8) * Math.log(1 / 8);
    expect(first.documentEntropy).to.be.closeTo(entropy, 1e-12);
    expect(first.wordLength).to.equal(4); // war, peace
    // War is a token of it in documents 0, 1 and 2, together with peace in 0 and 1.
    expect(first.coherence).to.be.closeTo(Math.log((2 + beta) / (3 + beta)), 1e-12);
    const uniform =
      (4 / 8) * Math.log(20 / 8) + (3 / 8) * Math.log(15 / 8) + (1 / 8) * Math.log(5 / 8);
    expect(first.uniformDistance).to.be.closeTo(uniform, 1e-12);
    // All its words are its own, and it has 8 of 14 tokens.
    expect(first.corpusDistance).to.be.closeTo(Math.log(14 / 8), 1e-12);
    expect(first.effectiveWords).to.be.closeTo(64 / 26, 1e-12);
    expect(first.tokenDocumentDifference).to.be.closeTo(
      jensenShannon([4 / 7, 3 / 7], [3 / 5, 2 / 5]),
      1e-12,
    );
  });

  it('count documents by the share of the topic', () => {
    // Shares of topic 0: 3.5/5.5, 4.5/5.5 and 1.5/6.5: all above .02, two above .3 and .5.
    expect(first.rankOneDocuments).to.be.closeTo(2 / 3, 1e-12);
    expect(first.allocationRatio).to.be.closeTo(2 / 3, 1e-12);
    expect(first.allocationCount).to.be.closeTo(2 / 3, 1e-12);
    // Of topic 1: 1.5/5.5, 4.5/6.5 and 1.5/2.5.
    expect(second.rankOneDocuments).to.be.closeTo(2 / 3, 1e-12);
    expect(second.allocationCount).to.be.closeTo(2 / 3, 1e-12);
  });

  it('of a topic without tokens are none, not "not a number"', () => {
    expect(third.tokens).to.equal(0);
    expect(Object.values(third).filter((value) => value !== undefined)).to.deep.equal([0]);
  });

  it('of a topic with fewer words than asked for are those of the words it has', () => {
    const [, topic] = diagnose(5); // of, tax
    expect(topic.wordLength).to.equal(2.5);
    // "Of" is a token of topic 1 in documents 0, 2 and 3, together with tax in 2.
    expect(topic.coherence).to.be.closeTo(Math.log((1 + beta) / (3 + beta)), 1e-12);
  });

  // Seen to fail: with the priors of the first document in all.
  it('take the shares of each document with its own priors', () => {
    // Topic 1 has 1 of the 4 tokens of document 0, 4 of 5 of document 2, and the only one of document 3.
    const own = (document: number) =>
      document === 0 ? Float64Array.of(0.1, 4, 0.1) : Float64Array.of(0.1, 0.1, 0.1);
    const [, shared] = diagnose(2, sharedPriors(own(1)));
    expect(shared.allocationRatio).to.be.closeTo(2 / 3, 1e-12);
    // (1 + 4) / (4 + 4.2) is more than half.
    expect(diagnose(2, { of: own })[1].allocationRatio).to.be.closeTo(3 / 3, 1e-12);
  });

  it('give a tie for the largest topic of a document to the first', () => {
    const tied = [{ words: [0, 1], topics: [1, 0] }];
    const { model, wordTokenCounts } = modelOf(tied, 2);
    const pass = new TopicDocuments(model.topWords(2), sharedPriors(Float64Array.of(0.5, 0.5)));
    pass.addDocument(0, Uint32Array.of(0, 1), [1, 0]);
    const found = diagnoseTopics({
      model,
      documents: pass,
      wordTokenCounts,
      numTopWords: 2,
      lengthOfWord: () => 1,
    });
    expect(found.map(({ rankOneDocuments }) => rankOneDocuments)).to.deep.equal([1, 0]);
  });
});

describe('The Jensen-Shannon divergence', () => {
  it('has the value that others publish', () => {
    expect(jensenShannon([0.3, 0.5, 0.2], [0.1, 0.4, 0.5])).to.be.closeTo(0.06215308616, 1e-11);
  });
});

describe('Exclusivity', () => {
  const { model } = modelOf(documents, 2);
  const phi = (topic: number) => {
    const row = new Float64Array(words.length).fill(beta);
    model.wordsOf(topic).forEach((word, place) => (row[word] += model.countsOf(topic)[place]));
    return row.map((value) => value / row.reduce((sum, other) => sum + other, 0));
  };
  const shareOf = (topic: number) =>
    phi(topic).map((value, word) => value / (phi(0)[word] + phi(1)[word]));

  it('is the mean share of the topic in its top words', () => {
    const exclusivity = new Exclusivity(model);
    for (const topic of [0, 1]) {
      const [a, b] = model.wordsOf(topic);
      const expected = (shareOf(topic)[a] + shareOf(topic)[b]) / 2;
      expect(exclusivity.exclusivity(topic, 2)).to.be.closeTo(expected, 1e-12);
    }
  });

  // Seen to fail: with words without tokens left out of the ranks.
  it('by FREX is the harmonic mean of ranks among all words, as loops find it', () => {
    const exclusivity = new Exclusivity(model);
    const rank = (values: Float64Array, word: number) =>
      values.filter((value) => value <= values[word]).length / values.length;
    for (const topic of [0, 1]) {
      const scores = Array.from(model.wordsOf(topic).subarray(0, 2), (word) => {
        return 1 / (0.7 / rank(shareOf(topic), word) + 0.3 / rank(phi(topic), word));
      });
      const expected = scores.reduce((sum, score) => sum + score, 0) / scores.length;
      const found = exclusivity.frex(topic, { numTopWords: 2, weight: 0.7 });
      expect(found).to.be.closeTo(expected, 1e-12);
    }
  });

  it('of a topic without words does not exist', () => {
    const empty = new Exclusivity(modelOf(documents, 3).model);
    expect(empty.exclusivity(2, 10)).to.equal(undefined);
    expect(empty.frex(2, { numTopWords: 10, weight: 0.5 })).to.equal(undefined);
  });

  it('of all topics together is the share of different top words', () => {
    expect(topicDiversity([Uint32Array.of(1, 2), Uint32Array.of(2, 3)])).to.equal(0.75);
  });
});
