import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inIdOrder, rank } from '../../src/analysis/ranking.ts';
import { Random } from '../../src/random.ts';
import { throwsCode } from '../checkpoint/rejection.ts';

describe('rank', () => {
  it('puts the largest logit first, and the lower id first where two are equal', () => {
    const { ids, logits } = rank(Float32Array.of(-1, 3, -0, 0, 3, -2.5));
    assert.deepEqual([...ids], [1, 4, 2, 3, 0, 5]);
    assert.deepEqual([...logits], [3, 3, -0, 0, -1, -2.5]);
  });

  it('agrees with sorting by comparison, whatever the floats', () => {
    const logit = fc.float({ noNaN: true, max: 3.4028234663852886e38 });
    fc.assert(
      fc.property(fc.array(logit, { minLength: 1, maxLength: 200 }), fc.constantFrom(1, 100), (numbers, step) => {
        const logits = Float32Array.from(numbers, (number) => (step === 1 ? number : Math.round(number / step)));
        fc.pre(logits.some(Number.isFinite));
        const expected = [...logits.keys()].sort((a, b) => (logits[a] === logits[b] ? a - b : logits[b] - logits[a]));
        assert.deepEqual([...rank(logits).ids], expected);
      }),
    );
  });

  it('agrees with sorting by comparison at the size of a real vocabulary', () => {
    const random = new Random(5);
    const logits = Float32Array.from({ length: 50_257 }, () => Math.fround(random.normal() * 4 - 30));
    const expected = [...logits.keys()].sort((a, b) => logits[b] - logits[a] || a - b);
    assert.deepEqual([...rank(logits).ids], expected);
  });

  it('gives the softmax over the whole vocabulary', () => {
    const { probabilities, possible } = rank(Float32Array.of(0, Math.log(3), Number.NEGATIVE_INFINITY));
    assert.ok(Math.abs(probabilities[0] - 0.75) < 1e-7 && Math.abs(probabilities[1] - 0.25) < 1e-7);
    assert.equal(probabilities[2], 0);
    assert.equal(possible, 2);
  });

  it('refuses logits that are no numbers, and those that let no token occur', () => {
    throwsCode(() => rank(Float32Array.of(1, Number.NaN)), 'sampling.badLogit', { id: 1, value: 'NaN' });
    throwsCode(() => rank(Float32Array.of(Number.POSITIVE_INFINITY)), 'sampling.badLogit', {
      id: 0,
      value: 'Infinity',
    });
    throwsCode(() => rank(new Float32Array(3).fill(Number.NEGATIVE_INFINITY)), 'sampling.noToken');
    throwsCode(() => rank(new Float32Array(0)), 'sampling.noToken');
  });
});

describe('inIdOrder', () => {
  it('puts numbers back where their ids are', () => {
    const logits = Float32Array.of(2, 9, 4);
    const ranked = rank(logits);
    assert.deepEqual([...inIdOrder(ranked, Float64Array.from(ranked.logits))], [...logits]);
  });
});
