import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  attendLabels,
  attentionWeights,
  effectiveCount,
  largestPlace,
} from '../../../src/road/neighbours/attention.ts';
import { nearest, squaredDistances, vote, votes } from '../../../src/road/neighbours/nearest.ts';

const distances = fc
  .array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 40 })
  .map((list) => Float64Array.from(list));

describe('the nearest neighbours', () => {
  it('measures by hand', () => {
    assert.deepEqual([...squaredDistances(Float32Array.of(1, 2), Float32Array.of(1, 2, 4, 6, 0, 0))], [0, 25, 5]);
  });

  it('are those that sorting finds', () => {
    fc.assert(
      fc.property(distances, fc.integer({ min: 1, max: 50 }), (squared, count) => {
        const sorted = [...squared.keys()].sort((a, b) => squared[a] - squared[b] || a - b).slice(0, count);
        const found = nearest(squared, count);
        assert.deepEqual(
          found.map(({ place }) => place),
          sorted,
        );
        for (const { place, distance } of found) assert.equal(distance, Math.sqrt(squared[place]));
      }),
    );
  });

  it('vote by number, and by nearness where numbers are equal', () => {
    const neighbours = [0, 1, 2, 3, 4].map((place) => ({ place, distance: place }));
    assert.equal(vote(neighbours, Uint8Array.of(3, 7, 7, 3, 7)), 7);
    assert.equal(vote(neighbours.slice(0, 4), Uint8Array.of(3, 7, 7, 3)), 3);
    assert.deepEqual(votes(Float64Array.of(3, 1, 2), Uint8Array.of(5, 4, 5), [1, 3]), [4, 5]);
  });
});

describe('neighbours as attention', () => {
  it('has the softmax of −distance²/T for weights', () => {
    const squared = Float64Array.of(1, 3, 2);
    const exponentials = [...squared].map((d) => Math.exp(-d / 0.7));
    const sum = exponentials.reduce((a, b) => a + b);
    attentionWeights(squared, 0.7).forEach((weight, i) => {
      assert.ok(Math.abs(weight - exponentials[i] / sum) < 1e-15);
    });
  });

  it('is the nearest neighbour as T falls to 0', () => {
    fc.assert(
      fc.property(distances, (squared) => {
        const weights = attentionWeights(squared, 1e-6);
        const least = Math.min(...squared);
        const count = squared.filter((d) => d === least).length;
        weights.forEach(
          (weight, i) => void assert.ok(Math.abs(weight - (squared[i] === least ? 1 / count : 0)) < 1e-9),
        );
      }),
    );
    assert.deepEqual([...attentionWeights(Float64Array.of(2, 1), 0)], [0, 1]);
  });

  it('is the mean of everything as T rises', () => {
    const weights = attentionWeights(Float64Array.of(1, 100, 50), 1e12);
    assert.ok(weights.every((weight) => Math.abs(weight - 1 / 3) < 1e-9));
    assert.ok(Math.abs(effectiveCount(weights) - 3) < 1e-9);
  });

  it('adds up labels', () => {
    assert.deepEqual([...attendLabels(Float64Array.of(0.5, 0.2, 0.3), Uint8Array.of(2, 0, 2), 3)], [0.2, 0, 0.8]);
    assert.equal(largestPlace([1, 3, 3, 2]), 1);
  });
});
