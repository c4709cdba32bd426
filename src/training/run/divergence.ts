import type { Batch } from '../data/windows.ts';
import type { Parameter } from '../parameters.ts';
import type { StepReport } from '../step.ts';
import { blockNames, sumByBlock } from './blocks.ts';
import type { Probe } from './probe.ts';

interface Diverged {
  readonly architecture: { readonly config: { readonly layers: number } };
  readonly probe: Pick<Probe, 'firstNotFinite'>;
  readonly trainer: { readonly parameters: readonly Parameter[]; nextBatches(): readonly Batch[] };
}

/**
 * The part of the model where numbers first stopped being finite, in a step that was not taken. Forwards, where the loss
 * was no number; else backwards, where gradients come from the end to the beginning.
 * @param tokens of a sequence
 */
export async function firstToDiverge(
  { architecture, probe, trainer }: Diverged,
  { loss, squares }: Pick<StepReport, 'loss' | 'squares'>,
  tokens: number,
): Promise<string> {
  if (Number.isFinite(loss)) {
    const blocks = blockNames(architecture.config.layers);
    const sums = sumByBlock(trainer.parameters, squares, blocks);
    return blocks.findLast((_, i) => !Number.isFinite(sums[i])) ?? 'final';
  }
  for (const { ids } of trainer.nextBatches()) {
    const sequences = ids.length / tokens;
    for (let sequence = 0; sequence < sequences; sequence++) {
      const own = Array.from({ length: tokens }, (_, t) => Number(ids[t * sequences + sequence]));
      const block = await probe.firstNotFinite(own);
      if (block !== undefined) return block;
    }
  }
  return 'final';
}
