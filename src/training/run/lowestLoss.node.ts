import path from 'node:path';
import * as v from 'valibot';
import { Checkpoints } from './checkpoints.node.ts';

const schema = v.object({
  keep: v.optional(v.picklist(['best', 'last']), 'best'),
  best: v.object({
    step: v.pipe(v.number(), v.integer(), v.minValue(0)),
    loss: v.pipe(v.number(), v.finite(), v.minValue(0)),
  }),
});

/**
 * The lowest held-out loss of the run that wrote a folder, nats per token, and its step; undefined where no run did, or
 * nothing was measured yet, or the folder holds another model than that. Reads one header.
 * @param output the folder that the run writes
 */
export async function readLowestLoss(
  output: string,
): Promise<{ readonly step: number; readonly loss: number } | undefined> {
  const checkpoints = new Checkpoints(path.join(output, 'checkpoints'));
  try {
    const progress = v.safeParse(schema, await checkpoints.newestProgress());
    return progress.success && progress.output.keep === 'best' ? progress.output.best : undefined;
  } catch {
    return undefined; // It says nothing about whether the model can be opened.
  }
}
