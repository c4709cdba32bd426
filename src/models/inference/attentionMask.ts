import type { Tensor } from '../../engine/runtime.ts';
import type { Dim } from '../../engine/shape.ts';
import { alibiBias } from '../../positions/alibi.ts';
import type { ModelConfig } from '../family.ts';
import { causalMask } from './causalMask.ts';

interface MaskOptions {
  /** Tokens that came before, of which the first `hidden` stand for nothing. */
  readonly past?: number;
  readonly hidden?: number;
  /** Where queries may look ahead, as in an encoder. */
  readonly looksAhead?: boolean;
  /** What each token is told about its position, where there is no past: its place, where absent. */
  readonly positions?: ArrayLike<number>;
  /** What the bias is multiplied by. */
  readonly factor?: number;
}

type Masked = Pick<ModelConfig, 'heads' | 'positions'>;

/** The shape of what is added to the scores, for T queries and S keys. */
export function maskShape({ heads, positions }: Masked, queries: Dim, keys: Dim): Dim[] {
  return positions.slopes ? [heads, queries, keys] : [queries, keys];
}

/**
 * What is added to the scores: −∞ where a query may not look, and what the distance takes where positions bias. Where
 * keys may stand behind their query, the distance counts without its sign.
 */
export function attentionMask(config: Masked, length: number, options: MaskOptions = {}): Tensor {
  const { past = 0, hidden = 0, looksAhead = false, positions, factor = 1 } = options;
  const keys = past + length;
  const allowed = looksAhead ? new Float32Array(length * keys) : causalMask(length, past, hidden);
  const shape = maskShape(config, length, keys) as number[];
  const slopes = config.positions.slopes?.(config.heads);
  if (!slopes) return { data: allowed, shape };
  const positionOf = (index: number) => positions?.[index] ?? index;
  const data = new Float32Array(slopes.length * allowed.length);
  slopes.forEach((slope, head) => {
    for (let i = 0; i < allowed.length; i++) {
      const distance = Math.abs(positionOf(past + Math.floor(i / keys)) - positionOf(i % keys));
      data[head * allowed.length + i] = allowed[i] + factor * alibiBias(slope, distance);
    }
  });
  return { data, shape };
}
