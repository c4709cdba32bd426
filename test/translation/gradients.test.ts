import assert from 'node:assert/strict';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { translatorOf } from '../../src/models/families.ts';
import { Random } from '../../src/random.ts';
import { checkGradients } from '../../src/training/gradientCheck.ts';
import { translationObjective } from '../../src/training/objective.ts';
import { pairBatch } from '../../src/training/pairs/pairBatches.ts';
import { initialParameters } from '../../src/training/parameters.ts';
import { smallTranslators } from './smallTranslators.ts';

describe('Gradients of translators beside finite differences', () => {
  for (const [name, json] of Object.entries(smallTranslators)) {
    it(`${name}, padding included`, async () => {
      const objective = translationObjective(translatorOf(json));
      const parameters = initialParameters(objective.parameters, new Random(1));
      const pair = { source: [5, 3, 8, 2, 9, 0], target: [4, 7, 7, 3, 0] };
      const batch = pairBatch([pair], { batch: 1, sourceTokens: 8, tokens: 6 }, 0, { pad: 1, start: 1 });
      const [runtime, never] = [onnxruntimeNode({ threads: 1 }), () => false];
      const options = { count: 50, seed: 3 };
      const { checked } = await checkGradients(runtime, objective, parameters, batch, options, () => {}, never);
      for (const { parameter, place, relativeError } of checked) {
        // Seen: 2e-3, of a number that is nearly nothing.
        assert.ok(relativeError < 0.01, `${parameter} at ${place.join(', ')} is off by ${relativeError}`);
      }
    });
  }
});
