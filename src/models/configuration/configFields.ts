import { UnderhoodError } from '../../errors.ts';

/** A JSON object, as parsed. */
export type Json = Readonly<Record<string, unknown>>;

/** Far above every published model; keeps a hostile configuration from filling the memory before it is found out. */
const largest = 2 ** 24;

/** A whole number of at least 1. Absent (or null): `otherwise`, or an error where there is none. */
export function count(json: Json, field: string, otherwise?: number): number {
  const value = json[field] ?? otherwise;
  if (value === undefined) throw new UnderhoodError('config.missing', { field });
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > largest) {
    throw new UnderhoodError('config.count', { field, value: shown(value), largest });
  }
  return value;
}

/** A number that is above 0 and finite in f32 too, in which it is used. */
export function positive(json: Json, field: string, otherwise?: number): number {
  const value = json[field] ?? otherwise;
  if (value === undefined) throw new UnderhoodError('config.missing', { field });
  if (typeof value !== 'number' || !(Math.fround(value) > 0) || Math.fround(value) === Number.POSITIVE_INFINITY) {
    throw new UnderhoodError('config.positive', { field, value: shown(value) });
  }
  return value;
}

/** True or false. Absent (or null): `otherwise`. */
export function flag(json: Json, field: string, otherwise: boolean): boolean {
  const value = json[field] ?? otherwise;
  if (typeof value !== 'boolean') throw new UnderhoodError('config.flag', { field, value: shown(value) });
  return value;
}

/** One of the keys of `choices`. Absent (or null): `otherwise`, or an error where there is none. */
export function choice<T>(json: Json, field: string, choices: Readonly<Record<string, T>>, otherwise?: string): T {
  const value = json[field] ?? otherwise;
  if (value === undefined) throw new UnderhoodError('config.missing', { field });
  if (typeof value !== 'string' || !Object.hasOwn(choices, value)) {
    throw new UnderhoodError('config.choice', { field, value: shown(value), known: Object.keys(choices).join(', ') });
  }
  return choices[value];
}

/** Throws unless `value` is a whole multiple of `divisor`. */
export function divisible(field: string, value: number, by: string, divisor: number): void {
  if (value % divisor !== 0) throw new UnderhoodError('config.divisible', { field, value, by, divisor });
}

/** Layers beyond this are not a model: GPT-3 has 96, the deepest published ones below 200. */
export function layerCount(json: Json, field: string): number {
  const layers = count(json, field);
  if (layers > 1000) throw new UnderhoodError('config.count', { field, value: layers, largest: 1000 });
  return layers;
}

/** A value of a file as a sentence can hold it: as JSON, cut where it is long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
