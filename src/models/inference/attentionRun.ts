import type { Tensor } from '../../engine/runtime.ts';
import type { AttentionActivations, ModelRun } from '../loaded/loadedModel.ts';
import type { CheckedModel } from '../parameters.ts';
import type { Activations } from './inference.ts';

/** The activations from which a ModelRun is made. */
export function attentionHooks(model: CheckedModel): string[] {
  return Array.from({ length: model.config.layers }, (_, layer) => Object.values(partsOf(model, layer))).flat();
}

/** @param valueNorms ‖v·W_O‖, [H, T], of a layer's values, [K, T, d] */
export function attentionRun(
  model: CheckedModel,
  { hooks, logits, milliseconds }: Activations,
  valueNorms: (layer: number, v: Tensor) => Promise<Float32Array>,
): ModelRun {
  const layers = Array.from({ length: model.config.layers }, (_, layer): AttentionActivations => {
    const parts = partsOf(model, layer);
    return {
      pattern: hooks[parts.pattern].data as Float32Array,
      q: headsFirst(hooks[parts.q]),
      k: headsFirst(hooks[parts.k]),
      v: headsFirst(hooks[parts.v]),
      scale: model.family.attentionScale(model.config, layer),
    };
  });
  return {
    layers,
    logits: logits.data as Float32Array,
    milliseconds,
    valueOutputNorms: (layer) => valueNorms(layer, layers[layer].v),
  };
}

/** Queries and keys as they are multiplied: after rotation where positions rotate. */
function partsOf({ config }: CheckedModel, layer: number) {
  const at = `blocks.${layer}.attn.`;
  const rotated = config.positions.rotates ? 'rot_' : '';
  return {
    pattern: `${at}hook_pattern`,
    q: `${at}hook_${rotated}q`,
    k: `${at}hook_${rotated}k`,
    v: `${at}hook_v`,
  };
}

/** [T, H, d] → [H, T, d] */
function headsFirst({ data, shape: [tokens, heads, size] }: Tensor): Tensor {
  const turned = new Float32Array(data.length);
  for (let head = 0; head < heads; head++) {
    for (let token = 0; token < tokens; token++) {
      const from = (token * heads + head) * size;
      turned.set((data as Float32Array).subarray(from, from + size), (head * tokens + token) * size);
    }
  }
  return { data: turned, shape: [heads, tokens, size] };
}
