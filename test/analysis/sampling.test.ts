import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inIdOrder, rank } from '../../src/analysis/ranking.ts';
import { distribute } from '../../src/analysis/sampling.ts';
import { plainSampling } from '../../src/analysis/samplingSettings.ts';
import { filterOrders, type SamplingSettings } from '../../src/protocol/reading.ts';
import { Random } from '../../src/random.ts';

/** Logits that give these weights at temperature 1, up to a constant. */
const logitsOf = (...weights: number[]) => Float32Array.from(weights, Math.log);
const distributed = (logits: Float32Array, settings: Partial<SamplingSettings> = {}) =>
  distribute(rank(logits), { ...plainSampling, ...settings });

function assertClose(actual: ArrayLike<number>, expected: readonly number[], tolerance = 1e-7): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((number, i) => {
    assert.ok(Math.abs(actual[i] - number) <= tolerance, `${Array.from(actual)} is not ${expected}`);
  });
}

// Worked out by hand: probabilities .4, .3, .2 and .1 of the ids 2, 0, 3 and 1.
const four = logitsOf(3, 1, 4, 2);

describe('distribute', () => {
  it('leaves the distribution of the model as it is where nothing is set', () => {
    for (const order of filterOrders) {
      const { ranked, tempered, filtered, final, keptCount, keptMass, nucleus } = distributed(four, { order });
      assert.deepEqual([...ranked.ids], [2, 0, 3, 1]);
      for (const numbers of [ranked.probabilities, tempered, filtered, final])
        assertClose(numbers, [0.4, 0.3, 0.2, 0.1]);
      assert.equal(keptCount, 4);
      assertClose([keptMass, nucleus.count, nucleus.level], [1, 4, 1]);
    }
  });

  it('divides logits by the temperature: at .5 probabilities are squared, at 2 their roots are taken', () => {
    assertClose(distributed(four, { temperature: 0.5 }).final, [16 / 30, 9 / 30, 4 / 30, 1 / 30]);
    const roots = [Math.sqrt(4), Math.sqrt(3), Math.sqrt(2), 1];
    const total = roots.reduce((sum, root) => sum + root);
    assertClose(
      distributed(four, { temperature: 2 }).final,
      roots.map((root) => root / total),
    );
  });

  it('keeps the first k, and renormalises', () => {
    const { filtered, keptCount, keptMass } = distributed(four, { topK: 2 });
    assertClose(filtered, [4 / 7, 3 / 7, 0, 0]);
    assert.equal(keptCount, 2);
    assertClose([keptMass], [0.7]);
  });

  it('keeps of equal tokens those with the lower ids', () => {
    const byId = (settings: Partial<SamplingSettings>) => {
      const { ranked, final } = distributed(Float32Array.of(1, 2, 2, 2, 2), settings);
      return inIdOrder(ranked, final);
    };
    assertClose(byId({ topK: 2 }), [0, 0.5, 0.5, 0, 0]);
    assertClose(byId({ topK: 4, topP: 0.6 }), [0, 1 / 3, 1 / 3, 1 / 3, 0]);
  });

  it('keeps the token that crosses p, and no further one where p is reached exactly', () => {
    assertClose(distributed(four, { topP: 0.5 }).filtered, [4 / 7, 3 / 7, 0, 0]);
    assertClose(distributed(four, { topP: 0.71 }).filtered, [4 / 9, 3 / 9, 2 / 9, 0]);
    assert.equal(distributed(new Float32Array(4), { topP: 0.5 }).keptCount, 2);
    assert.equal(distributed(new Float32Array(4), { topP: 0.51 }).keptCount, 3);
    assert.equal(distributed(four, { topP: Number.MIN_VALUE }).keptCount, 1);
  });

  it('keeps what has at least the share of the likeliest that min-p asks for', () => {
    assertClose(distributed(four, { minP: 0.45 }).filtered, [4 / 9, 3 / 9, 2 / 9, 0]);
    assert.equal(distributed(logitsOf(5, 5, 4), { minP: 1 }).keptCount, 2, 'equal to the likeliest');
  });

  it('shows each filter what the one before it left', () => {
    // Of the first three, renormalised, .4/.9 does not reach .5, though neither would .4 of all; .7/.9 reaches .75.
    const { nucleus, keptCount, keptMass, filtered } = distributed(four, { topK: 3, topP: 0.75, minP: 0.8 });
    assert.equal(nucleus.count, 2);
    assertClose([nucleus.level], [0.75 * 0.9]);
    assert.equal(distributed(four, { topP: 0.75 }).nucleus.count, 3);
    assert.equal(keptCount, 1, 'min-p drops the second, which has 3/4 of the first');
    assertClose([keptMass], [0.4]);
    assertClose(filtered, [1, 0, 0, 0]);
  });

  it('filters before or after the temperature, as the order says', () => {
    // At temperature .5 the first weighs 16/30, enough for p = .5; at 1 it takes two.
    const settings = { temperature: 0.5, topP: 0.5 };
    const first = distributed(four, { ...settings, order: 'huggingface' });
    assertClose(first.tempered, [16 / 30, 9 / 30, 4 / 30, 1 / 30]);
    assertClose(first.filtered, [1, 0, 0, 0]);
    assert.equal(first.final, first.filtered);
    assertClose(first.cumulative, [16 / 30, 25 / 30, 29 / 30, 1]);
    const last = distributed(four, { ...settings, order: 'llamacpp' });
    assertClose(last.filtered, [4 / 7, 3 / 7, 0, 0]);
    assertClose(last.tempered, [16 / 25, 9 / 25, 0, 0]);
    assert.equal(last.final, last.tempered);
    assertClose(last.cumulative, [0.4, 0.7, 0.9, 1]);
    assertClose([last.keptMass], [0.7]);
  });

  it('takes the likeliest at temperature 0, and of equal ones the lowest id', () => {
    for (const order of filterOrders) {
      const { ranked, final } = distributed(Float32Array.of(1, 7, 3, 7), { temperature: 0, order });
      assert.deepEqual([...inIdOrder(ranked, final)], [0, 1, 0, 0]);
    }
    assert.equal(distributed(four, { temperature: 0 }).keptCount, 1);
    // Where filters come first they still keep what they keep; the temperature then chooses among it.
    assert.equal(distributed(four, { temperature: 0, topK: 3, order: 'llamacpp' }).keptCount, 3);
  });

  it('neither overflows nor divides 0 by 0 with extreme logits', () => {
    for (const order of filterOrders) {
      for (const temperature of [0, Number.MIN_VALUE, 1e-9, 0.01, 5]) {
        const { ranked, final } = distributed(Float32Array.of(-1e4, 1e4, -1e4, 1e4 - 500), { temperature, order });
        assert.deepEqual([...inIdOrder(ranked, final)], [0, 1, 0, final[1]]);
        assert.ok(final[1] < 1e-40);
      }
      const equal = distributed(new Float32Array(1000).fill(-1e4), { temperature: 0.01, order });
      assertClose(equal.final, new Array(1000).fill(1e-3), 1e-15);
      const largest = 3.4028234663852886e38;
      assertClose(distributed(Float32Array.of(-largest, largest), { temperature: 5, order }).final, [1, 0]);
    }
  });

  it('never lets a token occur whose logit is −∞', () => {
    const logits = Float32Array.of(Number.NEGATIVE_INFINITY, 2, Number.NEGATIVE_INFINITY, 2);
    for (const order of filterOrders) {
      for (const topK of [0, 1, 3, 4]) {
        const { ranked, final, keptCount } = distributed(logits, { temperature: 5, topK, order });
        const expected = topK === 1 ? [0, 1, 0, 0] : [0, 0.5, 0, 0.5];
        assert.deepEqual([...inIdOrder(ranked, final)], expected);
        assert.equal(keptCount, topK === 1 ? 1 : 2);
      }
    }
  });

  it('gives a vocabulary of one token all', () => {
    for (const order of filterOrders) {
      const settings = { temperature: 3, topK: 1, topP: 0.01, minP: 1, order };
      assert.deepEqual([...distributed(Float32Array.of(-7), settings).final], [1]);
    }
  });

  it('keeps all where nothing is filtered, even what is too unlikely for a double', () => {
    assert.equal(distributed(Float32Array.of(0, -900, -1000)).keptCount, 3);
    assert.equal(distributed(Float32Array.of(0, -900, -1000), { topP: 1 - 2 ** -53 }).keptCount, 1);
  });
});

describe('distribute, of anything', () => {
  // Quarter steps make ties likely, and sums of logits exact.
  const quarter = fc.integer({ min: -80, max: 80 }).map((steps) => steps / 4);
  const logit = fc.oneof({ weight: 9, arbitrary: quarter }, fc.constant(Number.NEGATIVE_INFINITY));
  const logits = fc
    .array(logit, { minLength: 1, maxLength: 40 })
    .filter((numbers) => numbers.some(Number.isFinite))
    .map((numbers) => Float32Array.from(numbers));
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const settings = fc.record<SamplingSettings>({
    temperature: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0.01, max: 5, noNaN: true })),
    topK: fc.nat(40),
    topP: fc.oneof(fc.constant(1), fc.double({ min: 0, minExcluded: true, max: 1, noNaN: true })),
    minP: fc.oneof(fc.constant(0), share),
    order: fc.constantFrom(...filterOrders),
    seed: fc.constant(0),
  });
  const same = (a: Float64Array, b: Float64Array, tolerance = 1e-12) => assertClose(a, [...b], tolerance);

  it('sums to 1, falls with rank, and keeps at least one token and no other than it says', () => {
    fc.assert(
      fc.property(logits, settings, (given, chosen) => {
        const { tempered, filtered, final, keptCount, keptMass, nucleus, cumulative } = distributed(given, chosen);
        for (const numbers of [tempered, filtered, final]) {
          const sum = numbers.reduce((total, p) => total + p, 0);
          assert.ok(Math.abs(sum - 1) < 1e-12);
          assert.ok(numbers.every((p, i) => p >= 0 && (i === 0 || p <= numbers[i - 1])));
        }
        assert.ok(keptCount >= 1 && keptCount <= nucleus.count);
        assert.ok(final.subarray(keptCount).every((p) => p === 0));
        assert.ok(keptMass > 0 && keptMass <= 1 + 1e-12 && keptMass === cumulative[keptCount - 1]);
        assert.ok(cumulative[nucleus.count - 1] >= nucleus.level);
        assert.ok(nucleus.count === 1 || chosen.topP === 1 || cumulative[nucleus.count - 2] < nucleus.level);
      }),
    );
  });

  it('keeps no fewer with a larger k, a larger p or a smaller min-p', () => {
    fc.assert(
      fc.property(logits, settings, fc.nat(40), share, share, (given, chosen, k, p, m) => {
        const count = (changed: Partial<SamplingSettings>) => distributed(given, { ...chosen, ...changed }).keptCount;
        const larger = chosen.topK === 0 ? 0 : chosen.topK + k;
        assert.ok(count({ topP: 1, minP: 0, topK: larger }) >= count({ topP: 1, minP: 0 }));
        assert.ok(count({ topP: chosen.topP + (1 - chosen.topP) * p }) >= count({}));
        assert.ok(count({ minP: chosen.minP * m }) >= count({}));
      }),
    );
  });

  it('is the same in both orders where filters cannot see the temperature, or there is none to see', () => {
    fc.assert(
      fc.property(logits, settings, (given, chosen) => {
        for (const blind of [{ temperature: 1 }, { topP: 1, minP: 0 }, { temperature: 0 }]) {
          const [a, b] = filterOrders.map((order) => distributed(given, { ...chosen, ...blind, order }));
          same(a.final, b.final);
        }
      }),
    );
  });

  it('filters no more when top-k and min-p look again at what they left', () => {
    fc.assert(
      fc.property(logits, settings, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (given, chosen, minP) => {
        // Min-p between two steps of the logits, where rounding decides nothing.
        const once = { ...chosen, temperature: 1, topP: 1, minP: Math.exp(Math.floor(4 * Math.log(minP)) / 4 - 0.1) };
        const { ranked, final, keptCount } = distributed(given, once);
        const again = distributed(Float32Array.from(inIdOrder(ranked, final), Math.log), once);
        assert.equal(again.keptCount, keptCount);
        same(inIdOrder(again.ranked, again.final), inIdOrder(ranked, final), 1e-5);
      }),
    );
  });

  it('does not change when all logits rise alike', () => {
    fc.assert(
      fc.property(logits, settings, quarter, (given, chosen, rise) => {
        const risen = given.map((number) => number + rise);
        assert.deepEqual(distributed(risen, chosen).final, distributed(given, chosen).final);
      }),
    );
  });

  it('only takes from the likeliest as the temperature rises', () => {
    fc.assert(
      fc.property(logits, (given) => {
        const { probabilities } = rank(given);
        const heat = [0.1, 0.5, 1, 2, 5].map((temperature) => distributed(given, { temperature }).final[0]);
        assert.ok(heat.every((p, i) => i === 0 || p <= heat[i - 1] + 1e-12));
        assert.ok(Math.abs(heat[2] - probabilities[0]) < 1e-12);
      }),
    );
  });

  it('sums to 1 over a vocabulary as large as real ones', () => {
    const random = new Random(1);
    const given = Float32Array.from({ length: 50_257 }, () => 10 * random.normal());
    const sum = distributed(given, { temperature: 0.7 }).final.reduce((total, p) => total + p, 0);
    assert.ok(Math.abs(sum - 1) < 1e-12);
  });
});
