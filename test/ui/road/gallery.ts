import type { Outcome } from '../../../src/road/experiment.ts';
import { literal, message } from '../../../src/road/message.ts';
import { pixels, type View } from '../../../src/road/view.ts';

const side = 8;

/** A picture of a slope, lighter from left to right. */
function slope(from: number): string {
  return pixels(Array.from({ length: side * side }, (_, i) => Math.min(255, from + (i % side) * 16)));
}

/** One view of every kind. */
export const everyView: readonly View[] = [
  {
    kind: 'plot',
    title: literal('Loss by steps'),
    x: { title: literal('Steps'), scale: 'log' },
    y: { title: literal('Loss, nats') },
    lines: [
      { name: literal('with momentum'), x: [1, 10, 100, 1000], y: [4, 2, null, 0.5] },
      { name: literal('without'), x: [1, 10, 100, 1000], y: [4, 3, 2, 1], isDashed: true },
    ],
    points: [{ name: literal('measured'), x: [5, 50], y: [3.5, 1.5] }],
    marks: [
      { axis: 'x', at: 100, name: literal('learned') },
      { axis: 'y', at: 1, name: literal('knowing nothing') },
    ],
  },
  {
    kind: 'bars',
    title: literal('Right answers'),
    value: { title: literal('Share, %') },
    bars: [
      { name: literal('as it was'), value: 81.2, isMarked: true },
      { name: literal('shifted by 2 pixels'), value: 53 },
      { name: literal('inverted'), value: null },
    ],
  },
  {
    kind: 'matrix',
    title: literal('Attention'),
    rowTitle: literal('query'),
    columnTitle: literal('key'),
    rows: ['我', '爱', '你'].map(literal),
    columns: ['我', '爱', '你'].map(literal),
    values: [1, null, null, 0.3, 0.7, null, 0.2, -0.3, 0.5],
    value: literal('weight'),
    range: 'signed',
    isWritten: true,
  },
  {
    kind: 'images',
    title: literal('Nearest digits'),
    width: side,
    height: side,
    range: 'grey',
    images: [
      { pixels: slope(0), caption: literal('3, distance 1.2') },
      { pixels: slope(100), caption: literal('8, distance 1.5'), isMarked: true },
    ],
  },
  {
    kind: 'table',
    title: literal('Parameters'),
    columns: [literal('Model'), literal('Parameters')],
    rows: [
      [literal('cubic'), 80_931_145],
      [literal('network'), 101_770],
    ],
    marked: 1,
  },
  {
    kind: 'text',
    title: literal('A neuron'),
    value: literal('The darker, the more active'),
    passages: [
      {
        name: literal('Passage 1'),
        pieces: [
          { text: 'the ', value: 0 },
          { text: 'dragon', value: 0.9, note: literal('3.21') },
          { text: ' sleeps', value: -0.4, note: literal('−1.40') },
        ],
      },
    ],
  },
  {
    kind: 'graph',
    title: literal('Eight numbers'),
    nodes: [
      { id: 'a', name: literal('a'), value: 2, gradient: 3, column: 0, row: 0 },
      { id: 'b', name: literal('b'), value: 3, gradient: 2, column: 0, row: 1 },
      { id: 'c', name: literal('c'), value: 6, gradient: 1, column: 1, row: 0 },
    ],
    edges: [
      { from: 'a', to: 'c', note: literal('× 3') },
      { from: 'b', to: 'c', note: literal('× 2') },
    ],
  },
  {
    kind: 'sound',
    title: literal('The orchestra'),
    sounds: [
      {
        name: literal('everybody'),
        parts: [{ seconds: 60, oscillators: [{ hertz: 440, amplitude: 1, phase: 0 }] }],
      },
    ],
  },
  {
    kind: 'formula',
    title: literal('Softmax'),
    tex: '\\frac{e^{s_i}}{\\sum_j e^{s_j}}',
    letters: 'exp(sᵢ) / Σⱼ exp(sⱼ)',
  },
];

/** A result with all of them, and a verdict of every kind. */
export const gallery: Outcome = {
  headline: literal('81.2 % of the digits are read rightly.'),
  verdicts: (['true', 'roughly', 'false'] as const).map((verdict) => ({
    claim: literal(`A claim that is ${verdict}.`),
    verdict,
    reason: message('picture.bar', { name: literal('Measured'), value: 0.812, title: literal('share') }),
  })),
  views: everyView,
};
