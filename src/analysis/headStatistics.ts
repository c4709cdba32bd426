import { type StatisticName, statisticNames } from '../protocol/run.ts';

/**
 * For each query, where the same token stood before: `occurrences[q]` holds every k < q with the same id, ascending.
 * The same for all heads of a run.
 */
export function earlierOccurrences(ids: ArrayLike<number>): readonly (readonly number[])[] {
  const places = new Map<number, number[]>();
  return Array.from(ids, (id, position) => {
    const known = places.get(id) ?? [];
    const before = known.slice();
    places.set(id, known);
    known.push(position);
    return before;
  });
}

/**
 * What one head does on this text, as single numbers:
 * - `entropy`: how spread its attention is, −Σ p·log₂ p in bits, mean over the queries from the second.
 * - `meanDistance`: how many tokens back it looks, Σ p·(query − key), mean over all queries.
 * - `previousToken`: weight of the token just before the query, mean over the queries from the second.
 * - `firstToken`: weight of the first token, mean over the queries from the second.
 * - `duplicateToken`: weight of earlier occurrences of the query's token.
 * - `induction`: weight of the tokens that followed those occurrences.
 *
 * The last three patterns are those of TransformerLens' head_detector.py (previous_token_head, duplicate_token_head,
 * induction_head), with one difference: there the weight is divided by that of all T rows, so that a text with few
 * repetitions scores low whatever the head does; here the mean goes over the rows that have such a key, and is NaN where
 * there is none. As there, the token after an earlier occurrence may be the query itself (in "a a").
 * @param pattern [length, length]
 * @param occurrences of earlierOccurrences
 */
export function headStatistics(
  pattern: Float32Array,
  length: number,
  occurrences: readonly (readonly number[])[],
): Record<StatisticName, number> {
  const sums = Object.fromEntries(statisticNames.map((name) => [name, 0])) as Record<StatisticName, number>;
  let repeated = 0;
  for (let query = 0; query < length; query++) {
    const row = query * length;
    for (let key = 0; key <= query; key++) {
      const weight = pattern[row + key];
      if (weight === 0) continue;
      sums.entropy -= weight * Math.log2(weight);
      sums.meanDistance += weight * (query - key);
    }
    if (query > 0) {
      sums.previousToken += pattern[row + query - 1];
      sums.firstToken += pattern[row];
    }
    if (occurrences[query].length > 0) repeated++;
    for (const key of occurrences[query]) {
      sums.duplicateToken += pattern[row + key];
      sums.induction += pattern[row + key + 1];
    }
  }
  // The first row is always [1], of entropy 0: leaving it out only changes the number of rows.
  const fromSecond = length - 1;
  return {
    entropy: mean(sums.entropy, fromSecond),
    meanDistance: mean(sums.meanDistance, length),
    previousToken: mean(sums.previousToken, fromSecond),
    firstToken: mean(sums.firstToken, fromSecond),
    duplicateToken: mean(sums.duplicateToken, repeated),
    induction: mean(sums.induction, repeated),
  };
}

function mean(sum: number, count: number): number {
  return count > 0 ? sum / count : Number.NaN;
}
