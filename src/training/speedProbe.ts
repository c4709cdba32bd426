import type { Runtime } from '../engine/runtime.ts';
import { sizeOf } from '../engine/shape.ts';
import { anyArchitectureOf } from '../models/families.ts';
import type { TrainingSpeed } from '../protocol/training.ts';
import { type Objective, objectiveOf } from './objective.ts';
import { TimedStep, timedParameters } from './stepProbe.ts';

/** Tokens of a step, at every length. */
const tokensPerStep = 1024;
const vocabularySize = 512;
const width = 128;
/** Steps of each model: the first ones, and those of which the fastest counts. */
const [warmUps, measured] = [2, 6];

/**
 * Tokens a second in training, of a recurrent language model and of a transformer with as many parameters, about: one
 * computes a sequence token after token, the other all tokens at once.
 * @param tokens of a sequence
 */
export async function trainingSpeed(runtime: Runtime, tokens: number): Promise<TrainingSpeed> {
  const batch = Math.max(1, Math.floor(tokensPerStep / tokens));
  const transformer = transformerOf(tokens);
  const recurrent = recurrentOf(parametersOf(transformer));
  const steps: TimedStep[] = [];
  const fastest = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  try {
    for (const objective of [recurrent, transformer])
      steps.push(await TimedStep.compile(runtime, objective, { batch, tokens }, { vocabularySize }));
    // They take turns: whatever else the machine does meanwhile slows down both.
    for (let turn = 0; turn < warmUps + measured; turn++) {
      for (const [i, step] of steps.entries()) {
        const time = await step.milliseconds();
        if (turn >= warmUps) fastest[i] = Math.min(fastest[i], time);
      }
    }
  } finally {
    for (const step of steps) await step.release();
  }
  const [rnnSpeed, transformerSpeed] = fastest.map((milliseconds) => (1000 * batch * tokens) / milliseconds);
  return {
    ...{ tokens, batch, width, vocabularySize },
    rnn: rnnSpeed,
    transformer: transformerSpeed,
    parameters: { rnn: parametersOf(recurrent), transformer: parametersOf(transformer) },
    ...{ threads: runtime.threads, runtime: runtime.name },
  };
}

function transformerOf(tokens: number): Objective {
  const sizes = { n_layer: 2, n_head: 4, n_embd: width, n_positions: tokens, vocab_size: vocabularySize };
  return objectiveOf(anyArchitectureOf({ model_type: 'gpt2', ...sizes }));
}

/** As large a state as comes nearest to so many parameters. */
function recurrentOf(parameters: number): Objective {
  const of = (hidden: number) => {
    const sizes = { embedding_size: width, hidden_size: hidden, vocab_size: vocabularySize };
    return objectiveOf(anyArchitectureOf({ model_type: 'rnn', ...sizes }));
  };
  let hidden = 1;
  while (parametersOf(of(hidden + 1)) <= parameters) hidden++;
  return of(hidden);
}

function parametersOf(objective: Objective): number {
  return timedParameters(objective).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}
