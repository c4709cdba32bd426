import type { Random } from '../../random.ts';

/** How long two ways take down the same bowl. */
interface DimensionRace {
  readonly dimensions: number;
  /** Tries at random; null: not within the limit. */
  readonly random: number | null;
  /** Steps of gradient descent. */
  readonly gradient: number | null;
}

/** Share of the height at the start that counts as the bottom. */
const bottom = 0.01;

/** What the reach of a try is multiplied by after a success. */
const farther = 1.5;

/** Curvatures of the bowl, by turns: as of the surface `bowl`. */
const curvatures = [2, 50];

/**
 * Goes down Σ c·w²/2, a bowl in so many dimensions, from a place at the same height in each of them.
 * @param reach how far a first random try goes, all parameters together
 */
export function raceInDimensions(
  dimensions: number,
  rate: number,
  reach: number,
  limit: number,
  random: Random,
): DimensionRace {
  const start = Float64Array.from({ length: dimensions }, (_, i) => 1 / Math.sqrt(curvatures[i % 2] * dimensions));
  return {
    dimensions,
    random: triesAtRandom(start, reach / Math.sqrt(dimensions), limit, random),
    gradient: gradientSteps(start, rate, limit),
  };
}

/** Σ c·w²/2 */
function height(place: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < place.length; i++) sum += (curvatures[i % 2] * place[i] * place[i]) / 2;
  return sum;
}

/**
 * Tries a place nearby and stays there if it is lower. To be fair to chance, tries go farther after each success and less far
 * after each failure, so that about one in five succeeds (Rechenberg 1973).
 */
function triesAtRandom(start: Float64Array, firstReach: number, limit: number, random: Random): number | null {
  const wanted = bottom * height(start);
  let [place, other] = [start.slice(), start.slice()];
  let lowest = height(place);
  let reach = firstReach;
  for (let tries = 1; tries <= limit; tries++) {
    for (let i = 0; i < place.length; i++) other[i] = place[i] + reach * random.normal();
    const found = height(other);
    reach *= found < lowest ? farther : farther ** -0.25;
    if (found >= lowest) continue;
    [place, other, lowest] = [other, place, found];
    if (lowest <= wanted) return tries;
  }
  return null;
}

function gradientSteps(start: Float64Array, rate: number, limit: number): number | null {
  const place = start.slice();
  const wanted = bottom * height(place);
  for (let steps = 1; steps <= limit; steps++) {
    for (let i = 0; i < place.length; i++) place[i] -= rate * curvatures[i % 2] * place[i];
    const reached = height(place);
    if (reached <= wanted) return steps;
    if (!Number.isFinite(reached)) return null;
  }
  return null;
}
