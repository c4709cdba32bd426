import { type CumulativeCurve, tokensForMass } from '../../src/analysis/cumulative.ts';
import type { Distribution } from '../../src/analysis/sampling.ts';

/** Where the curve is drawn, in pixels: ranks by their logarithm across, mass up. */
export interface CurveFrame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The largest rank: the size of the vocabulary. */
  readonly size: number;
}

/** The mass whose place is marked where top-p is off. */
const usualNucleus = 0.9;

export function curveFrame(width: number, height: number, size: number): CurveFrame {
  return { left: 44, right: width - 16, top: 8, bottom: height - 20, size };
}

/** @param count tokens, from 1 */
export function xOf({ left, right, size }: CurveFrame, count: number): number {
  return left + ((right - left) * Math.log(count)) / Math.log(Math.max(2, size));
}

export function yOf({ top, bottom }: CurveFrame, mass: number): number {
  return bottom - (bottom - top) * Math.min(1, mass);
}

/** The count of tokens at a place across. */
export function rankAt({ left, right, size }: CurveFrame, x: number): number {
  const part = Math.max(0, Math.min(1, (x - left) / (right - left)));
  return Math.max(1, Math.min(size, Math.round(Math.max(2, size) ** part)));
}

/** Powers of ten up to the size of the vocabulary. */
export function ticksOf(size: number): number[] {
  return Array.from({ length: Math.floor(Math.log10(size)) + 1 }, (_, power) => 10 ** power);
}

/** Where top-p ends, or where nine tenths are reached where it is off. */
export function markOf({ nucleus, cumulative }: Distribution, topP: number) {
  if (topP < 1) return nucleus;
  return { count: tokensForMass(cumulative, usualNucleus), level: usualNucleus };
}

/** The line of the curve; with `filledTo`, the area under it up to so many tokens. */
export function pathOf(frame: CurveFrame, { counts, masses }: CumulativeCurve, filledTo: number | null): string {
  const points: string[] = [];
  for (let i = 0; i < counts.length && (filledTo === null || counts[i] <= filledTo); i += 1) {
    points.push(`${xOf(frame, counts[i]).toFixed(1)} ${yOf(frame, masses[i]).toFixed(1)}`);
  }
  if (filledTo === null) return `M${points.join('L')}`;
  const end = xOf(frame, filledTo).toFixed(1);
  const last = points.at(-1)!.split(' ')[1];
  return `M${frame.left} ${frame.bottom}L${points.join('L')}L${end} ${last}L${end} ${frame.bottom}Z`;
}
