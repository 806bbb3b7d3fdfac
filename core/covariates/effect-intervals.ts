/** Intervals of effects: from the fits that say something about a value, where there are works enough. */
import { type FieldCoding, type FieldValue, columnsOf, numMissingColumns } from './field-coding.ts';

/** A number with what holds a part of its draws. */
export interface Estimate {
  readonly share: number;
  /** Undefined where there are too few works to tell how far the share would move with others. */
  readonly interval: readonly [low: number, high: number] | undefined;
}

/** Where the columns of a field begin among the features. */
export interface FieldPlace {
  readonly coding: FieldCoding;
  readonly first: number;
}

/** The percentiles of fewer fits would be little more than their extremes. */
const leastFits = 20;

/** Of the square of a column: what is left of it beside the columns before. Less is rounding. */
const leastRest = 1e-10;

/**
 * Whether a fit says something about a value: a document with the level was drawn, or numbers that differ
 * enough to determine the line or the curve. Otherwise what it says comes from the penalty alone: that the
 * level is like the base, or the line flat.
 *
 * @param squares of the fit (`EffectFits.squaresOf`).
 */
export function sawValue(squares: Float64Array, place: FieldPlace, value: FieldValue): boolean {
  const { coding, first } = place;
  const numFeatures = Math.sqrt(squares.length);
  const columns = columnsOf(coding, value);
  if (coding.kind !== 'category' && value !== undefined) {
    return areDetermined(squares, place, columns.length - numMissingColumns(coding));
  }
  const own = (column: number): number => squares[(first + column) * (numFeatures + 1)];
  const column = columns.indexOf(1);
  if (column >= 0) return own(column) > 0;
  // The base level: documents that have none of the columns.
  return squares[0] > columns.reduce((sum, _, at) => sum + own(at), 0);
}

/** Whether the line or curve is the only one that fits the documents with a number. */
function areDetermined(
  squares: Float64Array,
  { coding, first }: FieldPlace,
  numColumns: number,
): boolean {
  const numFeatures = Math.sqrt(squares.length);
  const missing = first + numColumns;
  const numMissing = numMissingColumns(coding) > 0 ? squares[missing * (numFeatures + 1)] : 0;
  const features = [0, ...Array.from({ length: numColumns }, (_, column) => first + column)];
  const lower = features.map((f, row) =>
    features.slice(0, row + 1).map((h) => squares[f * numFeatures + h]),
  );
  lower[0][0] -= numMissing;
  // Cholesky's decomposition, as far as it goes.
  return lower.every((cells, row) => {
    const square = cells[row];
    for (let column = 0; column <= row; column++) {
      for (let k = 0; k < column; k++) cells[column] -= cells[k] * lower[column][k];
      if (column < row) cells[column] /= lower[column][column];
    }
    if (!(cells[row] > leastRest * square)) return false;
    cells[row] = Math.sqrt(cells[row]);
    return true;
  });
}

/** The works that a fit needs before an interval says how far it would move: one more than it has numbers. */
export function leastWorks({ coding }: Pick<FieldPlace, 'coding'>, value: FieldValue): number {
  if (coding.kind === 'category' || value === undefined) return 2;
  return columnsOf(coding, value).length - numMissingColumns(coding) + 2;
}

/**
 * @param draws by the fits that say something.
 * @param level the part of the draws that the interval holds, in (0, 1).
 */
export function intervalOf(draws: Float64Array, level: number): Estimate['interval'] {
  if (draws.length < leastFits) return undefined;
  const rising = draws.slice().sort();
  const at = (part: number) => {
    const place = part * (rising.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, rising.length - 1);
    return rising[below] + (place - below) * (rising[above] - rising[below]);
  };
  return [at((1 - level) / 2), at((1 + level) / 2)];
}
