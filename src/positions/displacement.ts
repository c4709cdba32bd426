import type { Placement } from '../models/inference/inference.ts';
import type { Displacement } from '../protocol/positions.ts';
import { Random } from '../random.ts';

/** Which position each of so many tokens is told. */
export function toldPositions(displacement: Displacement, length: number): number[] {
  const positions = Array.from({ length }, (_, position) => position);
  if (displacement.kind === 'shuffle') return new Random(displacement.seed).shuffled(positions);
  if (displacement.kind === 'shift') return positions.map((position) => position + displacement.by);
  return positions;
}

/** What a run of so many tokens is told. */
export function placementOf(displacement: Displacement, length: number): Placement {
  if (displacement.kind === 'asIs') return {};
  if (displacement.kind === 'scale') return { factor: displacement.factor };
  return { positions: toldPositions(displacement, length) };
}
