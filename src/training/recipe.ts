import * as v from 'valibot';
import { UnderhoodError } from '../errors.ts';
import { defaultAdamW } from './adamW.ts';
import type { TrainerOptions } from './trainer.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const positive = v.pipe(v.number(), v.gtValue(0));

const schema = v.strictObject({
  /** config.json of the model, without the vocabulary's size. */
  model: v.looseObject({ model_type: v.string() }),
  tokenizer: v.strictObject({ vocabularySize: v.pipe(count, v.minValue(257)) }),
  data: v.union([
    /** Folder of the open corpora from which the bundled model is made. */
    v.strictObject({
      bundled: v.string(),
      /** How often an epoch holds the documents of a corpus, by its name; once where it is not named. */
      repeat: v.optional(v.record(v.string(), count), {}),
    }),
    /** Text files, and the share of them that is held out. */
    v.strictObject({ files: v.pipe(v.array(v.string()), v.minLength(1)), heldOut: v.optional(share, 0.05) }),
  ]),
  training: v.strictObject({
    batch: v.optional(count, 8),
    tokens: v.optional(count, 128),
    steps: v.optional(count, 2000),
    minutes: v.optional(positive, 60),
    learningRate: v.optional(positive, 1e-3),
    warmup: v.optional(share, 0.05),
    finalRate: v.optional(share, 0.1),
    weightDecay: v.optional(v.pipe(v.number(), v.minValue(0)), defaultAdamW.weightDecay),
    /** Whether a GPT-2 has biases (nanoGPT's do not). */
    biases: v.optional(v.boolean(), true),
    dropout: v.optional(v.pipe(share, v.ltValue(1)), 0),
    seed: v.optional(v.pipe(v.number(), v.integer()), 1),
    evaluateEvery: v.optional(count, 200),
    evaluateTokens: v.optional(count, 8000),
    patience: v.optional(count, 5),
    /** 0: as many as the machine has cores. */
    threads: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  }),
  /** Folder to write, relative to the recipe. */
  output: v.string(),
  precision: v.optional(v.picklist(['f32', 'f16']), 'f32'),
});

/** What to train, on what, and how: the file that `npm run train` takes. Paths are relative to the file. */
export type Recipe = v.InferOutput<typeof schema>;

/** Throws UnderhoodError naming the first field that does not fit. */
export function parseRecipe(json: unknown): Recipe {
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new UnderhoodError('recipe.field', { field: v.getDotPath(issue) ?? '', detail: issue.message });
}

export function trainerOptions({ training }: Recipe): TrainerOptions {
  const { learningRate, warmup, finalRate, weightDecay, ...options } = training;
  return {
    ...options,
    schedule: { learningRate, warmup, final: finalRate },
    optimizer: { ...defaultAdamW, weightDecay },
  };
}
