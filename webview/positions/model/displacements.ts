import type { Displacement, ModelPositions } from '../../../src/protocol/positions.ts';
import type { Cell } from '../../charts/viewport.ts';
import { placeOfLargest } from '../../parts/heads.ts';

/** What can be done to positions, as it is chosen: taking them away is scaling by 0, but a thing of its own to a person. */
export const displacementKinds = ['asIs', 'zero', 'scale', 'shuffle', 'shift'] as const;
type DisplacementKind = (typeof displacementKinds)[number];

export function kindOf(displacement: Displacement): DisplacementKind {
  return displacement.kind === 'scale' && displacement.factor === 0 ? 'zero' : displacement.kind;
}

/** Where a kind begins when it is chosen. */
export function startOf(kind: DisplacementKind): Displacement {
  switch (kind) {
    case 'asIs':
      return { kind };
    case 'zero':
      return { kind: 'scale', factor: 0 };
    case 'scale':
      return { kind, factor: 2 };
    case 'shuffle':
      return { kind, seed: 1 };
    case 'shift':
      return { kind, by: 1 };
  }
}

/** Positions are scaled by no more. */
export const largestFactor = 4;
/** Where no table ends, positions are shifted by no more. */
const farthestShift = 10_000;

/** By how much the positions of a text can be shifted: to the end of the table, where there is one. */
export function largestShift(positions: ModelPositions, tokens: number): number {
  return positions.kind === 'table' ? Math.max(0, positions.positions - tokens) : farthestShift;
}

/**
 * The token looked at whose weight changed most for the last token that looks; where none changed, the one with the largest
 * weight. @param before and `now` [length, length]
 */
export function mostChanged(before: Float32Array, now: Float32Array, length: number): Cell {
  const query = length - 1;
  const [had, has] = [before, now].map((weights) => weights.subarray(query * length, length * length));
  const change = had.map((weight, key) => Math.abs(has[key] - weight));
  return { query, key: placeOfLargest(change.some((by) => by > 0) ? change : had) };
}
