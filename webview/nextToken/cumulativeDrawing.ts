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

/** The line of the curve. */
export function lineOf(frame: CurveFrame, { counts, masses }: CumulativeCurve): string {
  return `M${Array.from(counts, (count, i) => point(frame, count, masses[i])).join('L')}`;
}

/** The area under the curve up to so many tokens. */
export function areaOf(frame: CurveFrame, { counts, masses }: CumulativeCurve, count: number, mass: number): string {
  const before = Array.from(counts).filter((other) => other < count);
  const points = [...before.map((other, i) => point(frame, other, masses[i])), point(frame, count, mass)];
  return `M${point(frame, 1, 0)}L${points.join('L')}L${point(frame, count, 0)}Z`;
}

function point(frame: CurveFrame, count: number, mass: number): string {
  return `${xOf(frame, count).toFixed(1)} ${yOf(frame, mass).toFixed(1)}`;
}
