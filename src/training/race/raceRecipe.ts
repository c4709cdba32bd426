import { type SchemeName, schemeNames } from '../../positions/scheme.ts';
import { schemes } from '../../positions/schemes.ts';
import type { RaceSettings } from '../../protocol/race.ts';
import type { WrittenRecipe } from '../recipe/recipe.ts';

/** What all models of a race share, beside what a person sets. */
export interface RacePlan {
  /** In the order in which they run. */
  readonly schemes: readonly SchemeName[];
  readonly layers: number;
  readonly heads: number;
  readonly width: number;
  /** Tokens of a sequence in training. */
  readonly trainedLength: number;
  /** Tokens of the longest sequence that is measured: the context. */
  readonly measuredLength: number;
  readonly batch: number;
  readonly learningRate: number;
  /** What the rows that a formula makes are multiplied by. */
  readonly positionScale: number;
  /** Measurements of the held-out loss, beside the one before the first step. */
  readonly evaluations: number;
  /** About so many characters of the corpus. */
  readonly characters: number;
}

/**
 * A model that learns enough in the time that somebody watches it, and reads four times as far as it was trained: beyond
 * that, nobody can say from its losses which scheme fails and which was never asked.
 */
export const racePlan: RacePlan = {
  schemes: schemeNames,
  layers: 2,
  heads: 4,
  width: 64,
  trainedLength: 64,
  measuredLength: 256,
  batch: 12,
  learningRate: 4e-3,
  // 1/√width. Vaswani et al. 2017 multiply embeddings by √width before they add positions; to a layer norm this is the
  // same, and transformers can read it. At full height a formula drowns embeddings that start at 0.02, and none is learned.
  positionScale: 0.125,
  evaluations: 12,
  characters: 300_000,
};

/** How a scheme's model is trained: recipes of one race differ in the scheme only. Its folder is named by the scheme. */
export function recipeFor(scheme: SchemeName, { corpus, steps, seed }: RaceSettings, plan = racePlan): WrittenRecipe {
  const { layers, heads, width, measuredLength, trainedLength, batch, characters } = plan;
  const { learningRate, positionScale, evaluations } = plan;
  return {
    data: { sample: corpus, characters, seed },
    model: {
      // What transformers would compute with a GPT-2's positions has another name.
      model_type: scheme === 'rotary' || scheme === 'alibi' ? 'gpt2_positions' : 'gpt2',
      position_scheme: scheme,
      ...(typeof schemes[scheme].table === 'function' && { position_scale: positionScale }),
      n_layer: layers,
      n_head: heads,
      n_embd: width,
      n_positions: measuredLength,
    },
    tokenizer: { kind: 'characters' },
    training: {
      batch,
      tokens: trainedLength,
      steps,
      patience: 0,
      learningRate,
      beta2: 0.99,
      biases: false,
      seed,
      evaluateEvery: Math.max(1, Math.round(steps / evaluations)),
      checkpoints: 3,
    },
    watch: { sampleTokens: 1 },
    output: scheme,
  };
}
