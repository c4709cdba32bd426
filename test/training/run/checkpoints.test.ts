import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keptSteps } from '../../../src/training/run/checkpoints.node.ts';

describe('keptSteps', () => {
  const steps = (count: number) => Array.from({ length: count }, (_, i) => i * 100);

  it('keeps all while there is room', () => {
    assert.deepEqual(keptSteps(steps(5), 5, 0), steps(5));
  });

  it('keeps the newest two and the best, and spreads the others over the run', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 12 }),
        fc.integer({ min: 20, max: 90 }),
        fc.nat(89),
        (most, count, best) => {
          let kept: number[] = [];
          // As in a run: one after the other.
          for (const step of steps(count)) kept = keptSteps([...kept, step], most, best * 100);
          assert.ok(kept.length <= most);
          assert.deepEqual(kept.slice(-2), steps(count).slice(-2));
          if (best < count) assert.ok(kept.includes(best * 100), 'the best');
          const gaps = kept.slice(1).map((step, i) => step - kept[i]);
          assert.ok(Math.max(...gaps) <= (count * 100 * 4) / (most - 2), `${kept}`);
        },
      ),
    );
  });
});
