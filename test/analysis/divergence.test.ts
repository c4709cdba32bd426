import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attentionMoved } from '../../src/analysis/attentionMoved.ts';
import { divergence } from '../../src/analysis/divergence.ts';

describe('the divergence of two softmaxes', () => {
  it('is Σ p·log₂(p/q), whatever the logits are shifted by', () => {
    const logs = (...shares: number[]) => Float32Array.from(shares, (share) => Math.log(share) + 50);
    const found = divergence(logs(0.5, 0.25, 0.25), logs(0.25, 0.25, 0.5));
    assert.ok(Math.abs(found - (0.5 * Math.log2(2) + 0.25 * Math.log2(0.5))) < 1e-5);
    const one = Float32Array.of(0, Number.NEGATIVE_INFINITY);
    assert.ok(Math.abs(divergence(one, Float32Array.of(3, 3)) - 1) < 1e-12, 'what cannot be weighs nothing');
    assert.equal(divergence(Float32Array.of(0, 0), one), Number.POSITIVE_INFINITY);
  });

  it('is never negative, and 0 for the same', () => {
    const logits = fc.array(fc.float({ min: -30, max: 30, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(logits, logits, (a, b) => {
        assert.ok(divergence(Float32Array.from(a), Float32Array.from(b)) >= 0);
        assert.equal(divergence(Float32Array.from(a), Float32Array.from(a)), 0);
      }),
    );
  });
});

describe('how far attention moved', () => {
  it('is half of what changed hands, mean over the queries', () => {
    const before = Float32Array.of(1, 0, 0.5, 0.5);
    assert.equal(attentionMoved(before, before, 2), 0);
    assert.equal(attentionMoved(before, Float32Array.of(1, 0, 0.25, 0.75), 2), 0.125);
    assert.equal(attentionMoved(Float32Array.of(1, 0, 1, 0), Float32Array.of(0, 1, 0, 1), 2), 1);
  });
});
