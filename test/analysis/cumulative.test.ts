import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cumulativeCurve, runningSums, tokensForMass } from '../../src/analysis/cumulative.ts';

const cumulative = Float64Array.of(0.5, 0.75, 0.875, 0.875, 1);

describe('runningSums', () => {
  it('adds up, and leaves the numbers', () => {
    const numbers = Float64Array.of(1, 2, 0, 4);
    assert.deepEqual([...runningSums(numbers)], [1, 3, 3, 7]);
    assert.deepEqual([...numbers], [1, 2, 0, 4]);
  });
});

describe('tokensForMass', () => {
  it('counts the one that crosses, and none that is not needed', () => {
    for (const [mass, count] of [
      [0, 1],
      [0.5, 1],
      [0.51, 2],
      [0.75, 2],
      [0.875, 3],
      [0.9, 5],
      [1, 5],
    ]) {
      assert.equal(tokensForMass(cumulative, mass), count, `${mass}`);
    }
  });

  it('takes all for a mass that rounding keeps out of reach', () => {
    assert.equal(tokensForMass(Float64Array.of(0.5, 1 - 2 ** -53), 1), 2);
  });
});

describe('cumulativeCurve', () => {
  it('goes from the likeliest token to the whole vocabulary, through points of the distribution', () => {
    const size = fc.integer({ min: 1, max: 60_000 });
    fc.assert(
      fc.property(size, fc.integer({ min: 2, max: 300 }), (vocabulary, points) => {
        const line = Float64Array.from({ length: vocabulary }, (_, i) => (i + 1) / vocabulary);
        const { counts, masses } = cumulativeCurve(line, points);
        assert.ok(counts.length <= points);
        assert.equal(counts[0], 1);
        assert.equal(counts.at(-1), vocabulary);
        assert.ok(counts.every((count, i) => i === 0 || count > counts[i - 1]));
        assert.ok(masses.every((mass, i) => mass === counts[i] / vocabulary));
      }),
    );
  });

  it('steps by one token at first, then by equal ratios', () => {
    const { counts } = cumulativeCurve(new Float64Array(50_257), 200);
    assert.deepEqual([...counts.subarray(0, 10)], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const ratios = [...counts].slice(-50).map((count, i, all) => (i === 0 ? 0 : count / all[i - 1]));
    const expected = 50_257 ** (1 / 199);
    for (const ratio of ratios.slice(1)) assert.ok(Math.abs(ratio - expected) < 0.002);
  });

  it('has every token of a small vocabulary', () => {
    assert.deepEqual([...cumulativeCurve(cumulative).counts], [1, 2, 3, 4, 5]);
  });
});
