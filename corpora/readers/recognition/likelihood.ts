/**
 * How likely it is that a source is of a format, from 0 to 1: what `Reader.likelihood` answers. A
 * reader looks at the name and at the whole of the decoded head.
 */
export const likelihood = {
  no: 0,
  /** Any text can be read this way; everything else takes precedence. */
  lastResort: 0.05,
  /** The shape is there, and it might be chance. */
  possible: 0.5,
  /** The shape is there on nearly every line. */
  likely: 0.8,
  /** The end of the name says so: damage inside does not change that. */
  byName: 0.9,
  /** Name and shape, or a shape that nothing else has. */
  strong: 0.95,
  certain: 1,
} as const;

/** Two formats whose likelihoods lie closer together are about equally likely. */
export const tooClose = 0.2;

/** The share of the lines that a shape must have: damage in a few must not hide the format. */
export const mostLines = 0.7;

/** The share of elements that have a property; 0 of none. */
export function shareOf<T>(all: readonly T[], has: (element: T) => boolean): number {
  return all.length === 0 ? 0 : all.filter(has).length / all.length;
}
