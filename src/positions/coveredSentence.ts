/** How many positions can be told apart by some of the dimensions, and which cannot. */
export interface ToldApart {
  readonly count: number;
  /** Of each position, the nearest other one by RMS distance over the uncovered dimensions, and that distance. */
  readonly nearest: Int32Array;
  readonly distance: Float64Array;
}

/**
 * The essay's puzzle: only the first dimensions of a table are uncovered. A position can be told apart where its root
 * mean square distance to every other one, over those dimensions, is above the tolerance.
 * @param table [positions, width]
 * @param uncovered dimensions, 0 … width; with none, nothing can be told apart
 */
export function toldApart(
  table: ArrayLike<number>,
  positions: number,
  uncovered: number,
  tolerance: number,
): ToldApart {
  const width = table.length / positions;
  const nearest = new Int32Array(positions).fill(-1);
  const distance = new Float64Array(positions).fill(Number.POSITIVE_INFINITY);
  for (let a = 0; a < positions; a++) {
    for (let b = 0; b < a; b++) {
      let squares = 0;
      for (let i = 0; i < uncovered; i++) squares += (table[a * width + i] - table[b * width + i]) ** 2;
      const apart = uncovered === 0 ? 0 : Math.sqrt(squares / uncovered);
      if (apart < distance[a]) [distance[a], nearest[a]] = [apart, b];
      if (apart < distance[b]) [distance[b], nearest[b]] = [apart, a];
    }
  }
  return { count: distance.reduce((sum, apart) => sum + (apart > tolerance ? 1 : 0), 0), nearest, distance };
}
