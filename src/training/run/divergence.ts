import { Graph } from '../../engine/graph.ts';
import type { Runtime } from '../../engine/runtime.ts';
import { Hooks } from '../../models/hooks.ts';
import type { Batch } from '../data/windows.ts';
import { batchFeeds, staticFeeds } from '../differentiation.ts';
import type { BatchShape, Objective } from '../objective.ts';
import { type Parameter, parameterInputs } from '../parameters.ts';
import type { StepReport } from '../step.ts';
import { blockNames, blockOfHook, sumByBlock } from './blocks.ts';

interface Diverged {
  readonly objective: Objective;
  readonly shapes: readonly BatchShape[];
  readonly trainer: { readonly parameters: readonly Parameter[]; nextBatches(): readonly Batch[] };
}

/**
 * The part of the model where numbers first stopped being finite, in a step that was not taken. Forwards, where the loss
 * was no number; else backwards, where gradients come from the end to the beginning.
 */
export async function firstToDiverge(
  { objective, shapes, trainer }: Diverged,
  { loss, squares }: Pick<StepReport, 'loss' | 'squares'>,
  runtime: Runtime,
): Promise<string> {
  const { parameters } = trainer;
  const blocks = blockNames(objective.parameters);
  if (Number.isFinite(loss)) {
    const sums = sumByBlock(parameters, squares, blocks);
    return blocks.findLast((_, i) => !Number.isFinite(sums[i])) ?? 'final';
  }
  for (const batch of trainer.nextBatches()) {
    const shape = shapes[batch.ragged?.shape ?? 0];
    const block = await firstNotFinite(runtime, objective, parameters, batch, shape, blocks);
    if (block !== undefined) return block;
  }
  return 'final';
}

/** The first part whose output is not finite on a batch; undefined: what comes after the last part at most. */
async function firstNotFinite(
  runtime: Runtime,
  objective: Objective,
  parameters: readonly Parameter[],
  batch: Batch,
  shape: BatchShape,
  blocks: readonly string[],
): Promise<string | undefined> {
  const graph = new Graph();
  const { source } = parameterInputs(graph, objective.parameters, parameters);
  const hooks = new Hooks((name) => blockOfHook(name, blocks) !== undefined);
  objective.forward(graph, source, shape, hooks);
  const names = [...graph.outputs.keys()];
  const executable = await runtime.compile(graph);
  try {
    const found = await executable.run({ ...staticFeeds(objective, parameters, shape), ...batchFeeds(batch) }, names);
    const bad = names.find((name) => (found[name].data as Float32Array).some((value) => !Number.isFinite(value)));
    return bad && blockOfHook(bad, blocks);
  } finally {
    await executable.release();
  }
}
