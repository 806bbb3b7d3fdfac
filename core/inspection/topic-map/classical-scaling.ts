/** Classical scaling: the flat picture of distances that keeps most of them. */

/** Places on a plane, one for each topic. */
export interface Plane {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

const numRounds = 300;

/**
 * Points on a plane whose distances are as close as can be to the given ones: the two largest
 * eigenvectors of the doubly centred squares, by power iteration.
 *
 * Source: Torgerson, "Multidimensional scaling: I. Theory and method", Psychometrika 17 (1952).
 *
 * @param distances n x n, symmetric, 0 on the diagonal.
 */
export function classicalScaling(distances: Float64Array, size: number): Plane {
  const matrix = doublyCentred(distances, size);
  const x = takeLargestComponent(matrix, size);
  return { x, y: takeLargestComponent(matrix, size) };
}

function doublyCentred(distances: Float64Array, size: number): Float64Array {
  const squares = distances.map((distance) => distance * distance);
  const means = Float64Array.from({ length: size }, (_, row) => {
    const ofRow = squares.subarray(row * size, (row + 1) * size);
    return ofRow.reduce((sum, value) => sum + value, 0) / size;
  });
  const mean = means.reduce((sum, value) => sum + value, 0) / size;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at = row * size + column;
      squares[at] = -0.5 * (squares[at] - means[row] - means[column] + mean);
    }
  }
  return squares;
}

/** An eigenvector times the root of its eigenvalue, which is taken out of the matrix. */
function takeLargestComponent(matrix: Float64Array, size: number): Float64Array {
  // A start that is unlikely to be orthogonal to an eigenvector of a symmetric arrangement.
  let vector = Float64Array.from({ length: size }, (_, place) => 1 + ((place * 37) % 101) / 101);
  let value = 0;
  for (let round = 0; round < numRounds; round++) {
    const image = times(matrix, vector);
    value = lengthOf(image);
    if (value < 1e-12) return new Float64Array(size);
    vector = image.map((entry) => entry / value);
  }
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      matrix[row * size + column] -= value * vector[row] * vector[column];
    }
  }
  const root = Math.sqrt(value);
  return vector.map((entry) => entry * root);
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const image = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let column = 0; column < size; column++)
      sum += matrix[row * size + column] * vector[column];
    image[row] = sum;
  }
  return image;
}

function lengthOf(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
