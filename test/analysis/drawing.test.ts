import assert from 'node:assert/strict';
import { draw, drawMany } from '../../src/analysis/drawing.ts';
import { rank } from '../../src/analysis/ranking.ts';
import { type Distribution, distribute } from '../../src/analysis/sampling.ts';
import { plainSampling } from '../../src/analysis/samplingSettings.ts';
import type { SamplingSettings } from '../../src/protocol/reading.ts';
import { Random } from '../../src/random.ts';
import { chiSquaredExcess } from './chiSquared.ts';

/** As many logits as a small vocabulary has, some of them equal. */
const logits = (() => {
  const random = new Random(11);
  return Float32Array.from({ length: 300 }, () => Math.round(8 * random.normal()) / 4);
})();
const distributed = (settings: Partial<SamplingSettings> = {}) =>
  distribute(rank(logits), { ...plainSampling, ...settings });
const chosen: readonly Partial<SamplingSettings>[] = [
  {},
  { temperature: 0.5 },
  { temperature: 2, topK: 40 },
  { topP: 0.8 },
  { temperature: 1.5, minP: 0.1 },
  { temperature: 0.7, topK: 50, topP: 0.9, minP: 0.05, order: 'llamacpp' },
];
const draws = 20_000;

/** How often each rank comes up. */
function tally(distribution: Distribution, drawn: (n: number) => number): Uint32Array {
  const counts = new Uint32Array(distribution.final.length);
  for (let n = 0; n < draws; n++) counts[drawn(n)]++;
  return counts;
}

describe('draw', () => {
  it('gives each token its share, over depths and over seeds', () => {
    for (const settings of chosen) {
      const distribution = distributed(settings);
      const overDepths = tally(distribution, (depth) => draw(distribution, 1, depth));
      const overSeeds = tally(distribution, (seed) => draw(distribution, seed, 0));
      for (const counts of [overDepths, overSeeds]) {
        const excess = chiSquaredExcess(counts, distribution.final);
        assert.ok(excess < 4, `${excess} deviations too far, with ${JSON.stringify(settings)}`);
      }
    }
  });

  it('makes successive tokens independent of each other, and of those of the next seed', () => {
    const two = distribute(rank(Float32Array.of(0, 0)), plainSampling);
    for (const [seedStep, depthStep] of [
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [256, 0],
    ]) {
      const pairs = new Uint32Array(4);
      for (let n = 0; n < draws; n++) {
        // Each draw is in one pair only.
        const [seed, depth] =
          seedStep === 0 ? [7, 2 * depthStep * Math.floor(n / depthStep) + (n % depthStep)] : [3, n];
        pairs[2 * draw(two, seed, depth) + draw(two, seed + seedStep, depth + depthStep)]++;
      }
      const excess = chiSquaredExcess(pairs, [0.25, 0.25, 0.25, 0.25]);
      assert.ok(excess < 4, `${excess} deviations too far, ${seedStep} seeds and ${depthStep} tokens apart`);
    }
  });

  it('depends on seed and depth only', () => {
    const distribution = distributed();
    const ranks = Array.from({ length: 50 }, (_, depth) => draw(distribution, 42, depth));
    const backwards = ranks.map((_, i) => draw(distributed(), 42, ranks.length - 1 - i));
    assert.deepEqual(backwards.reverse(), ranks);
    assert.notDeepEqual(
      ranks.map((_, depth) => draw(distribution, 43, depth)),
      ranks,
    );
  });

  it('gives the same draws as ever', () => {
    // Whatever changes these changes every text that someone wrote with a seed.
    const distribution = distributed({ topP: 0.9 });
    const ranks = Array.from({ length: 12 }, (_, depth) => draw(distribution, 2024, depth));
    assert.deepEqual(ranks, [42, 6, 1, 9, 53, 9, 8, 11, 38, 75, 13, 6]);
  });

  it('takes every seed and any depth', () => {
    const distribution = distributed();
    for (const seed of [0, 1, 2 ** 31, 2 ** 32 - 1]) {
      for (const depth of [0, 1, 2 ** 20]) assert.ok(draw(distribution, seed, depth) < logits.length);
    }
  });

  it('takes the likeliest at temperature 0', () => {
    for (const order of ['huggingface', 'llamacpp'] as const) {
      const distribution = distributed({ temperature: 0, order });
      assert.deepEqual(new Set(Array.from({ length: 100 }, (_, n) => draw(distribution, n, n))), new Set([0]));
    }
  });
});

describe('drawMany', () => {
  it('counts the draws that draw gives at the first depths, and grows by adding to them', () => {
    const distribution = distributed({ topK: 30 });
    let before = new Uint32Array(30);
    for (const count of [0, 1, 10, 400, 1000]) {
      const expected = new Uint32Array(30);
      for (let n = 0; n < count; n++) expected[draw(distribution, 5, n)]++;
      const counts = drawMany(distribution, 5, count);
      assert.deepEqual(counts, expected);
      assert.ok(before.every((earlier, i) => earlier <= counts[i]));
      before = counts;
    }
  });

  it('converges on what is kept', () => {
    for (const settings of chosen) {
      const distribution = distributed(settings);
      for (const seed of [0, 1, 99]) {
        const counts = drawMany(distribution, seed, draws);
        assert.equal(counts.length, distribution.keptCount);
        assert.ok(chiSquaredExcess(counts, distribution.final) < 4, `seed ${seed}, ${JSON.stringify(settings)}`);
      }
    }
  });

  it('would be seen to converge on anything else', () => {
    const counts = drawMany(distributed(), 1, draws);
    assert.ok(chiSquaredExcess(counts, distributed({ temperature: 1.1 }).final) > 4);
    assert.equal(chiSquaredExcess(counts, distributed({ topK: 100 }).final), Number.POSITIVE_INFINITY);
  });

  it('never draws what is too unlikely for a double', () => {
    const distribution = distribute(rank(Float32Array.of(0, -900, -1000)), plainSampling);
    assert.deepEqual([...drawMany(distribution, 3, 1000)], [1000, 0, 0]);
  });

  it('gives what rounding leaves to the last token that can occur', () => {
    // Far more than rounding leaves, so that some draws fall into it.
    const short = { ...distribute(rank(new Float32Array(3)), plainSampling), final: Float64Array.of(0.3, 0.4, 0) };
    const [first, second, never] = drawMany(short, 1, 1000);
    assert.ok(first > 200 && first < 400 && second > 600);
    assert.equal(never, 0);
  });
});
