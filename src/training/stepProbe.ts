import type { Runtime } from '../engine/runtime.ts';
import type { Family } from '../models/family.ts';
import { gpt2 } from '../models/gpt2.ts';
import { Random } from '../random.ts';
import type { Batch } from './data/windows.ts';
import { type BatchShape, languageObjective, type Objective } from './objective.ts';
import { AdamW } from './optimizer/adamW.ts';
import { defaultAdamW } from './optimizer/adamWOptions.ts';
import { trained } from './parameters.ts';
import { modelOf, type Size } from './recipe/presets.ts';
import { TrainingStep } from './step.ts';

/** The first steps are slower: memory is asked for, and code is compiled. */
const warmUps = 2;
const mostMeasured = 10;
/** Milliseconds after which no other step is begun for warming up, or for measuring. */
const enough = 500;

/**
 * How long a training step of this size takes on this runtime, in milliseconds: the median of a few. Takes a few of the
 * steps, or a second.
 */
export async function stepMilliseconds(runtime: Runtime, size: Size, vocabularySize: number): Promise<number> {
  const family = gpt2 as unknown as Family;
  const config = family.parseConfig({ ...modelOf(size), vocab_size: vocabularySize });
  const { batch, context: tokens, dropout } = size;
  const objective = languageObjective(family, config);
  const step = await TimedStep.compile(runtime, objective, { batch, tokens }, vocabularySize, dropout);
  try {
    const timed = async (most: number) => {
      const times: number[] = [];
      for (let total = 0; times.length < most && total < enough; total += times[times.length - 1]) {
        times.push(await step.milliseconds());
      }
      return times;
    };
    await timed(warmUps);
    return median(await timed(mostMeasured));
  } finally {
    await step.release();
  }
}

/**
 * A step of training a language model on random tokens, since how long a step takes does not depend on what is learned.
 */
export class TimedStep {
  private constructor(
    private readonly step: TrainingStep,
    private readonly batches: readonly Batch[],
    private readonly random: Random,
  ) {}

  static async compile(
    runtime: Runtime,
    objective: Objective,
    shape: BatchShape,
    vocabularySize: number,
    dropout = 0,
  ): Promise<TimedStep> {
    const optimizer = new AdamW(timedParameters(objective), defaultAdamW);
    const random = new Random(1);
    // What stands in them does not matter, but drawing ten million numbers takes longer than a step.
    for (const { data } of optimizer.parameters) data.fill(0.01);
    const length = shape.batch * shape.tokens;
    const ids = () => BigInt64Array.from({ length }, () => BigInt(random.below(vocabularySize)));
    const step = await TrainingStep.compile(runtime, objective, optimizer, { shapes: [shape], dropout });
    return new TimedStep(step, [{ ids: ids(), targets: ids() }], random);
  }

  /** Takes one, and says how long that took. */
  async milliseconds(): Promise<number> {
    const start = performance.now();
    await this.step.run(this.batches, 0, this.random);
    return performance.now() - start;
  }

  async release(): Promise<void> {
    await this.step.release();
  }
}

/** What is trained while a step is timed: the biases that may be left out are. */
export function timedParameters({ parameters }: Objective) {
  return trained(parameters).filter(({ optional }) => !optional);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
}
