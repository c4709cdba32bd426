import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SchemeName } from '../../src/positions/scheme.ts';

/** As test/fixtures/positions/make.py wrote it. */
interface Recorded {
  readonly sinusoid: {
    readonly positions: readonly number[];
    readonly tables: readonly { readonly width: number; readonly table: readonly number[] }[];
  };
  readonly rotary: {
    readonly size: number;
    readonly theta: number;
    readonly positions: readonly number[];
    readonly halves: readonly number[];
    readonly neighbours: readonly number[];
  };
  /** By the number of heads. */
  readonly slopes: Readonly<Record<string, readonly number[]>>;
  readonly plane: {
    readonly rows: number;
    readonly width: number;
    readonly coordinates: readonly number[];
    readonly explained: readonly number[];
  };
  readonly ids: readonly number[];
  /** After which of the tokens the logits are. */
  readonly rows: readonly number[];
  readonly shuffled: readonly number[];
  readonly models: Readonly<Record<SchemeName, Readonly<Record<RecordedRun, readonly number[]>>>>;
}
export type RecordedRun = 'asIs' | 'scaled' | 'without' | 'shuffled' | 'shifted' | 'encoder';

const file = path.join(import.meta.dirname, '../fixtures/positions/positions.json');
export const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded;

/** Numbers that look random, as make.py makes them. */
export function wavy(place: number, count: number, mean = 0, height = 0.4): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => mean + height * Math.sin(0.37 * i * i + place));
}
