/** How values become places on a colour ramp. */
export interface ValueScale {
  /**
   * linear: 0 to limit. logarithmic: floor to limit, smaller values at the start. diverging: −limit to limit, 0 in the
   * middle.
   */
  readonly kind: 'linear' | 'logarithmic' | 'diverging';
  readonly limit: number;
}

/** The smallest weight that logarithmic colours tell from zero: three decades below the limit. */
export const decades = 3;

/** The colours of weights, the same wherever weights are shown. */
export function weightScale(logarithmic: boolean): ValueScale {
  return { kind: logarithmic ? 'logarithmic' : 'linear', limit: 1 };
}

/** Place of a value on the ramp, 0 to 1. What is not finite (masked) stands where 0 stands. */
export function rampPosition(scale: ValueScale, value: number): number {
  const middle = scale.kind === 'diverging' ? 0.5 : 0;
  if (!Number.isFinite(value) || scale.limit === 0) return middle;
  const relative = value / scale.limit;
  if (scale.kind === 'diverging') return clamp(0.5 + relative / 2);
  if (scale.kind === 'linear') return clamp(relative);
  return relative <= 0 ? 0 : clamp(1 + Math.log10(relative) / decades);
}

/** The values that a legend names, from the ramp's start to its end. */
export function legendValues({ kind, limit }: ValueScale): number[] {
  if (kind === 'diverging') return [-limit, -limit / 2, 0, limit / 2, limit];
  if (kind === 'linear') return [0, limit / 4, limit / 2, (3 * limit) / 4, limit];
  return Array.from({ length: decades + 1 }, (_, i) => limit * 10 ** (i - decades));
}

function clamp(position: number): number {
  return Math.min(1, Math.max(0, position));
}
