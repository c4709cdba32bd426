/**
 * Name of the part of a model that a parameter belongs to: `embeddings`, the layer's number (`encoder.0` where there are
 * two halves), the part itself where it has no layers (`attention`), or `final`.
 */
export function blockOf(parameter: string): string {
  const halved = /^model\.(encoder|decoder)\.layers\.(\d+)\./.exec(parameter);
  if (halved) return `${halved[1]}.${halved[2]}`;
  const layer = /(?:^|\.)(?:h|layers)\.(\d+)\./.exec(parameter)?.[1];
  if (layer !== undefined) return layer;
  if (/(?:wte|wpe|embed_tokens|shared|lm_head)/.test(parameter)) return 'embeddings';
  return /^(encoder|decoder|attention|rnn)\./.exec(parameter)?.[1] ?? 'final';
}

/**
 * The part whose output a hook shows; undefined: it shows something else. What additive attention finds goes into the
 * decoder's state, and shows there.
 * @param blocks all parts of the model
 */
export function blockOfHook(hook: string, blocks: readonly string[]): string | undefined {
  const [, half = '', name] = /^(encoder\.)?(.*)$/.exec(hook)!;
  if (name === 'hook_embed') return 'embeddings';
  if (name === 'hook_state') return half ? 'encoder' : blocks.find((block) => block === 'rnn' || block === 'decoder');
  const layer = /^blocks\.(\d+)\.hook_resid_post$/.exec(name)?.[1];
  return blocks.find((block) => block === `${half}${layer}` || (!half && block === `decoder.${layer}`));
}

/** All parts, in the order of the computation. */
export function blockNames(parameters: readonly { readonly name: string }[]): string[] {
  const found = new Set(parameters.map(({ name }) => blockOf(name)));
  const inside = [...found].filter((block) => block !== 'embeddings' && block !== 'final');
  return ['embeddings', ...inside, 'final'];
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
