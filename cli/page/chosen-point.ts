/** A point of a chart whose values are told: with the pointer, or one stop for the Tab key and arrows inside. */
import { useState } from 'preact/hooks';

const steps: Readonly<Record<string, number | undefined>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  Home: -Infinity,
  End: Infinity,
};

/**
 * @param usual the place of the point that is told while none is chosen.
 * @param say what is told of a point.
 */
export function useChosenPoint<Point>(
  points: readonly Point[],
  { usual, say }: { usual: number; say: (point: Point) => string },
) {
  const [chosen, choose] = useState<number>();
  const place = chosen ?? usual;
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    choose(Math.min(points.length - 1, Math.max(0, place + step)));
    event.preventDefault();
  };
  return {
    isChosen: chosen !== undefined,
    point: points[place],
    choose,
    /** What makes the chart a slider along its points. */
    slider: {
      role: 'slider',
      tabIndex: 0,
      'aria-valuemin': 0,
      'aria-valuemax': points.length - 1,
      'aria-valuenow': place,
      'aria-valuetext': say(points[place]),
      onKeyDown: move,
      onBlur: () => choose(undefined),
    } as const,
  };
}

/** The place of the highest of some values. */
export function highestOf(values: readonly number[]): number {
  return values.reduce((best, value, place) => (value > values[best] ? place : best), 0);
}
