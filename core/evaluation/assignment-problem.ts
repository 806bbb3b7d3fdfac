/** The cheapest matching of rows to columns, for comparing topics one to one. */
import type { DistanceMatrix } from './topic-distance.ts';

/**
 * The matching of rows to columns with the least sum of costs: each row gets one column, no column
 * twice; where there are more rows than columns, some rows get none.
 *
 * Shortest augmenting paths with potentials, in O(n^2 m) for n <= m. Of columns as near, one that no row
 * has yet ends a path: a thousand topics without a word in common take 0.01 s, not 5.
 *
 * Sources: Kuhn, "The Hungarian method for the assignment problem" (1955); Jonker and Volgenant, "A
 * shortest augmenting path algorithm for dense and sparse linear assignment problems", 1987.
 *
 * @returns the column of each row, or -1 (length numRows).
 */
export function bestMatching(costs: DistanceMatrix): Int32Array {
  const { numRows, numColumns, values } = costs;
  if (numRows > numColumns) return inverted(bestMatching(transposed(costs)), numRows);
  // Rows and columns are counted from 1; column 0 stands for the row that is looking for one.
  const rowPotentials = new Float64Array(numRows + 1);
  const columnPotentials = new Float64Array(numColumns + 1);
  const rowOf = new Int32Array(numColumns + 1);
  const cameFrom = new Int32Array(numColumns + 1);
  for (let row = 1; row <= numRows; row++) {
    const least = new Float64Array(numColumns + 1).fill(Infinity);
    const isDone = new Uint8Array(numColumns + 1);
    rowOf[0] = row;
    let column = 0;
    do {
      isDone[column] = 1;
      const from = rowOf[column];
      let step = Infinity;
      let nearest = 0;
      for (let next = 1; next <= numColumns; next++) {
        if (isDone[next] === 1) continue;
        const cost = values[(from - 1) * numColumns + next - 1];
        const reduced = cost - rowPotentials[from] - columnPotentials[next];
        if (reduced < least[next]) {
          least[next] = reduced;
          cameFrom[next] = column;
        }
        const isFree = rowOf[next] === 0 && rowOf[nearest] !== 0;
        if (least[next] < step || (least[next] === step && isFree)) {
          step = least[next];
          nearest = next;
        }
      }
      for (let next = 0; next <= numColumns; next++) {
        if (isDone[next] === 1) {
          rowPotentials[rowOf[next]] += step;
          columnPotentials[next] -= step;
        } else least[next] -= step;
      }
      column = nearest;
    } while (rowOf[column] !== 0);
    for (; column !== 0; column = cameFrom[column]) rowOf[column] = rowOf[cameFrom[column]];
  }
  return inverted(
    rowOf.subarray(1).map((row) => row - 1),
    numRows,
  );
}

/** From the row of each column to the column of each row. */
export function inverted(rowOfColumn: Int32Array, numRows: number): Int32Array {
  const columnOfRow = new Int32Array(numRows).fill(-1);
  rowOfColumn.forEach((row, column) => {
    if (row >= 0) columnOfRow[row] = column;
  });
  return columnOfRow;
}

/** Rows for columns. */
export function transposed({ numRows, numColumns, values }: DistanceMatrix): DistanceMatrix {
  const turned = new Float64Array(values.length);
  for (let row = 0; row < numRows; row++) {
    for (let column = 0; column < numColumns; column++) {
      turned[column * numRows + row] = values[row * numColumns + column];
    }
  }
  return { numRows: numColumns, numColumns: numRows, values: turned };
}
