import type { Runtime } from '../../engine/runtime.ts';
import { sizeOf } from '../../engine/shape.ts';
import { gpt2 } from '../../models/families/gpt2.ts';
import type { Family, ModelConfig } from '../../models/family.ts';
import type { TokenSource } from '../../training/data/tokenSource.ts';
import { languageTask } from '../../training/languageTask.ts';
import { languageObjective, type Objective } from '../../training/objective.ts';
import { defaultAdamW } from '../../training/optimizer/adamWOptions.ts';
import type { Parameter } from '../../training/parameters.ts';
import { Trainer } from '../../training/trainer.ts';

/** A GPT that is trained while somebody watches. */
export interface SmallGpt {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  /** Tokens of a sequence, and the context. */
  readonly tokens: number;
  readonly vocabularySize: number;
}

interface SmallTraining {
  /** Tokens of a batch, about. */
  readonly batchTokens: number;
  readonly steps: number;
  readonly seed: number;
  readonly evaluateTokens: number;
}

export const gptFamily = gpt2 as unknown as Family;

/** Its configuration, as GPT-2's config.json has it. */
export function gptConfig({ width, layers, heads, tokens, vocabularySize }: SmallGpt): ModelConfig {
  return gptFamily.parseConfig({
    n_embd: width,
    n_layer: layers,
    n_head: heads,
    n_positions: tokens,
    vocab_size: vocabularySize,
  });
}

/** Cross entropy of the next token. */
export function gptObjective(gpt: SmallGpt): Objective {
  return languageObjective(gptFamily, gptConfig(gpt));
}

/** Numbers that training finds, biases left out as in nanoGPT. */
export function gptParameterCount(gpt: SmallGpt): number {
  return gptFamily
    .parameters(gptConfig(gpt))
    .filter(({ optional }) => !optional)
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

/** Wider models take smaller steps: at one rate for all, the widest diverge and the narrow ones sleep. */
function learningRateFor(width: number): number {
  return 4e-3 * Math.sqrt(48 / width);
}

/** A trainer of such a model from nothing: AdamW at a rate that rises for a tenth of the steps and falls to a tenth of itself. */
export function smallTrainer(
  runtime: Runtime,
  gpt: SmallGpt,
  { batchTokens, steps, seed, evaluateTokens }: SmallTraining,
  training: TokenSource,
  heldOut: TokenSource,
): Promise<Trainer> {
  const task = languageTask({
    objective: gptObjective(gpt),
    training,
    heldOut: [{ name: 'text', tokens: heldOut }],
    options: {
      batch: Math.max(1, Math.round(batchTokens / gpt.tokens)),
      tokens: gpt.tokens,
      accumulate: 1,
      steps,
      schedule: { learningRate: learningRateFor(gpt.width), warmup: 0.1, final: 0.1 },
      optimizer: defaultAdamW,
      dropout: 0,
      biases: false,
      seed,
      evaluateTokens,
      patience: 0,
    },
  });
  return Trainer.create(runtime, task);
}

/** Numbers in all of them. */
export function parameterTotal(parameters: readonly Parameter[]): number {
  return parameters.reduce((sum, { data }) => sum + data.length, 0);
}
