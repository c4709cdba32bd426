import assert from 'node:assert/strict';
import type { Random } from '../../src/random.ts';

/** What a random operand may hold: away from poles and kinks, or indices below a limit. */
export type Domain = 'any' | 'positive' | 'awayFromZero' | { readonly below: number };

/** Random numbers of a domain, exact in f32, so that every executor starts from the same. */
export function randomNumbers(random: Random, length: number, domain: Domain): number[] {
  return Array.from({ length }, () => {
    if (typeof domain === 'object') return random.below(domain.below);
    if (domain === 'any') return Math.fround(random.normal());
    const magnitude = Math.fround(0.3 + 2 * random.uniform());
    return domain === 'positive' || random.uniform() < 0.5 ? magnitude : -magnitude;
  });
}

/** Fails unless every number is within `tolerance` · max(1, |expected|). Infinities must be the same. */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  assert.equal(actual.length, expected.length, `${what}: number of elements`);
  for (let i = 0; i < expected.length; i++) {
    const isClose =
      actual[i] === expected[i] || Math.abs(actual[i] - expected[i]) <= tolerance * Math.max(1, Math.abs(expected[i]));
    if (!isClose) assert.fail(`${what}: number ${i} of ${expected.length} is ${actual[i]}, not ${expected[i]}`);
  }
}
