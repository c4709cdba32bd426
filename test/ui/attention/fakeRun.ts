import { earlierOccurrences, headStatistics } from '../../../src/analysis/headStatistics.ts';
import type { Tensor } from '../../../src/engine/runtime.ts';
import type { AttentionActivations } from '../../../src/models/loaded/loadedModel.ts';
import { type RunSummary, type StatisticName, statisticNames, type TokenSummary } from '../../../src/protocol/run.ts';
import { Random } from '../../../src/random.ts';

export interface FakeShape {
  readonly layers: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  /** So many layers are computed and then repeated, where a long text would take too long otherwise. */
  readonly distinctLayers?: number;
}

/** A run with everything that the model process would hold of it. */
export interface FakeRun {
  readonly summary: RunSummary;
  readonly layers: readonly AttentionActivations[];
  /** ‖v·W_O‖, [H, T] a layer. */
  readonly norms: readonly Float32Array[];
}

const size = 32;
/** Parts of a key: its place, its token, the token before it, and whether it is the first. */
const parts = { place: [0, 12], token: [12, 22], before: [22, 30], first: [30, 32] } as const;
type Part = keyof typeof parts;

/**
 * Causal attention with the kinds of heads that real models have (previous token, first token, duplicates, induction,
 * spread out), computed from seeded q, k and v: everything agrees with everything, as in a real run.
 */
export function fakeRun(runId: string, text: string, tokens: readonly TokenSummary[], shape: FakeShape): FakeRun {
  const random = new Random(7);
  const codes = new Map<number, Float32Array>();
  const codeOf = (id: number) => {
    const known = codes.get(id) ?? Float32Array.from({ length: 10 }, () => random.normal());
    codes.set(id, known);
    return known;
  };
  const distinct = Array.from({ length: shape.distinctLayers ?? shape.layers }, (_, layer) =>
    fakeLayer(tokens, shape, layer, codeOf, random),
  );
  const layers = Array.from({ length: shape.layers }, (_, layer) => distinct[layer % distinct.length]);
  const statistics = statisticsOf(layers, tokens, shape.heads);
  return {
    layers,
    norms: layers.map(() => Float32Array.from({ length: shape.heads * tokens.length }, () => 0.2 + random.uniform())),
    summary: {
      runId,
      model: {
        folder: '/models/fake',
        name: 'fake-bilingual-8m',
        bundled: true,
        family: 'gpt2',
        ...shape,
        headSize: size,
        width: shape.heads * size,
        vocabularySize: 4096,
        contextLength: 1024,
        parameters: 3_141_593,
        precision: 'F16',
        tokenizer: 'byte-level BPE',
        rotary: false,
      },
      runtime: { name: 'onnxruntime-node', version: '1.30.0', device: 'cpu', threads: 2 },
      text,
      tokens,
      milliseconds: { tokenize: 0.3, compile: 0, run: 5.4, analyse: 0.6 },
      statistics,
    },
  };
}

function fakeLayer(
  tokens: readonly TokenSummary[],
  { heads, keyValueHeads }: FakeShape,
  layer: number,
  codeOf: (id: number) => Float32Array,
  random: Random,
): AttentionActivations {
  const length = tokens.length;
  const k = new Float32Array(keyValueHeads * length * size);
  const v = Float32Array.from({ length: keyValueHeads * length * size }, () => random.normal());
  const q = new Float32Array(heads * length * size);
  for (let group = 0; group < keyValueHeads; group += 1) {
    for (let key = 0; key < length; key += 1) {
      const at = (group * length + key) * size;
      k.set(placeCode(key), at + parts.place[0]);
      k.set(codeOf(tokens[key].id), at + parts.token[0]);
      if (key > 0) k.set(codeOf(tokens[key - 1].id).subarray(0, 8), at + parts.before[0]);
      k.set(key === 0 ? [3, 3] : [0, 0], at + parts.first[0]);
    }
  }
  for (let head = 0; head < heads; head += 1) {
    const kind = (layer * heads + head) % 6;
    for (let query = 0; query < length; query += 1) {
      const at = (head * length + query) * size;
      for (let i = 0; i < size; i += 1) q[at + i] = 0.3 * random.normal();
      const ask = (part: Part, code: ArrayLike<number>, strength: number) => {
        for (let i = 0; i < parts[part][1] - parts[part][0]; i += 1) q[at + parts[part][0] + i] += strength * code[i];
      };
      if (kind === 0) ask('place', placeCode(query - 1), 10);
      if (kind === 1) ask('first', [1, 1], 3 + 2 * random.uniform());
      if (kind === 2) ask('token', codeOf(tokens[query].id), 1.5);
      if (kind === 3) ask('before', codeOf(tokens[query].id), 4);
      if (kind === 4) ask('place', placeCode(query), 1);
      if (kind !== 0) ask('first', [1, 1], 0.8);
    }
  }
  return {
    pattern: patternOf(q, k, heads, keyValueHeads, length),
    q: tensor(q, heads, length),
    k: tensor(k, keyValueHeads, length),
    v: tensor(v, keyValueHeads, length),
    scale: 1 / Math.sqrt(size),
  };
}

function tensor(data: Float32Array, count: number, length: number): Tensor {
  return { shape: [count, length, size], data };
}

function placeCode(place: number): number[] {
  return Array.from({ length: 12 }, (_, i) => {
    const angle = place / 2 ** Math.floor(i / 2);
    return i % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}

/** Softmax of the scaled and masked products, [H, T, T]. */
function patternOf(
  q: Float32Array,
  k: Float32Array,
  heads: number,
  keyValueHeads: number,
  length: number,
): Float32Array {
  const pattern = new Float32Array(heads * length * length);
  for (let head = 0; head < heads; head += 1) {
    const group = Math.floor((head * keyValueHeads) / heads);
    for (let query = 0; query < length; query += 1) {
      const row = new Float64Array(query + 1);
      for (let key = 0; key <= query; key += 1) {
        for (let i = 0; i < size; i += 1) {
          row[key] += q[(head * length + query) * size + i] * k[(group * length + key) * size + i];
        }
        row[key] /= Math.sqrt(size);
      }
      const most = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
      const powers = row.map((score) => Math.exp(score - most));
      const sum = powers.reduce((a, b) => a + b, 0);
      pattern.set(
        powers.map((power) => power / sum),
        (head * length + query) * length,
      );
    }
  }
  return pattern;
}

function statisticsOf(
  layers: readonly AttentionActivations[],
  tokens: readonly TokenSummary[],
  heads: number,
): Record<StatisticName, Float32Array> {
  const length = tokens.length;
  const occurrences = earlierOccurrences(tokens.map(({ id }) => id));
  const all = layers.flatMap(({ pattern }) =>
    Array.from({ length: heads }, (_, head) =>
      headStatistics(pattern.subarray(head * length * length, (head + 1) * length * length), length, occurrences),
    ),
  );
  return Object.fromEntries(
    statisticNames.map((name) => [name, Float32Array.from(all, (values) => values[name])]),
  ) as Record<StatisticName, Float32Array>;
}
