/** Name of the part of a model that a parameter belongs to: `embeddings`, the layer's number, or `final`. */
export function blockOf(parameter: string): string {
  const layer = /(?:^|\.)(?:h|layers)\.(\d+)\./.exec(parameter)?.[1];
  if (layer !== undefined) return layer;
  return /(?:wte|wpe|embed_tokens|lm_head)/.test(parameter) ? 'embeddings' : 'final';
}

/** All parts, in the order of the computation. */
export function blockNames(layers: number): string[] {
  return ['embeddings', ...Array.from({ length: layers }, (_, layer) => String(layer)), 'final'];
}

/** Numbers of parameters, summed by block, in the order of `blocks`. */
export function sumByBlock(
  parameters: readonly { readonly name: string }[],
  numbers: readonly number[],
  blocks: readonly string[],
): number[] {
  const sums = new Map(blocks.map((block) => [block, 0]));
  parameters.forEach(({ name }, i) => {
    const block = blockOf(name);
    sums.set(block, (sums.get(block) ?? 0) + numbers[i]);
  });
  return blocks.map((block) => sums.get(block)!);
}
