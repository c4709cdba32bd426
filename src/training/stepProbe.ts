import type { Runtime } from '../engine/runtime.ts';
import { anyArchitectureOf } from '../models/families.ts';
import { Random } from '../random.ts';
import type { Batch } from './data/windows.ts';
import { type BatchShape, type Objective, objectiveOf } from './objective.ts';
import { AdamW } from './optimizer/adamW.ts';
import { defaultAdamW } from './optimizer/adamWOptions.ts';
import { pairBatch } from './pairs/pairBatches.ts';
import { translatorIds } from './pairs/translatorTokens.ts';
import { trained } from './parameters.ts';
import type { ProposedStep } from './recipe/proposedModel.ts';
import { TrainingStep } from './step.ts';

/** The first steps are slower: memory is asked for, and code is compiled. */
const warmUps = 2;
const mostMeasured = 10;
/** Milliseconds after which no other step is begun for warming up, or for measuring. */
const enough = 500;

/**
 * How long a training step of a new model takes on this runtime, in milliseconds: the median of a few. Takes a few of the
 * steps, or a second.
 * @param vocabularySize of a translator, on either side
 */
export async function stepMilliseconds(
  runtime: Runtime,
  { model, batch, tokens, dropout }: ProposedStep,
  vocabularySize: number,
): Promise<number> {
  const architecture = anyArchitectureOf({
    ...{ vocab_size: vocabularySize, decoder_vocab_size: vocabularySize, share_encoder_decoder_embeddings: false },
    ...{ ...translatorIds, ...model },
  });
  const objective = objectiveOf(architecture);
  const isOfPairs = architecture.kind === 'translator';
  const step = await TimedStep.compile(runtime, objective, { batch, tokens }, { vocabularySize, dropout, isOfPairs });
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

interface Timed {
  /** Of either side, where it is trained on pairs. */
  readonly vocabularySize: number;
  readonly dropout?: number;
  readonly isOfPairs?: boolean;
}

/** A training step on random tokens, since how long a step takes does not depend on what is learned. */
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
    { vocabularySize, dropout = 0, isOfPairs = false }: Timed,
  ): Promise<TimedStep> {
    const optimizer = new AdamW(timedParameters(objective), defaultAdamW);
    const random = new Random(1);
    // What stands in them does not matter, but drawing ten million numbers takes longer than a step.
    for (const { data } of optimizer.parameters) data.fill(0.01);
    const drawn = (length: number) => Array.from({ length }, () => random.below(vocabularySize));
    const batch = isOfPairs ? randomPairs(shape, drawn) : randomSequences(shape, drawn);
    const step = await TrainingStep.compile(runtime, objective, optimizer, { shapes: [shape], dropout });
    return new TimedStep(step, [batch], random);
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

type Draw = (length: number) => readonly number[];

function randomSequences({ batch, tokens }: BatchShape, drawn: Draw): Batch {
  const ids = () => BigInt64Array.from(drawn(batch * tokens), BigInt);
  return { ids: ids(), targets: ids() };
}

function randomPairs(shape: BatchShape, drawn: Draw): Batch {
  const { batch, tokens } = shape;
  const pairs = Array.from({ length: batch }, () => ({ source: drawn(tokens), target: drawn(tokens) }));
  const { pad_token_id: pad, decoder_start_token_id: start } = translatorIds;
  return pairBatch(pairs, { ...shape, sourceTokens: tokens }, 0, { pad, start });
}

/** What is trained while a step is timed: the biases that may be left out are. */
export function timedParameters({ parameters }: Objective) {
  return trained(parameters).filter(({ optional }) => !optional);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
}
