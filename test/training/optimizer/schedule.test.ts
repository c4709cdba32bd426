import assert from 'node:assert/strict';
import { learningRateAt } from '../../../src/training/optimizer/schedule.ts';

describe('learningRateAt', () => {
  const schedule = { learningRate: 0.01, warmup: 0.1, final: 0.2 };
  const at = (progress: number) => learningRateAt(schedule, progress);

  it('rises in a straight line', () => {
    assert.equal(at(0), 0);
    assert.equal(at(0.05), 0.005);
    assert.equal(at(0.1), 0.01);
  });

  it('falls by half a cosine to its final share', () => {
    assert.ok(Math.abs(at(0.55) - 0.006) < 1e-12);
    assert.ok(Math.abs(at(1) - 0.002) < 1e-12);
    assert.ok(Math.abs(at(1.5) - 0.002) < 1e-12, 'and stays there');
  });

  it('needs no warm-up', () => {
    assert.equal(learningRateAt({ ...schedule, warmup: 0 }, 0), 0.01);
  });
});
