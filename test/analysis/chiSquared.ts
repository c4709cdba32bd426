/**
 * Pearson's test of counts against the probabilities that they were drawn with: how many standard deviations the
 * statistic lies above what chance gives. Above 4 is no chance. Outcomes expected less than five times are taken together.
 * The cube root of χ² per degree of freedom is nearly normal (Wilson & Hilferty 1931).
 */
export function chiSquaredExcess(counts: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  let draws = 0;
  for (let i = 0; i < counts.length; i++) draws += counts[i];
  let statistic = 0;
  let bins = 0;
  let observed = 0;
  let expected = 0;
  let unbinned = draws;
  for (let i = 0; i < counts.length; i++) {
    if (probabilities[i] === 0 && counts[i] > 0) return Number.POSITIVE_INFINITY;
    observed += counts[i];
    expected += draws * probabilities[i];
    // The last bin takes what would be too little for one of its own.
    const isLast = i === counts.length - 1;
    if (!isLast && (expected < 5 || unbinned - expected < 5)) continue;
    statistic += (observed - expected) ** 2 / expected;
    bins++;
    unbinned -= expected;
    observed = 0;
    expected = 0;
  }
  const freedom = bins - 1;
  if (freedom === 0) return 0;
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(statistic / freedom) - (1 - spread)) / Math.sqrt(spread);
}
