/** Names beside circles, none over a circle or another name. */

interface NamedCircle {
  readonly topic: number;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly name: string;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PlacedLabel {
  readonly topic: number;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly text: string;
}

/** Widths of a letter and of a wide sign, in parts of the font's size: a letter's is a little more than usual. */
const [letterWidth, wideWidth] = [0.56, 1];
/** In letters; a wide sign counts as two. */
const longestName = 18;
/** Chinese, Japanese and Korean signs, their punctuation, and emoji. */
const wide =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]/u;

/** The largest circles choose first, and what finds no room has no name. */
export function placeLabels(
  circles: readonly NamedCircle[],
  {
    width,
    height,
    fontSize,
    first,
  }: { width: number; height: number; fontSize: number; first: number | undefined },
): PlacedLabel[] {
  const taken: Box[] = circles.map(({ x, y, radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  const byRoom = circles.toSorted(
    (a, b) => Number(b.topic === first) - Number(a.topic === first) || b.radius - a.radius,
  );
  const placed: PlacedLabel[] = [];
  for (const circle of byRoom) {
    const text = shortened(circle.name);
    const long = widthOf(text) * fontSize;
    const own = circles.indexOf(circle);
    for (const label of candidates(circle, fontSize)) {
      const box = boxOf(label, long, fontSize);
      const isInside = box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
      if (!isInside || taken.some((other, place) => place !== own && overlap(box, other))) continue;
      taken.push(box);
      placed.push({ topic: circle.topic, text, ...label });
      break;
    }
  }
  return placed;
}

type Anchored = Pick<PlacedLabel, 'x' | 'y' | 'anchor'>;

function candidates({ x, y, radius }: NamedCircle, fontSize: number): Anchored[] {
  return [
    { x, y: y + radius + fontSize, anchor: 'middle' },
    { x, y: y - radius - fontSize * 0.35, anchor: 'middle' },
    { x: x + radius + fontSize * 0.3, y: y + fontSize * 0.35, anchor: 'start' },
    { x: x - radius - fontSize * 0.3, y: y + fontSize * 0.35, anchor: 'end' },
  ];
}

function boxOf({ x, y, anchor }: Anchored, width: number, fontSize: number): Box {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - fontSize * 0.8, bottom: y + fontSize * 0.25 };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** In parts of the font's size. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (wide.test(sign) ? wideWidth : letterWidth), 0);
}

function shortened(name: string): string {
  const signs = [...name];
  if (signs.reduce((sum, sign) => sum + lettersOf(sign), 0) <= longestName) return name;
  let room = longestName - 1; // the mark of what is left out takes one
  const end = signs.findIndex((sign) => (room -= lettersOf(sign)) < 0);
  return `${signs.slice(0, end).join('')}…`;
}

function lettersOf(sign: string): number {
  return wide.test(sign) ? 2 : 1;
}
