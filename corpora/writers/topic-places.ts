/** Where topics stand in the pictures of other programs: as on the map of the report and the screen. */
import { mapTopics, mostMappedTopics } from '../../core/inspection/topic-map/topic-map.ts';
import type { ExportSource } from './writer.ts';

/** A place for each topic (length K); y grows upwards. More topics than a map can hold stand in rows. */
export function topicPlaces(source: ExportSource): { x: number[]; y: number[] } {
  const run = source.run();
  const numTopics = run.topics.length;
  if (numTopics > mostMappedTopics) {
    const side = Math.ceil(Math.sqrt(numTopics));
    return {
      x: run.topics.map((_, place) => place % side),
      y: run.topics.map((_, place) => -Math.floor(place / side)),
    };
  }
  const lists = run.topics.map(({ topic }) => run.wordSums(topic));
  const { circles, height } = mapTopics(lists, source.words.length);
  return { x: circles.map(({ x }) => x), y: circles.map(({ y }) => height - y) };
}
