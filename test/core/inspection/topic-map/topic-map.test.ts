import { expect } from 'chai';
import { mapTopics } from '../../../../core/inspection/topic-map/topic-map.ts';
import { decay } from '../../../../core/special-functions/exponential.ts';

/** Topics in groups of three that share their words; groups have none in common. */
function groupedTopics(numGroups: number) {
  return Array.from({ length: numGroups * 3 }, (_, topic) => {
    const first = Math.floor(topic / 3) * 10;
    return {
      words: Array.from({ length: 10 }, (_unused, word) => first + word),
      counts: Array.from({ length: 10 }, (_unused, word) => 10 + ((word * (topic + 3)) % 7)),
    };
  });
}

describe('The map of topics', () => {
  const numGroups = 8;
  const map = mapTopics(groupedTopics(numGroups), numGroups * 10);

  it('puts topics with the same words next to each other', () => {
    map.circles.forEach(({ x, y }, topic) => {
      const others = map.circles
        .map((circle, other) => ({ other, distance: Math.hypot(circle.x - x, circle.y - y) }))
        .filter(({ other }) => other !== topic)
        .sort((a, b) => a.distance - b.distance);
      const near = others.slice(0, 2).map(({ other }) => Math.floor(other / 3));
      expect(near).to.deep.equal([Math.floor(topic / 3), Math.floor(topic / 3)]);
    });
  });

  it('lets no circle cover another, and keeps all on its sheet', () => {
    map.circles.forEach((a, topic) => {
      expect(a.x - a.radius).to.be.at.least(-0.1);
      expect(a.x + a.radius).to.be.at.most(map.width + 0.1);
      expect(a.y - a.radius).to.be.at.least(-0.1);
      expect(a.y + a.radius).to.be.at.most(map.height + 0.1);
      for (const b of map.circles.slice(0, topic)) {
        expect(Math.hypot(a.x - b.x, a.y - b.y)).to.be.at.least(a.radius + b.radius - 0.2);
      }
    });
  });

  it('is the same each time', () => {
    expect(mapTopics(groupedTopics(numGroups), numGroups * 10)).to.deep.equal(map);
  });

  for (const numTopics of [1, 2, 3, 4, 5]) {
    it(`has finite places for ${numTopics} topics, also empty ones`, () => {
      const empty = Array.from({ length: numTopics }, () => ({ words: [], counts: [] }));
      for (const topics of [empty, groupedTopics(2).slice(0, numTopics)]) {
        const { circles } = mapTopics(topics, 20);
        for (const { x, y, radius } of circles) {
          expect([x, y, radius].every(Number.isFinite)).to.equal(true);
        }
      }
    });
  }
});

describe('The exponential function of the map', () => {
  it('agrees with that of the engine', () => {
    for (let x = 0; x < 700; x += 0.37) {
      expect(decay(x) / Math.exp(-x)).to.be.within(1 - 1e-13, 1 + 1e-13);
    }
    expect(decay(0)).to.equal(1);
    expect(decay(1e9)).to.equal(0);
  });
});
