import { Random } from '../../random.ts';
import { softmaxOf } from './selfAttention.ts';

/** What one query makes of its keys, all drawn from a standard normal distribution. */
export interface ScaledDraw {
  /** Highest attention weight where scores are q·k. */
  readonly plain: number;
  /** Highest where they are q·k/√d. */
  readonly scaled: number;
  /** Variance of q·k over the keys. */
  readonly variance: number;
}

/**
 * Why scores are divided by √d: the components of q and k having variance 1, q·k has variance d (Vaswani et al. 2017,
 * footnote 4), and the softmax of such numbers is nearly all on one key.
 * @param draws how often query and keys are drawn anew
 */
export function scalingDraws(keys: number, width: number, draws: number, seed: number): ScaledDraw[] {
  return Array.from({ length: draws }, (_, draw) => {
    const random = Random.at(seed, draw);
    const query = normals(random, width);
    const products = Array.from({ length: keys }, () => {
      return normals(random, width).reduce((sum, number, i) => sum + number * query[i], 0);
    });
    const mean = products.reduce((sum, number) => sum + number, 0) / keys;
    return {
      plain: Math.max(...softmaxOf(products)),
      scaled: Math.max(...softmaxOf(products.map((number) => number / Math.sqrt(width)))),
      variance: products.reduce((sum, number) => sum + (number - mean) ** 2, 0) / (keys - 1),
    };
  });
}

function normals(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.normal());
}
