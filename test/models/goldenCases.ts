import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseHeader } from '../../src/checkpoint/safetensors.ts';

/** Where make.sh left the cases that transformers computed. */
export const goldenFolder = path.join(import.meta.dirname, '../fixtures/golden');

export interface Reference {
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

export interface GoldenCase {
  readonly name: string;
  readonly folder: string;
  readonly ids: readonly number[];
  /** `ids`, continued greedily. */
  readonly greedy: readonly number[];
  /** By golden.py's names: logits, hidden.L, attention.L, q.L, k.L, v.L. */
  readonly tensors: ReadonlyMap<string, Reference>;
}

export function goldenCases(): GoldenCase[] {
  return readdirSync(goldenFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readCase(name));
}

function readCase(name: string): GoldenCase {
  const folder = path.join(goldenFolder, name);
  const tensors = readTensors(path.join(folder, 'golden.safetensors'));
  const numbers = (key: string) => Array.from(tensors.get(key)!.data, Number);
  return { name, folder, ids: numbers('ids'), greedy: numbers('greedy'), tensors };
}

/** All F32 and I64 tensors of a safetensors file. */
export function readTensors(file: string): Map<string, Reference> {
  const bytes = readFileSync(file);
  const header = bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0)));
  return new Map(
    [...parseHeader(header, bytes.length, file).tensors].map(([name, { dtype, shape, offset, length }]) => {
      const { buffer } = new Uint8Array(bytes.subarray(offset, offset + length));
      return [name, { shape, data: dtype === 'I64' ? new BigInt64Array(buffer) : new Float32Array(buffer) }];
    }),
  );
}

/** The largest difference, relative to max(1, |reference|). Infinite where sizes differ or a number is not one. */
export function distance(actual: ArrayLike<number>, reference: ArrayLike<number>): number {
  if (actual.length !== reference.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < reference.length; i++) {
    const difference = Math.abs(actual[i] - reference[i]) / Math.max(1, Math.abs(reference[i]));
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return largest;
}

export function argmax(numbers: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < numbers.length; i++) if (numbers[i] > numbers[best]) best = i;
  return best;
}
