import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type FilterOrder, filterOrders, type SamplingSettings } from '../../src/protocol/reading.ts';

/** Logits, settings, and what transformers' logits processors make of them in float64, by id. */
interface TransformersCase {
  readonly logits: Float32Array;
  readonly settings: SamplingSettings;
  readonly expected: Float32Array;
}

/** The cases that test/fixtures/sampling/make.py computed, drawn again by the same generator. */
export function transformersCases(): TransformersCase[] {
  const bytes = gunzipSync(readFileSync(path.join(import.meta.dirname, '../fixtures/sampling/expected.f32.gz')));
  const expected = new Float32Array(new Uint8Array(bytes).buffer);
  const below = generator(20240229);
  const cases: TransformersCase[] = [];
  for (let start = 0; start < expected.length; ) {
    const { logits, settings } = draw(below);
    cases.push({ logits, settings, expected: expected.subarray(start, start + logits.length) });
    start += logits.length;
  }
  return cases;
}

/** Whole numbers in [0, limit), limit ≤ 2²⁴: the upper bits of Numerical Recipes' generator. */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return Math.floor(((state >>> 8) * limit) / 2 ** 24);
  };
}

/** In the order of make.py's `case`, number by number. */
function draw(below: (limit: number) => number) {
  const size = 1 + Math.floor((below(60) * below(60)) / 59);
  const hasTies = below(2) === 0;
  const logits = new Float32Array(size);
  for (let id = 0; id < size; id++) {
    const isImpossible = below(16) === 0 && id > 0;
    const logit = hasTies ? below(64) / 4 - 8 : below(2 ** 24) / 2 ** 20 - 8;
    logits[id] = isImpossible ? Number.NEGATIVE_INFINITY : logit;
  }
  const temperature = below(4) === 0 ? 1 : (5 * (1 + below(1024))) / 1024;
  const topK = below(2) === 0 ? 0 : 1 + below(size);
  const topP = below(2) === 0 ? 1 : (1 + 2 * below(1024)) / 2048;
  const minP = below(2) === 0 ? 0 : (1 + 2 * below(1024)) / 2048 / 2 ** below(6);
  const order: FilterOrder = filterOrders[below(2)];
  return { logits, settings: { temperature, topK, topP, minP, order, seed: 0 } };
}
