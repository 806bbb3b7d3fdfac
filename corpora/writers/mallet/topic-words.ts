/** Writes MALLET's files of topics and words. */
import { sumsOf, topWordsOf, wordsOfTopic } from '../topic-words.ts';
import { asLines, type ExportFile, type ExportOptions, type ExportSource } from '../writer.ts';
import { asField, atMostDecimals } from './fields.ts';

/** Number, alpha and top words of each topic. */
export const topicKeys: ExportFile = {
  name: 'topic-keys.txt',
  needs: 'run',
  content: (source, options) => asLines(keyLines(source, options)),
};

/** Each word with the topics that hold it and their counts, the largest first. */
export const wordTopicCounts: ExportFile = {
  name: 'word-topic-counts.txt',
  needs: 'run',
  content: (source) => asLines(countLines(source)),
};

/** The weight of every word in every topic: its mean count over the samples, plus its prior. */
export const topicWordWeights: ExportFile = {
  name: 'topic-word-weights.txt',
  needs: 'run',
  onlyWhenAsked: true,
  content: (source) => asLines(weightLines(source)),
};

function* keyLines(source: ExportSource, { words }: ExportOptions): Generator<string> {
  const run = source.run();
  const limit = words === 'all' ? source.words.length : words;
  for (const { topic, alpha } of run.topics) {
    const top = topWordsOf(source, run, { topic, limit }).map((word) => `${asField(word)} `);
    yield `${topic}\t${atMostDecimals(alpha, 5)}\t${top.join('')}`;
  }
}

function* countLines(source: ExportSource): Generator<string> {
  const { starts, topics, counts } = topicsByWord(source);
  for (const [word, name] of source.words.entries()) {
    const entries = Array.from(topics.subarray(starts[word], starts[word + 1]), (topic, place) => ({
      topic,
      count: counts[starts[word] + place],
    }));
    entries.sort((a, b) => b.count - a.count || a.topic - b.topic);
    const pairs = entries.map(({ topic, count }) => `${topic}:${count}`);
    yield [word, asField(name), ...pairs].join(' ');
  }
}

function* weightLines(source: ExportSource): Generator<string> {
  const run = source.run();
  for (const { topic } of run.topics) {
    const sumOf = sumsOf(run, topic);
    for (const { word } of wordsOfTopic(source, topic, 'all')) {
      const weight = (sumOf.get(word) ?? 0) / run.numSamples + run.beta;
      yield `${topic}\t${source.words[word]}\t${weight}`;
    }
  }
}

/** The lists of words of all topics, turned round: word w has the entries starts[w] to starts[w + 1]. */
function topicsByWord(source: ExportSource) {
  const run = source.run();
  const vocabulary = source.words;
  const starts = new Uint32Array(vocabulary.length + 1);
  for (const { topic } of run.topics) {
    for (const word of run.wordCounts(topic).words) starts[word + 1]++;
  }
  for (let word = 0; word < vocabulary.length; word++) starts[word + 1] += starts[word];
  const numEntries = starts[vocabulary.length];
  const topics = new Uint32Array(numEntries);
  const counts = new Uint32Array(numEntries);
  const filled = starts.slice();
  for (const { topic } of run.topics) {
    const list = run.wordCounts(topic);
    list.words.forEach((word, place) => {
      topics[filled[word]] = topic;
      counts[filled[word]++] = list.counts[place];
    });
  }
  return { starts, topics, counts };
}
