import { identity } from '../attention/selfAttention.ts';
import { experiment } from '../experiment.ts';
import { flag, rows, text } from '../field.ts';

const weights = rows(identity(2), { min: -100, max: 100, most: 8 });

/** Chapter 8: three vectors, and every number of one head of self-attention on the way. */
export const attentionByHand = experiment({
  name: 'attention-by-hand',
  fields: {
    tokens: text('我 爱 你', 200),
    vectors: rows(
      [
        [1, 2],
        [1.2, 2.1],
        [0.5, 0.6],
      ],
      { min: -100, max: 100, most: 8 },
    ),
    positions: flag(true),
    query: weights,
    key: weights,
    value: weights,
    scaled: flag(true),
    masked: flag(false),
  },
  isInstant: true,
});
