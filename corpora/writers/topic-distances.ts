/** How far the topics are from each other, and the map that follows from it. */
import { classicalScaling, type Plane } from '../../core/inspection/topic-map/classical-scaling.ts';
import type { ExportSource } from './writer.ts';

/**
 * The Jensen-Shannon divergences of the topics' smoothed word distributions, in nats (K x K).
 *
 * Words that occur in neither of two topics all have the same two probabilities, so a pair costs no
 * more than the words that do occur.
 *
 * Source: Lin, "Divergence measures based on the Shannon entropy", IEEE Transactions on Information
 * Theory 37 (1991).
 */
export function topicDistances(source: ExportSource): Float64Array {
  const run = source.run();
  const numTopics = run.topics.length;
  const numWords = source.words.length;
  const beta = run.numSamples * run.beta;
  const lists = run.topics.map(({ topic }) => run.wordSums(topic));
  const masses = lists.map(({ counts }) => counts.reduce((sum, n) => sum + n, beta * numWords));
  const first = new Float64Array(numWords);
  const second = new Float64Array(numWords);
  const distances = new Float64Array(numTopics * numTopics);
  for (let a = 0; a < numTopics; a++) {
    scatter(lists[a], first);
    for (let b = a + 1; b < numTopics; b++) {
      scatter(lists[b], second);
      const [p0, q0] = [beta / masses[a], beta / masses[b]];
      let numSeen = lists[b].words.length;
      let sum = 0;
      for (const word of lists[b].words) {
        sum += part(p0 + first[word] / masses[a], q0 + second[word] / masses[b]);
      }
      for (const word of lists[a].words) {
        if (second[word] > 0) continue;
        numSeen++;
        sum += part(p0 + first[word] / masses[a], q0);
      }
      sum += (numWords - numSeen) * part(p0, q0);
      distances[a * numTopics + b] = distances[b * numTopics + a] = Math.max(0, sum);
      for (const word of lists[b].words) second[word] = 0;
    }
    for (const word of lists[a].words) first[word] = 0;
  }
  return distances;
}

/** The topics on a plane: those with similar words are close together. */
export function topicMap(source: ExportSource): Plane {
  return classicalScaling(topicDistances(source), source.run().topics.length);
}

/** One word's part of the divergence of two distributions. */
function part(p: number, q: number): number {
  const mean = (p + q) / 2;
  return (p * Math.log(p / mean) + q * Math.log(q / mean)) / 2;
}

function scatter(list: { words: Uint32Array; counts: Uint32Array }, into: Float64Array): void {
  list.words.forEach((word, place) => (into[word] = list.counts[place]));
}
