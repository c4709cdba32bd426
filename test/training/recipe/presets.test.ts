import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sizeOf } from '../../../src/engine/shape.ts';
import { gpt2 } from '../../../src/models/families/gpt2.ts';
import { llama } from '../../../src/models/families/llama.ts';
import { rnn } from '../../../src/models/families/rnn.ts';
import { stepsWithin } from '../../../src/training/recipe/duration.ts';
import {
  fittingBpe,
  isShortOfText,
  modelOf,
  parameterCount,
  type RecipeChoices,
  recipeOf,
  recurrentModelOf,
  rotaryModelOf,
  sizes,
} from '../../../src/training/recipe/presets.ts';
import { parseRecipe, sampleNames } from '../../../src/training/recipe/recipe.ts';

describe('The sizes of new models', () => {
  for (const size of sizes) {
    it(`${size.name}: has the parameters that its name says, counted as the family does`, () => {
      const vocabularySize = 700;
      const config = gpt2.parseConfig({ ...modelOf(size), vocab_size: vocabularySize });
      const counted = gpt2
        .parameters(config)
        .filter(({ optional }) => !optional)
        .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
      assert.equal(parameterCount(size, vocabularySize), counted);
      const said = Number.parseFloat(size.name) * 1e6;
      const off = Math.abs(parameterCount(size, 65) - said) / said;
      assert.ok(off < 0.15, `${parameterCount(size, 65)} of ${said}`);
    });
  }

  it('are about as large with positions that rotate', () => {
    for (const size of sizes) {
      const config = llama.parseConfig({ ...rotaryModelOf(size), vocab_size: 65 });
      const counted = llama.parameters(config).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
      assert.ok(Math.abs(counted / parameterCount(size, 65) - 1) < 0.05, `${counted}`);
    }
  });

  it('are about as large as recurrent networks', () => {
    for (const size of sizes) {
      const config = rnn.parseConfig({ ...recurrentModelOf(size), vocab_size: 65 });
      const counted = rnn.parameters(config).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
      assert.ok(Math.abs(counted / parameterCount(size, 65) - 1) < 0.07, `${counted}`);
    }
  });

  it('hold nanoGPT’s recipe for a CPU', () => {
    const recipe = parseRecipe(
      recipeOf({
        start: { kind: 'new', size: sizes[1], tokenizer: { kind: 'characters' } },
        data: { files: ['input.txt'] },
        duration: { kind: 'steps', steps: sizes[1].steps },
        output: 'out',
      }),
    );
    const { batch, tokens, steps, learningRate, warmup, finalRate, beta2, weightDecay, clip, biases, dropout } =
      recipe.training;
    assert.deepEqual([batch, tokens, steps, warmup * steps, biases, dropout], [12, 64, 2000, 100, false, 0]);
    assert.deepEqual([learningRate, finalRate * learningRate, beta2, weightDecay, clip], [1e-3, 1e-4, 0.99, 0.1, 1]);
    assert.deepEqual(recipe.model, { model_type: 'gpt2', n_layer: 4, n_head: 4, n_embd: 128, n_positions: 64 });
  });

  it('are short of text below ten characters a parameter', () => {
    assert.equal(isShortOfText(1_000_000, 100_000), false);
    assert.equal(isShortOfText(999_999, 100_000), true);
  });
});

describe('The vocabulary of a byte-level BPE', () => {
  it('grows with the text, by powers of two, and stays in bounds', () => {
    assert.equal(fittingBpe(0, sizes[0]), 512);
    assert.equal(fittingBpe(300_000, sizes[1]), 512);
    assert.equal(fittingBpe(1_115_394, sizes[1]), 2048);
    assert.equal(fittingBpe(1e9, sizes[3]), 16_384);
  });

  it('never takes more parameters than the layers', () => {
    for (const size of sizes) {
      const embeddings = fittingBpe(1e9, size) * size.width;
      assert.ok(embeddings <= size.layers * 12 * size.width ** 2, size.name);
    }
  });
});

const duration = fc.oneof(
  fc.record({ kind: fc.constant('steps' as const), steps: fc.integer({ min: 1, max: 1e6 }) }),
  fc
    .record({
      minutes: fc.double({ min: 0.01, max: 1e4, noNaN: true }),
      ms: fc.double({ min: 0.1, max: 1e5, noNaN: true }),
    })
    .map(({ minutes, ms }) => ({ kind: 'minutes' as const, minutes, steps: stepsWithin(minutes, ms) })),
  fc.record({ kind: fc.constant('plateau' as const), steps: fc.integer({ min: 1, max: 1e6 }) }),
);
const data = fc.oneof(
  fc.record({ text: fc.string() }),
  fc.record({ files: fc.array(fc.string({ minLength: 1 }), { minLength: 1 }) }),
  fc.record({ sample: fc.constantFrom(...sampleNames) }),
);
const tokenizer = fc.oneof(
  fc.constant({ kind: 'characters' as const }),
  fc.record({ characters: fc.nat(1e9), size: fc.constantFrom(...sizes) }).map(({ characters, size }) => ({
    kind: 'bpe' as const,
    vocabularySize: fittingBpe(characters, size),
  })),
);
const start = fc.oneof(
  fc.record({ kind: fc.constant('new' as const), size: fc.constantFrom(...sizes), tokenizer }),
  fc.record({
    kind: fc.constant('from' as const),
    folder: fc.string({ minLength: 1 }),
    context: fc.integer({ min: 2, max: 1e6 }),
  }),
);
const choices: fc.Arbitrary<RecipeChoices> = fc.record({
  start,
  data,
  duration,
  output: fc.string({ minLength: 1 }),
});

describe('A recipe from choices', () => {
  it('is one, whatever is chosen', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        const recipe = parseRecipe(JSON.parse(JSON.stringify(recipeOf(chosen))));
        assert.equal(recipe.output, chosen.output);
        assert.equal(recipe.training.steps, chosen.duration.steps);
        assert.equal(recipe.training.patience > 0, chosen.duration.kind === 'plateau');
        if (chosen.duration.kind === 'minutes') assert.equal(recipe.training.minutes, chosen.duration.minutes);
        assert.ok(recipe.training.evaluateEvery <= Math.max(1, recipe.training.steps / 10));
        if (chosen.start.kind === 'from') assert.ok(recipe.training.tokens <= chosen.start.context);
      }),
    );
  });
});
