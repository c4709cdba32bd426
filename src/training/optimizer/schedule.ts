export interface Schedule {
  readonly learningRate: number;
  /** Share of the steps over which the rate rises from 0. */
  readonly warmup: number;
  /** Share of the rate that is left at the end. */
  readonly final: number;
}

/** Linear warm-up, then half a cosine down (Loshchilov & Hutter 2017). `progress` runs from 0 to 1. */
export function learningRateAt({ learningRate, warmup, final }: Schedule, progress: number): number {
  if (progress < warmup) return (learningRate * progress) / warmup;
  const along = Math.min(1, (progress - warmup) / (1 - warmup));
  return learningRate * (final + (1 - final) * 0.5 * (1 + Math.cos(Math.PI * along)));
}
