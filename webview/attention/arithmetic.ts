import type { CellArithmetic } from '../../src/protocol/run.ts';

/** One weight, worked out again from q, k and the values, step by step. */
export interface WorkedCell {
  /** q·k term by term, [headSize]. */
  readonly terms: Float64Array;
  readonly raw: number;
  /** q·k/√d. */
  readonly score: number;
  /** The largest score of the row, which is taken off before the powers so that they stay small. */
  readonly peak: number;
  /** e^(score − peak), and the sum of these powers over the keys that may be looked at. */
  readonly power: number;
  readonly sum: number;
  readonly weight: number;
  /** The component of z to which this key adds most, in magnitude. */
  readonly component: number;
  /** What this key adds to it, what all other keys add to it, and z itself. */
  readonly own: number;
  readonly others: number;
  readonly z: number;
  /** The largest difference from the run's own numbers, relative to those above 1. */
  readonly disagreement: number;
}

/** More than this apart is a mistake, not rounding. */
export const tolerance = 1e-4;

export function workedCell(cell: CellArithmetic): WorkedCell {
  const { q, k, scale, query, key, values, weights } = cell;
  const size = q.length;
  const terms = Float64Array.from(q, (component, i) => component * k[i]);
  const raw = terms.reduce((sum, term) => sum + term, 0);
  const scores = Float64Array.from(cell.raw.subarray(0, query + 1), (product) => product * scale);
  const peak = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const powers = scores.map((score) => Math.exp(score - peak));
  const sum = powers.reduce((total, power) => total + power, 0);
  const components = new Float64Array(size);
  for (let other = 0; other <= query; other += 1) {
    const weight = powers[other] / sum;
    for (let i = 0; i < size; i += 1) components[i] += weight * values[other * size + i];
  }
  const weight = powers[key] / sum;
  const component = largest(values.subarray(key * size, (key + 1) * size));
  const own = weight * values[key * size + component];
  return {
    terms,
    raw,
    score: scores[key],
    peak,
    power: powers[key],
    sum,
    weight,
    component,
    own,
    others: components[component] - own,
    z: components[component],
    disagreement: Math.max(
      apart(raw, cell.raw[key]),
      ...Array.from(scores, (score, other) => apart(score, cell.scores[other])),
      ...Array.from(powers, (power, other) => apart(power / sum, weights[other])),
      ...Array.from(weights.subarray(query + 1), (later) => Math.abs(later)),
      ...Array.from(components, (value, i) => apart(value, cell.z[i])),
    ),
  };
}

function apart(worked: number, own: number): number {
  return worked === own ? 0 : Math.abs(worked - own) / Math.max(1, Math.abs(own));
}

function largest(values: Float32Array): number {
  let found = 0;
  for (let i = 1; i < values.length; i += 1) if (Math.abs(values[i]) > Math.abs(values[found])) found = i;
  return found;
}
