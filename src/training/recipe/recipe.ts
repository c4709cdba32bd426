import * as v from 'valibot';
import { UnderhoodError } from '../../errors.ts';
import { defaultAdamW } from '../optimizer/adamWOptions.ts';
import type { TrainerOptions } from '../trainer.ts';
import { checkPositions } from './recipePositions.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const properShare = v.pipe(v.number(), v.gtValue(0), v.ltValue(1));
const positive = v.pipe(v.number(), v.gtValue(0));
const name = v.pipe(v.string(), v.minLength(1));
const seed = v.optional(v.pipe(v.number(), v.integer()), 1);
const heldOut = v.optional(properShare, 0.1);

/** The corpora that the extension makes itself. */
export const sampleNames = ['english-stories', 'chinese-stories', 'copying', 'sorting', 'arithmetic'] as const;
export type SampleName = (typeof sampleNames)[number];

const files = v.strictObject({
  /** Paths or globs. A file that is named must be text; what a glob finds and is none is left out. */
  files: v.pipe(v.array(name), v.minLength(1)),
  exclude: v.optional(v.array(name), []),
  /** Share of each text, from its end, that is never trained on. */
  heldOut,
});
const text = v.strictObject({ text: v.string(), heldOut });
const sample = v.strictObject({
  sample: v.picklist(sampleNames),
  /** About so many characters. */
  characters: v.optional(v.pipe(count, v.minValue(1000), v.maxValue(50_000_000)), 300_000),
  seed,
  heldOut,
});
const bundled = v.strictObject({
  /** Folder of the open corpora from which the bundled model is made. */
  bundled: name,
  /** How often an epoch holds the documents of a corpus, by its name; once where it is not named. */
  repeat: v.optional(v.record(v.string(), count), {}),
});

const columns = v.tuple([count, count]);
const pairs = v.strictObject({
  /** A file of lines whose columns tabs separate, or two files whose lines belong together: source, then target. */
  pairs: v.union([name, v.tuple([name, name])]),
  /** Columns of source and target, from 1. */
  columns: v.optional(columns, [1, 2]),
  /** Pairs of at most so many tokens a side come so many times an epoch, where what people say every day is to be learned first. */
  short: v.optional(v.strictObject({ tokens: count, times: count })),
  /** Every pair comes once more without the marks that end it: people leave them out. */
  unmarked: v.optional(v.boolean()),
  /** Share of the pairs, at random, that is never trained on. */
  heldOut,
});
export type PairData = v.InferOutput<typeof pairs>;

const characters = v.strictObject({ kind: v.literal('characters') });
/** Characters that occur less often are unknown. */
const counted = v.strictObject({ kind: v.literal('characters'), atLeast: v.optional(count, 1) });
const bpe = v.strictObject({ kind: v.literal('bpe'), vocabularySize: v.pipe(count, v.minValue(257)) });

/** Of both sides of a translator. */
const tokenizerChoice = v.variant('kind', [counted, bpe]);
const tokenizers = v.strictObject({ source: tokenizerChoice, target: tokenizerChoice });
export type TokenizerChoice = v.InferOutput<typeof tokenizerChoice>;

const training = v.strictObject({
  /** Sequences per batch. */
  batch: v.optional(count, 8),
  /** Tokens per sequence. */
  tokens: v.optional(v.pipe(count, v.minValue(2)), 128),
  /** Batches whose gradients are averaged into one step. */
  accumulate: v.optional(count, 1),
  steps: v.optional(count, 2000),
  /** Training ends then, however many steps are left; never where it is absent. */
  minutes: v.optional(positive),
  /** Evaluations without a lower held-out loss after which training ends; 0: never. */
  patience: v.optional(whole, 5),
  learningRate: v.optional(positive, 1e-3),
  /** Share of the steps over which the rate rises from 0. */
  warmup: v.optional(share, 0.05),
  /** Share of the rate that is left at the end. */
  finalRate: v.optional(share, 0.1),
  beta2: v.optional(properShare, defaultAdamW.beta2),
  weightDecay: v.optional(v.pipe(v.number(), v.minValue(0)), defaultAdamW.weightDecay),
  /** The length that a gradient is cut to. */
  clip: v.optional(positive, defaultAdamW.clip),
  /** Whether a GPT-2 has biases (nanoGPT's do not). */
  biases: v.optional(v.boolean(), true),
  dropout: v.optional(v.pipe(share, v.ltValue(1)), 0),
  seed,
  /** Steps between two measurements on held-out text. */
  evaluateEvery: v.optional(count, 200),
  /** Held-out tokens per measurement, about. */
  evaluateTokens: v.optional(count, 8000),
  /**
   * What the learning rate falls over: steps, or minutes, which are all used then, however fast the machine is. A run whose
   * rate the clock decides does not repeat exactly.
   */
  fallsOver: v.optional(v.picklist(['steps', 'minutes']), 'steps'),
  /** Which weights the folder ends with: those of the lowest held-out loss, or those of the last step. */
  keep: v.optional(v.picklist(['best', 'last']), 'best'),
  /** Checkpoints that stay, spread over the run. */
  checkpoints: v.optional(v.pipe(count, v.maxValue(1000)), 20),
  /** 0: as many as the machine has cores. */
  threads: v.optional(whole, 0),
});

/** What is looked at during training. Each is chosen from the held-out text where it is absent. */
const watch = v.strictObject({
  /** The sentence whose attention is kept. */
  probe: v.optional(v.string()),
  prompt: v.optional(v.string()),
  /** Tokens of a sample. */
  sampleTokens: v.optional(v.pipe(count, v.maxValue(1000)), 80),
  temperature: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(5)), 0.8),
});

export const recipeSchema = v.strictObject({
  $schema: v.optional(v.string()),
  data: v.union([files, text, sample, bundled, pairs]),
  /** Folder of a trained model to go on from; it brings its own `model` and `tokenizer`. */
  from: v.optional(name),
  /** config.json of a new model, without the vocabulary's size. */
  model: v.optional(v.looseObject({ model_type: v.string() })),
  tokenizer: v.optional(v.variant('kind', [characters, bpe])),
  tokenizers: v.optional(tokenizers),
  training: v.optional(training, {}),
  watch: v.optional(watch, {}),
  /** Folder to write, relative to the recipe. */
  output: name,
  precision: v.optional(v.picklist(['f32', 'f16']), 'f32'),
});

/** What to train, on what, and how: a `*.underhood.json`. Paths are relative to the file. */
export type Recipe = v.InferOutput<typeof recipeSchema>;
/** As it is written, with what may be left out left out. */
export type WrittenRecipe = v.InferInput<typeof recipeSchema>;

/** The recipe in a file's JSON. Throws UnderhoodError naming the first field that does not fit. */
export function parseRecipe(json: unknown): Recipe {
  const result = v.safeParse(recipeSchema, json);
  if (!result.success) throw fieldError(result.issues[0]);
  const recipe = result.output;
  checkConsistency(recipe);
  return recipe;
}

/** Fields that fit each by itself but not together. */
function checkConsistency({ data, from, model, tokenizer, tokenizers, training, output }: Recipe): void {
  if (!staysInside(output)) throw new UnderhoodError('recipe.outputOutside', { field: 'output', output });
  if (training.fallsOver === 'minutes' && training.minutes === undefined) throw new UnderhoodError('recipe.noMinutes');
  const isOfPairs = 'pairs' in data;
  if (from !== undefined) {
    for (const [field, value] of Object.entries({ model, tokenizer, tokenizers })) {
      if (value !== undefined) throw new UnderhoodError('recipe.contradiction', { field, other: 'from' });
    }
    return;
  }
  for (const [field, value] of Object.entries(isOfPairs ? { model, tokenizers } : { model, tokenizer })) {
    if (value === undefined) throw new UnderhoodError('recipe.missing', { field });
  }
  const other = Object.entries(isOfPairs ? { tokenizer } : { tokenizers }).find(([, value]) => value !== undefined);
  if (other) throw new UnderhoodError('recipe.tokenizersForPairs', { field: other[0] });
  checkPositions(model);
  const context = model?.n_positions ?? model?.max_position_embeddings;
  if (typeof context === 'number' && training.tokens > context) {
    throw new UnderhoodError('recipe.tokensOverContext', { tokens: training.tokens, context });
  }
}

/** Whether a relative path never leaves its folder, on any system: no root, no drive, no more steps up than down. */
function staysInside(path: string): boolean {
  if (/^[\\/]|^[a-z]:|\0/i.test(path)) return false;
  let depth = 0;
  for (const part of path.split(/[\\/]/)) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return false;
  }
  return true;
}

type Issue = v.InferIssue<typeof recipeSchema>;

function fieldError(issue: Issue): UnderhoodError {
  const field = v.getDotPath(issue) ?? '';
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return new UnderhoodError('recipe.unknownField', { field });
  }
  // A union only says that nothing fits: what is wrong with the member that was meant says more.
  const inner = issue.type === 'union' ? meantIssue(issue) : undefined;
  if (inner) return fieldError(inner);
  // Of all that is asked for, only this has no expression of its own.
  const expected = issue.expected ?? 'integer';
  return new UnderhoodError('recipe.field', { field, expected, received: issue.received });
}

/** Of a union's issues, that of the member whose own first field is there. */
function meantIssue(issue: Issue): Issue | undefined {
  const input = issue.input as Readonly<Record<string, unknown>> | null;
  if (typeof input !== 'object' || input === null) return undefined;
  const keys = ['files', 'text', 'sample', 'bundled', 'pairs'];
  const meant = keys.findIndex((key) => key in input);
  if (meant < 0) return undefined;
  const members = [files, text, sample, bundled, pairs];
  const result = v.safeParse(members[meant], input);
  if (result.success) return undefined;
  const [first] = result.issues;
  return { ...first, path: [...(issue.path ?? []), ...(first.path ?? [])] } as Issue;
}

/** What of a recipe the trainer goes by. */
export function trainerOptions({ training }: Recipe): TrainerOptions {
  const { learningRate, warmup, finalRate, beta2, weightDecay, clip, ...options } = training;
  return {
    ...options,
    schedule: { learningRate, warmup, final: finalRate },
    optimizer: { ...defaultAdamW, beta2, weightDecay, clip },
  };
}
