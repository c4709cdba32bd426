import type { AttentionActivations, ModelRun } from '../models/loaded/loadedModel.ts';

/** Two runs are kept, unless their tensors together take more bytes than this. */
export const mostBytes = 512 * 2 ** 20;

/** Bytes of all tensors of runs. */
export function bytesOf(runs: readonly Pick<ModelRun, 'layers'>[]): number {
  return runs
    .flatMap(({ layers }) => layers)
    .reduce(
      (sum, { pattern, q, k, v }) =>
        sum + pattern.byteLength + q.data.byteLength + k.data.byteLength + v.data.byteLength,
      0,
    );
}

/** Visits all heads, layer after layer; `index` counts them through all layers. */
export function forEachHead(
  layers: readonly AttentionActivations[],
  heads: number,
  visit: (layer: AttentionActivations, head: number, index: number) => void,
): void {
  layers.forEach((layer, depth) => {
    for (let head = 0; head < heads; head++) visit(layer, head, depth * heads + head);
  });
}
