import { Matrix, solve } from 'ml-matrix';
import { Random } from '../../random.ts';
import type { Feature, FeatureIndex, Occurrences } from './features.ts';

/** A neuron in a few words: so much it does anyway, and so much more where each of these is true. */
export interface Explanation {
  readonly base: number;
  readonly terms: readonly { readonly feature: Feature; readonly weight: number }[];
}

/** What keeps terms that nearly always go together from large weights against each other. */
const ridge = 1;

/**
 * Explains activations by at most `most` features: greedily, each time that which lessens the squared error most, then all
 * weights anew by least squares (orthogonal matching pursuit, Pati et al. 1993).
 */
export function explain(activations: Float64Array, features: readonly Occurrences[], most: number): Explanation {
  const chosen: Occurrences[] = [];
  let weights = leastSquares(activations, chosen);
  for (let i = 0; i < most; i++) {
    const rest = remainder(activations, chosen, weights);
    const best = strongest(rest, features, chosen);
    if (!best) break;
    chosen.push(best);
    weights = leastSquares(activations, chosen);
  }
  return { base: weights[0], terms: chosen.map(({ feature }, i) => ({ feature, weight: weights[i + 1] })) };
}

/** What the explanation says that a neuron does, at every token of passages. */
export function simulate({ base, terms }: Explanation, passages: FeatureIndex): Float64Array {
  const said = new Float64Array(passages.count).fill(base);
  for (const { feature, weight } of terms) {
    for (const place of passages.places(feature)) said[place] += weight;
  }
  return said;
}

/** Pearson's correlation; 0 where one of the two never changes. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const count = a.length;
  let [meanA, meanB] = [0, 0];
  for (let i = 0; i < count; i++) {
    meanA += a[i] / count;
    meanB += b[i] / count;
  }
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    ab += (a[i] - meanA) * (b[i] - meanB);
    aa += (a[i] - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** The control: correlation with the same numbers in random order, the largest in size of so many. */
export function shuffledCorrelation(said: Float64Array, done: Float64Array, shuffles: number, seed: number): number {
  const random = new Random(seed);
  const all = Array.from({ length: shuffles }, () => Math.abs(correlation(random.shuffled([...said]), done)));
  return Math.max(...all);
}

/** Least squares of a constant and the features: [constant, weight of each]. */
function leastSquares(activations: Float64Array, chosen: readonly Occurrences[]): number[] {
  const size = chosen.length + 1;
  const count = activations.length;
  const sums = Matrix.zeros(size, size);
  const right = Matrix.zeros(size, 1);
  sums.set(0, 0, count);
  right.set(
    0,
    0,
    activations.reduce((sum, value) => sum + value, 0),
  );
  const sets = chosen.map(({ places }) => new Set(places));
  chosen.forEach(({ places }, i) => {
    right.set(
      i + 1,
      0,
      places.reduce((sum, place) => sum + activations[place], 0),
    );
    sums.set(0, i + 1, places.length).set(i + 1, 0, places.length);
    chosen.forEach((_, j) => {
      const both = places.reduce((sum, place) => sum + (sets[j].has(place) ? 1 : 0), 0);
      sums.set(i + 1, j + 1, both + (i === j ? ridge : 0));
    });
  });
  return solve(sums, right).to1DArray();
}

function remainder(activations: Float64Array, chosen: readonly Occurrences[], [base, ...weights]: readonly number[]) {
  const rest = activations.map((value) => value - base);
  chosen.forEach(({ places }, i) => {
    for (const place of places) rest[place] -= weights[i];
  });
  return rest;
}

/** The feature whose own weight would take most off the squared error: (Σ rest)²/n. */
function strongest(rest: Float64Array, features: readonly Occurrences[], chosen: readonly Occurrences[]) {
  let best: Occurrences | undefined;
  let most = 0;
  for (const feature of features) {
    if (chosen.includes(feature)) continue;
    let sum = 0;
    for (const place of feature.places) sum += rest[place];
    const taken = (sum * sum) / (feature.places.length + ridge);
    if (taken <= most) continue;
    [best, most] = [feature, taken];
  }
  return best;
}
