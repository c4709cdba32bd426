/** The schemes, in the order in which they are shown. */
export const schemeNames = [
  'none',
  'index',
  'pureSine',
  'sinusoid',
  'sinusoidConcatenated',
  'learned',
  'rotary',
  'alibi',
] as const;
export type SchemeName = (typeof schemeNames)[number];

/**
 * How the place of a token enters a model: a table whose rows are added to the embeddings, an angle by which queries and
 * keys turn, or a number added to the scores. A scheme has at most one of the three.
 */
export interface PositionScheme {
  readonly name: SchemeName;
  /** Rows that are added to the embeddings: numbers that training finds, or those of a formula. */
  readonly table?: 'trained' | TableFormula;
  /** Queries and keys turn. */
  readonly rotates?: true;
  /** How much each of so many heads takes from a score per token of distance. */
  readonly slopes?: (heads: number) => Float64Array;
}

/**
 * What is added to the embedding of the token at a position.
 * @param position counted from 0; need not be whole
 * @param dimension 0 … width − 1
 */
export type TableFormula = (position: number, dimension: number, width: number) => number;

/** The rows of the first positions, [positions, width]. */
export function tableOf(formula: TableFormula, positions: number, width: number): Float64Array {
  const table = new Float64Array(positions * width);
  for (let position = 0; position < positions; position++) {
    for (let dimension = 0; dimension < width; dimension++) {
      table[position * width + dimension] = formula(position, dimension, width);
    }
  }
  return table;
}
