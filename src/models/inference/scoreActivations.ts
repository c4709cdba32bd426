import type { ScoreActivations } from '../loaded/loadedModel.ts';
import type { CheckedModel } from '../parameters.ts';
import type { Activations } from './inference.ts';

/** The activations from which ScoreActivations are made. */
export function scoreHooks({ config }: CheckedModel): string[] {
  return Array.from({ length: config.layers }, (_, layer) => Object.values(partsOf(layer))).flat();
}

/** Of each layer. */
export function scoreActivations(model: CheckedModel, { hooks }: Activations): ScoreActivations[] {
  return Array.from({ length: model.config.layers }, (_, layer) => {
    const parts = partsOf(layer);
    const scale = model.family.attentionScale(model.config, layer);
    return { scores: hooks[parts.scores], q: hooks[parts.q], k: hooks[parts.k], scale };
  });
}

function partsOf(layer: number) {
  const at = `blocks.${layer}.attn.`;
  return { scores: `${at}hook_attn_scores`, q: `${at}hook_q`, k: `${at}hook_k` };
}
