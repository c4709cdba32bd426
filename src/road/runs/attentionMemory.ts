import { verdictOn } from '../../analysis/verdict.ts';
import type { Run } from '../experiment.ts';
import type { attentionMemory } from '../experiments/attentionMemory.ts';
import { message } from '../message.ts';
import { writtenBytes } from '../numbers.ts';

/** What the weights of attention take up where all of them are kept: T·T numbers for each head of each layer. */
export const runAttentionMemory: Run<typeof attentionMemory> = async ({ tokens, layers, heads, bytesPerNumber }) => {
  const sizes = tokens.map((count) => {
    const length = Math.round(count);
    const map = length * length * bytesPerNumber;
    return { length, map, layer: map * heads, all: map * heads * layers };
  });
  const [first, last] = [sizes[0], sizes.at(-1)!];
  return {
    headline: message('attention-memory.headline', {
      tokens: last.length,
      map: writtenBytes(last.map),
      all: writtenBytes(last.all),
    }),
    verdicts:
      sizes.length > 1 && last.length !== first.length
        ? [
            {
              claim: message('attention-memory.claim'),
              verdict: verdictOn((last.length / first.length) ** 2, last.all / first.all),
              reason: message('attention-memory.reason', {
                times: last.length / first.length,
                weighs: last.all / first.all,
              }),
            },
          ]
        : undefined,
    views: [
      {
        kind: 'table',
        title: message('attention-memory.tableView'),
        columns: [
          message('attention-memory.length'),
          message('attention-memory.map'),
          message('attention-memory.layer'),
          message('attention-memory.all'),
        ],
        rows: sizes.map(({ length, map, layer, all }) => [
          length,
          ...[map, layer, all].map((bytes) => message('road.literal', { text: writtenBytes(bytes) })),
        ]),
      },
      {
        kind: 'plot',
        title: message('attention-memory.plotView'),
        x: { title: message('attention-memory.length'), scale: 'log' },
        y: { title: message('attention-memory.bytes'), scale: 'log' },
        lines: [
          { name: message('attention-memory.map'), ...curve(sizes, 'map') },
          { name: message('attention-memory.all'), ...curve(sizes, 'all') },
        ],
      },
    ],
  };
};

function curve(
  sizes: readonly { readonly length: number; readonly map: number; readonly all: number }[],
  of: 'map' | 'all',
) {
  const sorted = [...sizes].sort((a, b) => a.length - b.length);
  return { x: sorted.map(({ length }) => length), y: sorted.map((size) => size[of]) };
}
