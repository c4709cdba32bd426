import type { Runtime } from '../engine/runtime.ts';
import type { Family } from '../models/family.ts';
import { gpt2 } from '../models/gpt2.ts';
import { Random } from '../random.ts';
import { languageObjective } from './objective.ts';
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
 * How long a training step of this size takes on this runtime, in milliseconds: the median of a few on random tokens,
 * since how long a step takes does not depend on what is learned. Takes a few of the steps, or a second.
 */
export async function stepMilliseconds(runtime: Runtime, size: Size, vocabularySize: number): Promise<number> {
  const family = gpt2 as unknown as Family;
  const config = family.parseConfig({ ...modelOf(size), vocab_size: vocabularySize });
  const specs = trained(family.parameters(config)).filter(({ optional }) => !optional);
  const optimizer = new AdamW(specs, defaultAdamW);
  const random = new Random(1);
  // What stands in them does not matter, but drawing ten million numbers takes longer than a step.
  for (const { data } of optimizer.parameters) data.fill(0.01);
  const { batch, context: tokens, dropout } = size;
  const ids = () => BigInt64Array.from({ length: batch * tokens }, () => BigInt(random.below(vocabularySize)));
  const batches = [{ ids: ids(), targets: ids() }];
  const objective = languageObjective(family, config);
  const step = await TrainingStep.compile(runtime, objective, optimizer, { shapes: [{ batch, tokens }], dropout });
  try {
    const timed = async (most: number) => {
      const times: number[] = [];
      for (let total = 0; times.length < most && total < enough; total += times[times.length - 1]) {
        const start = performance.now();
        await step.run(batches, 0, random);
        times.push(performance.now() - start);
      }
      return times;
    };
    await timed(warmUps);
    return median(await timed(mostMeasured));
  } finally {
    await step.release();
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
}
