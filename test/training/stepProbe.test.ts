import assert from 'node:assert/strict';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { sizes } from '../../src/training/recipe/presets.ts';
import { stepMilliseconds } from '../../src/training/stepProbe.ts';

describe('The probe of a step', () => {
  it('tells that a larger model takes longer, in a few seconds', async () => {
    const runtime = onnxruntimeNode({ threads: 1 });
    const start = performance.now();
    const [small, larger] = [
      await stepMilliseconds(runtime, sizes[0], 100),
      await stepMilliseconds(runtime, sizes[1], 100),
    ];
    assert.ok(small > 0.5 && 2 * small < larger, `${small} ms, then ${larger} ms`);
    assert.ok(larger < 2000 && performance.now() - start < 15_000);
  }).timeout(30_000);
});
