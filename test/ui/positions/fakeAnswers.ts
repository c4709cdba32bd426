import type {
  Displaced,
  DisplacedHead,
  Displacement,
  Falloff,
  OrderComparison,
  TableGeometry,
} from '../../../src/protocol/positions.ts';
import { orderSettings } from '../../../src/protocol/positions.ts';
import { Random } from '../../../src/random.ts';
import { fakeTokens } from '../attention/fakeTokens.ts';
import { fakeVocabulary, softmaxOf } from '../nextToken/fakeReading.ts';
import { type FakePlacement, headCount, layerCount } from './fakePlacement.ts';

// What the model process would say of a made-up model: numbers of the right shape that hang together.

const headTotal = layerCount * headCount;
const thumbnail = 16;

/** Rows by their two most scattered columns instead of principal components. */
export function fakeGeometry({ table, summary }: FakePlacement): TableGeometry {
  const positions = summary.model.contextLength;
  const { width } = summary.model;
  const columns = Array.from({ length: width }, (_, dimension) => {
    const column = Float64Array.from({ length: positions }, (_, position) => table[position * width + dimension]);
    const mean = column.reduce((sum, value) => sum + value, 0) / positions;
    const centred = column.map((value) => value - mean);
    return { centred, variance: centred.reduce((sum, value) => sum + value * value, 0) };
  }).sort((one, other) => other.variance - one.variance);
  const total = columns.reduce((sum, { variance }) => sum + variance, 0);
  const [first, second] = columns;
  return {
    norms: Float64Array.from({ length: positions }, (_, p) =>
      Math.hypot(...table.subarray(p * width, (p + 1) * width)),
    ),
    plane: Float64Array.from({ length: 2 * positions }, (_, i) => (i % 2 ? second : first).centred[i >> 1]),
    explained: [first.variance / total, second.variance / total],
  };
}

export function fakeFalloff({ summary }: FakePlacement): Falloff {
  const distances = summary.tokens.length;
  const noisy = (noise: number) =>
    Float32Array.from({ length: headTotal * distances }, (_, i) => {
      const [head, distance] = [Math.floor(i / distances), i % distances];
      return 2 - (0.1 * distance) / (1 + head) + noise * Random.at(11, i).normal();
    });
  return {
    measured: noisy(0.3),
    contentHeld: summary.positions.kind === 'table' ? undefined : noisy(0),
    distances,
  };
}

/** Which position each token is told. */
function toldPositions(displacement: Displacement, length: number): Int32Array {
  const told = Int32Array.from({ length }, (_, i) => i);
  if (displacement.kind === 'shift') return told.map((position) => position + displacement.by);
  if (displacement.kind !== 'shuffle') return told;
  const random = new Random(displacement.seed);
  for (let i = length - 1; i > 0; i -= 1) {
    const j = Math.floor(random.uniform() * (i + 1));
    [told[i], told[j]] = [told[j], told[i]];
  }
  return told;
}

/** How far a displacement is from the truth, 0…1: what knows distances only is not moved by a shift. */
function distanceOf({ positions }: FakePlacement['summary'], displacement: Displacement): number {
  if (displacement.kind === 'asIs') return 0;
  if (displacement.kind === 'scale') return Math.min(1, Math.abs(1 - displacement.factor));
  if (displacement.kind === 'shuffle') return 0.8;
  return positions.kind === 'table' ? Math.min(1, displacement.by / 20) : 0;
}

export function fakeHead(
  { summary }: FakePlacement,
  displacement: Displacement,
  layer: number,
  head: number,
): DisplacedHead {
  const { length } = summary.tokens;
  const told = toldPositions(displacement, length);
  const blur = distanceOf(summary, displacement);
  const pattern = new Float32Array(length * length);
  for (let query = 0; query < length; query += 1) {
    const scores = Float32Array.from({ length: query + 1 }, (_, key) => {
      const near = -Math.abs(told[query] - told[key] - head) / (1 + layer);
      return (1 - blur) * near + blur * Random.at(head, query * length + key).normal();
    });
    pattern.set(softmaxOf(scores), query * length);
  }
  return { layer, head, length, pattern };
}

export function fakeDisplaced(placement: FakePlacement, displacement: Displacement): Displaced {
  const { summary } = placement;
  const { length } = summary.tokens;
  const heads = new Uint8Array(headTotal * thumbnail * thumbnail);
  const moved = new Float32Array(headTotal);
  for (let place = 0; place < headTotal; place += 1) {
    const [layer, head] = [Math.floor(place / headCount), place % headCount];
    const { pattern } = fakeHead(placement, displacement, layer, head);
    const before = fakeHead(placement, { kind: 'asIs' }, layer, head).pattern;
    moved[place] = pattern.reduce((sum, weight, i) => sum + Math.abs(weight - before[i]), 0) / (2 * length);
    for (let i = 0; i < thumbnail * thumbnail; i += 1) {
      const [row, column] = [Math.floor(i / thumbnail), i % thumbnail].map((at) =>
        Math.floor((at * length) / thumbnail),
      );
      heads[place * thumbnail * thumbnail + i] = Math.round(255 * pattern[row * length + column]);
    }
  }
  const vocabulary = fakeVocabulary(256, []).slice(128, 138);
  const probabilities = (blur: number) =>
    softmaxOf(Float32Array.from(vocabulary, (_, i) => 3 - i * (1 - blur) + blur * 2 * Random.at(3, i).normal()));
  const [here, asIs] = [probabilities(distanceOf(summary, displacement)), probabilities(0)];
  const entry = (i: number) => ({ ...vocabulary[i], probability: here[i] });
  const likeliest = vocabulary.map((_, i) => i).sort((one, other) => here[other] - here[one]);
  return {
    runId: summary.runId,
    displacement,
    positions: toldPositions(displacement, length),
    size: thumbnail,
    heads,
    moved,
    next: likeliest.slice(0, 5).map(entry),
    before: [0, 1, 2, 3, 4].map(entry),
    divergence: here.reduce((sum, p, i) => sum + p * Math.log2(p / asIs[i]), 0),
  };
}

/** An encoder without positions gives the same for every token wherever it stands; nothing else does. */
export function fakeComparison({ summary }: FakePlacement, text: string): OrderComparison {
  const reversed = [...text].reverse().join('');
  const tokens = fakeTokens(text).slice(0, 16);
  const { length } = tokens;
  const { width } = summary.model;
  return {
    model: summary.model,
    tokens,
    texts: [text, reversed],
    order: tokens.map((_, i) => length - 1 - i),
    width,
    settings: orderSettings.map((setting, place) => {
      const random = new Random(place);
      const first = Float32Array.from({ length: length * width }, () => random.normal());
      const change = [0, 0.4, 0.2, 0.6][place];
      const second = first.map((value) => value + change * random.normal());
      const difference = Float32Array.from({ length }, (_, token) => {
        const row = (values: Float32Array) => values.subarray(token * width, (token + 1) * width);
        const apart = row(second).map((value, i) => value - row(first)[i]);
        return Math.hypot(...apart) / Math.hypot(...row(first));
      });
      return { setting, first, second, difference };
    }),
  };
}
