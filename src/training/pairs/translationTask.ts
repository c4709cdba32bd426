import { compileAll } from '../../engine/compileAll.ts';
import { batchFeeds, staticFeeds } from '../differentiation.ts';
import type { HeldOutLoss } from '../evaluation.ts';
import type { BatchShape, Objective } from '../objective.ts';
import type { HeldOutMeasure, TrainerOptions, TrainingTask } from '../trainer.ts';
import { evaluationGraph } from '../trainingGraph.ts';
import {
  type Bucket,
  bucketsOf,
  PairBatches,
  type PairIds,
  type PairTokens,
  pairBatch,
  shapesOf,
} from './pairBatches.ts';

interface TranslationPairs {
  readonly objective: Objective;
  readonly training: readonly PairIds[];
  readonly heldOut: readonly PairIds[];
  readonly special: PairTokens;
  readonly options: TrainerOptions;
  readonly from?: TrainingTask['from'];
}

/** Name of what is held out, as curves call it. */
const corpus = 'pairs';

/** Training a model that translates: pairs, each token of the target predicted from the source and those before it. */
export function translationTask(pairs: TranslationPairs): TrainingTask {
  const { objective, training, heldOut, special, options, from } = pairs;
  const buckets = bucketsOf(training);
  return {
    ...{ objective, options, from },
    shapes: shapesOf(buckets, options.batch),
    batches: (seed) => new PairBatches(buckets, special, seed),
    heldOut: (runtime, parameters) => heldOutPairs(runtime, parameters, objective, heldOut, special, options.batch),
  };
}

type Compiling = Parameters<TrainingTask['heldOut']>;

/** Held-out pairs in buckets of their own: a sentence may be longer than any that was trained on. */
async function heldOutPairs(
  runtime: Compiling[0],
  parameters: Compiling[1],
  objective: Objective,
  pairs: readonly PairIds[],
  special: PairTokens,
  batch: number,
): Promise<HeldOutMeasure> {
  const buckets = bucketsOf(pairs);
  const shapes = shapesOf(buckets, batch);
  const graphs = shapes.map((shape) => evaluationGraph(objective, parameters, shape));
  const executables = await compileAll(runtime, graphs);
  const total = pairs.reduce((sum, { target }) => sum + target.length, 0);
  return {
    async sample(limit) {
      let [tokens, nats] = [0, 0];
      for (const [i, bucket] of buckets.entries()) {
        for (const part of batchesOf(spread(bucket, limit / total), batch)) {
          const feeds = {
            ...staticFeeds(objective, parameters, shapes[i]),
            ...batchFeeds(pairBatch(part, shapes[i], i, special)),
          };
          const { surprisals } = await executables[i].run(feeds, ['surprisals']);
          const scored = score(part, surprisals.data as Float32Array, shapes[i]);
          tokens += scored.tokens;
          nats += scored.nats;
        }
      }
      return { [corpus]: { tokens, nats } };
    },
    async release() {
      for (const executable of executables) await executable.release();
    },
  };
}

/** A share of a bucket's pairs, at least one, evenly spread. */
function spread({ pairs }: Bucket, share: number): PairIds[] {
  const count = Math.max(1, Math.min(pairs.length, Math.round(share * pairs.length)));
  return Array.from({ length: count }, (_, i) => pairs[Math.floor((i * pairs.length) / count)]);
}

function batchesOf(pairs: readonly PairIds[], size: number): PairIds[][] {
  return Array.from({ length: Math.ceil(pairs.length / size) }, (_, i) => pairs.slice(i * size, (i + 1) * size));
}

function score(pairs: readonly PairIds[], surprisals: Float32Array, { batch }: BatchShape): HeldOutLoss {
  let [tokens, nats] = [0, 0];
  pairs.forEach(({ target }, b) => {
    target.forEach((_, t) => {
      nats += surprisals[t * batch + b];
      tokens++;
    });
  });
  return { tokens, nats };
}
