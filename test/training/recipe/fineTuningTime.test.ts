import assert from 'node:assert/strict';
import { sizeOf } from '../../../src/engine/shape.ts';
import { anyArchitectureOf } from '../../../src/models/families.ts';
import { parametersOf } from '../../../src/models/parameters.ts';
import { translatorIds } from '../../../src/training/pairs/translatorTokens.ts';
import { fineTuningMilliseconds, largestProposed } from '../../../src/training/recipe/fineTuningTime.ts';
import { recipeOf } from '../../../src/training/recipe/presets.ts';
import { proposedStep, timedVocabulary } from '../../../src/training/recipe/proposedModel.ts';
import { translatorKinds } from '../../../src/training/recipe/translatorPresets.ts';

/** Parameters of the largest proposed model of a kind, counted as its family does. */
function parametersOfLargest(kind: Parameters<typeof largestProposed>[0]): number {
  const { size } = largestProposed(kind);
  const vocabularies = { vocab_size: timedVocabulary, decoder_vocab_size: timedVocabulary };
  const shared = { share_encoder_decoder_embeddings: false, ...translatorIds };
  const model = { ...vocabularies, ...shared, ...proposedStep(kind, size)?.model };
  return parametersOf(anyArchitectureOf(model))
    .filter(({ name }) => !name.includes('encoder.embed_tokens'))
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

describe('The time that a step of fine-tuning is to take', () => {
  for (const kind of translatorKinds) {
    it(`is that of a new translator for one that is as large: ${kind}`, () => {
      const model = { kind, context: 64, parameters: parametersOfLargest(kind) };
      assert.ok(Math.abs(fineTuningMilliseconds(model, 40) / 40 - 1) < 0.02);
      const tenfold = fineTuningMilliseconds({ ...model, parameters: 10 * model.parameters }, 40);
      assert.ok(Math.abs(tenfold / 400 - 1) < 0.02);
      const start = { kind: 'from', folder: 'model', context: 64 } as const;
      const data = { pairs: 'pairs.tsv', columns: [1, 2] as [number, number] };
      const recipe = recipeOf({ start, data, duration: { kind: 'steps', steps: 10 }, output: 'out' });
      assert.equal(recipe.training?.batch, proposedStep(kind, 'medium')?.batch, 'as many pairs');
    });
  }

  for (const kind of ['gpt', 'recurrent'] as const) {
    it(`counts tokens as well for texts: ${kind}`, () => {
      // A new one learns from 8 sequences of 128 tokens at a time, a trained one from 4 of as many as it can read.
      const model = { kind, context: 1024, parameters: parametersOfLargest(kind) };
      assert.ok(Math.abs(fineTuningMilliseconds(model, 40) / 20 - 1) < 0.02);
      assert.ok(Math.abs(fineTuningMilliseconds({ ...model, context: 32 }, 40) / 5 - 1) < 0.02);
    });
  }
});
