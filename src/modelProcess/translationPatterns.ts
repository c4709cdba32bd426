import type { AttentionKind, SystemRun } from '../protocol/translation.ts';
import type { LoadedTranslator } from '../translation/loadedTranslator.ts';

/** All heads of one kind of attention, layer after layer, [heads, rows, columns] each. */
export interface Patterns {
  readonly layers: readonly Float32Array[];
  readonly heads: number;
  readonly rows: number;
  readonly columns: number;
}

const hookOf: Readonly<Record<AttentionKind, (layer: number) => string>> = {
  encoder: (layer) => `encoder.blocks.${layer}.attn.hook_pattern`,
  decoder: (layer) => `blocks.${layer}.attn.hook_pattern`,
  cross: (layer) => `blocks.${layer}.cross_attn.hook_pattern`,
};

/** How many layers of a system have attention of a kind, where a translation was written. */
export function layersOf({ summary, written }: SystemRun, kind: AttentionKind): number {
  if (!summary || !written || (kind !== 'cross' && summary.kind !== 'transformer')) return 0;
  return kind === 'encoder' ? summary.encoderLayers : summary.layers;
}

/** The attention of a translation that is there. */
export async function patternsOf(translator: LoadedTranslator, run: SystemRun, kind: AttentionKind): Promise<Patterns> {
  const { summary, source, written } = run;
  const hooks = Array.from({ length: layersOf(run, kind) }, (_, layer) => hookOf[kind](layer));
  const [rows, columns] = [
    kind === 'encoder' ? source : written?.target,
    kind === 'decoder' ? written?.target : source,
  ];
  return {
    layers: await activationsOf(translator, run, hooks),
    heads: (kind === 'encoder' ? summary?.encoderHeads : summary?.heads) ?? 0,
    rows: rows?.length ?? 0,
    columns: columns?.length ?? 0,
  };
}

/** Activations of a translation that is there, by hooks, in their order. */
export async function activationsOf(
  translator: LoadedTranslator,
  { source, written }: SystemRun,
  hooks: readonly string[],
): Promise<Float32Array[]> {
  const [from, to] = [source, written?.target ?? []].map((tokens) => tokens.map(({ id }) => id));
  const { hooks: found } = await translator.activations(from, to, hooks);
  return hooks.map((hook) => found[hook].data as Float32Array);
}
