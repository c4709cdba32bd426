import assert from 'node:assert/strict';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { proposedStep } from '../../src/training/recipe/proposedModel.ts';
import { translatorKinds } from '../../src/training/recipe/translatorPresets.ts';
import { stepMilliseconds } from '../../src/training/stepProbe.ts';

describe('The probe of a step', () => {
  const runtime = onnxruntimeNode({ threads: 1 });
  const milliseconds = (kind: string, size: string) => stepMilliseconds(runtime, proposedStep(kind, size)!, 100);

  it('tells that a larger model takes longer', async () => {
    for (const [kind, sizes] of [
      ['gpt', ['0.1M', '0.8M']],
      ['transformer', ['small', 'medium']],
    ] as const) {
      const [small, larger] = [await milliseconds(kind, sizes[0]), await milliseconds(kind, sizes[1])];
      assert.ok(small > 0.5 && 1.5 * small < larger, `${kind}: ${small} ms, then ${larger} ms`);
    }
    assert.ok((await milliseconds('recurrent', '0.1M')) > 0.5);
    for (const kind of translatorKinds) assert.ok((await milliseconds(kind, 'small')) > 0.5, kind);
  }).timeout(120_000);

  it('knows the models that are proposed, and no others', () => {
    assert.equal(proposedStep('transformer', 'medium')?.model.model_type, 'marian');
    assert.equal(proposedStep('gpt', 'medium'), undefined);
    assert.equal(proposedStep('additive', '0.1M'), undefined);
    assert.equal(proposedStep('vision', 'small'), undefined);
  });
});
