import { sizeOf } from '../engine/shape.ts';
import { UnderhoodError } from '../errors.ts';

/** Lists of numbers that messages carry, by the name that safetensors has for what they hold. */
const kinds = {
  F32: Float32Array,
  F64: Float64Array,
  U8: Uint8Array,
  U32: Uint32Array,
  I32: Int32Array,
} as const;
type KindName = keyof typeof kinds;
export type Numbers = InstanceType<(typeof kinds)[KindName]>;

/** A value of which the lists of numbers lie apart: JSON holds a place in their stead. */
interface Packed {
  readonly value: unknown;
  readonly numbers: readonly Numbers[];
}

/** Takes the lists of numbers out of a message, and writes what JSON has no number for as text. */
export function packed(message: unknown): Packed {
  const numbers: Numbers[] = [];
  const places = new Map<Numbers, number>();
  const pack = (value: unknown): unknown => {
    if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(pack);
    if (kindOf(value)) {
      const list = value as Numbers;
      const place = places.get(list) ?? numbers.push(list) - 1;
      places.set(list, place);
      return { $list: place };
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, pack(inner)]));
  };
  return { value: pack(message), numbers };
}

/** Puts lists of numbers back. Throws UnderhoodError where there is no such list. */
export function unpacked(value: unknown, listAt: (place: number) => Numbers | undefined): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => unpacked(inner, listAt));
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first[0] === '$number') return Number(first[1]);
  if (entries.length === 1 && first[0] === '$list') {
    const list = typeof first[1] === 'number' ? listAt(first[1]) : undefined;
    if (!list) throw new UnderhoodError('savedView.damaged', { detail: `list ${String(first[1]).slice(0, 20)}` });
    return list;
  }
  return Object.fromEntries(entries.map(([key, inner]) => [key, unpacked(inner, listAt)]));
}

/** The name of a list's kind; undefined for anything that is no such list. */
export function kindOf(value: object): KindName | undefined {
  return (Object.keys(kinds) as KindName[]).find((name) => value instanceof kinds[name]);
}

/** A list of numbers from the bytes of a file, which are copied: those of a list must begin at a multiple of its size. */
export function listOf(dtype: string, shape: readonly number[], bytes: Uint8Array): Numbers | undefined {
  if (!Object.hasOwn(kinds, dtype)) return undefined;
  const copy = Uint8Array.from(bytes);
  const list = new kinds[dtype as KindName](copy.buffer);
  return list.length === sizeOf(shape) ? list : undefined;
}
