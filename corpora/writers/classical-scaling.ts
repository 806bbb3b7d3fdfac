/** Places in the plane for things of which only the distances are known. */
const numRounds = 300;

/**
 * Points on a plane whose distances are as close as can be to the given ones (n x n, symmetric): the
 * two largest eigenvectors of the doubly centred squares, by power iteration.
 *
 * Source: Torgerson, "Multidimensional scaling: I. Theory and method", Psychometrika 17 (1952).
 */
export function classicalScaling(
  distances: Float64Array,
  size: number,
): { x: Float64Array; y: Float64Array } {
  const matrix = doublyCentred(distances, size);
  const x = largestComponent(matrix, size);
  return { x, y: largestComponent(matrix, size) };
}

function doublyCentred(distances: Float64Array, size: number): Float64Array {
  const squares = distances.map((distance) => distance * distance);
  const means = Float64Array.from({ length: size }, (_, row) => {
    return (
      squares.subarray(row * size, (row + 1) * size).reduce((sum, value) => sum + value) / size
    );
  });
  const mean = means.reduce((sum, value) => sum + value, 0) / size;
  return squares.map((square, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    return -0.5 * (square - means[row] - means[column] + mean);
  });
}

/** An eigenvector times the root of its eigenvalue, which is taken out of the matrix. */
function largestComponent(matrix: Float64Array, size: number): Float64Array {
  let vector = Float64Array.from({ length: size }, (_, place) => 1 + Math.sin(place + 1));
  let value = 0;
  for (let round = 0; round < numRounds; round++) {
    const image = times(matrix, vector);
    value = Math.hypot(...image);
    if (value === 0) return image;
    vector = image.map((entry) => entry / value);
  }
  for (let at = 0; at < matrix.length; at++) {
    matrix[at] -= value * vector[Math.floor(at / size)] * vector[at % size];
  }
  return vector.map((entry) => entry * Math.sqrt(value));
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  return vector.map((_, row) => {
    const start = row * vector.length;
    let sum = 0;
    for (let column = 0; column < vector.length; column++) {
      sum += matrix[start + column] * vector[column];
    }
    return sum;
  });
}
