// The safetensors format: 8 bytes with the length of the header (little endian), the header in JSON, and the tensors'
// bytes, which the header's entries cover without overlap or hole. https://github.com/huggingface/safetensors#format

import { sizeOf } from '../engine/shape.ts';
import { UnderhoodError } from '../errors.ts';
import { toHalf } from './halfPrecision.ts';
import { isObject, parseJson } from './json.ts';

/** Bytes before the header. */
export const prefixLength = 8;
/** The limit of the reference implementation. */
const maximumHeaderLength = 100_000_000;
/** A header's limit in values; the largest known single file has some 10,000 tensors of about 10 values each. */
const maximumValues = 2_000_000;
const maximumRank = 64;

/** Bits per element. */
const dtypeBits: ReadonlyMap<string, number> = new Map([
  ...['F4'].map((name) => [name, 4] as const),
  ...['F6_E2M3', 'F6_E3M2'].map((name) => [name, 6] as const),
  ...['BOOL', 'U8', 'I8', 'F8_E4M3', 'F8_E5M2', 'F8_E8M0', 'F8_E4M3FNUZ', 'F8_E5M2FNUZ'].map(
    (name) => [name, 8] as const,
  ),
  ...['U16', 'I16', 'F16', 'BF16'].map((name) => [name, 16] as const),
  ...['U32', 'I32', 'F32'].map((name) => [name, 32] as const),
  ...['U64', 'I64', 'F64', 'C64'].map((name) => [name, 64] as const),
]);

interface HeaderEntry {
  /** As the file spells it: `F32`, `BF16`, `BOOL`… possibly one that is not known here. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** First byte, counted from the start of the file. */
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

export interface SafetensorsHeader {
  readonly tensors: ReadonlyMap<string, HeaderEntry>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** A tensor to be written; `f16` is rounded from f32 on the way. */
export type WritableTensor =
  | { readonly dtype: 'f32' | 'f16'; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly dtype: 'i64'; readonly shape: readonly number[]; readonly data: BigInt64Array };
export type WritableTensors = Readonly<Record<string, WritableTensor>>;

/**
 * The length of the header, in bytes.
 * @param prefix the file's first bytes: 8, or fewer where the file is shorter
 * @param fileSize in bytes
 * @param file what to call the file in errors
 */
export function headerLength(prefix: Uint8Array, fileSize: number, file: string): number {
  if (prefix.length < prefixLength) throw new UnderhoodError('checkpoint.headerMissing', { file, size: fileSize });
  if (new TextDecoder().decode(prefix) === 'version ') throw new UnderhoodError('checkpoint.gitLfsPointer', { file });
  const length = new DataView(prefix.buffer, prefix.byteOffset, prefixLength).getBigUint64(0, true);
  if (length > maximumHeaderLength) {
    const parameters = { file, length: length.toString(), limit: maximumHeaderLength };
    throw new UnderhoodError('checkpoint.headerTooLong', parameters);
  }
  if (prefixLength + Number(length) > fileSize) {
    throw new UnderhoodError('checkpoint.headerCutShort', { file, length: Number(length), size: fileSize });
  }
  return Number(length);
}

/**
 * Reads a header and checks all that it says against the size of the file. Every flaw is an UnderhoodError.
 * @param header the bytes after the prefix, exactly headerLength of them
 * @param fileSize in bytes
 * @param file what to call the file in errors
 */
export function parseHeader(header: Uint8Array, fileSize: number, file: string): SafetensorsHeader {
  const dataStart = prefixLength + header.length;
  const tensors = new Map<string, HeaderEntry>();
  let metadata: ReadonlyMap<string, string> = new Map();
  for (const [name, value] of Object.entries(headerObject(header, file))) {
    if (name === '__metadata__') metadata = parseMetadata(value, file);
    else tensors.set(name, parseEntry(name, value, dataStart, fileSize, file));
  }
  checkCoverage(tensors, dataStart, fileSize, file);
  return { tensors, metadata };
}

/**
 * A safetensors file, piece by piece: the header, then each tensor. Laid out as the reference implementation does, so
 * that every tensor is aligned to its element: header padded to 8 bytes, wide elements first.
 * The pieces share memory with the tensors. Transformers insists on the metadata `format`.
 */
export function* encodeSafetensors(
  tensors: WritableTensors,
  metadata: Readonly<Record<string, string>> = { format: 'pt' },
): Generator<Uint8Array> {
  const inOrder = Object.entries(tensors).sort(([, a], [, b]) => elementBytes[b.dtype] - elementBytes[a.dtype]);
  let end = 0;
  const entries = inOrder.map(([name, { dtype, shape, data }]) => {
    if (name === '__metadata__') throw new Error('__metadata__ cannot be the name of a tensor');
    if (sizeOf(shape) !== data.length) throw new Error(`${name}: [${shape.join(', ')}] is not ${data.length} numbers`);
    const begin = end;
    end += data.length * elementBytes[dtype];
    return [name, { dtype: dtype.toUpperCase(), shape, data_offsets: [begin, end] }] as const;
  });
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries([['__metadata__', metadata], ...entries])));
  const header = new Uint8Array(prefixLength + Math.ceil(json.length / 8) * 8).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(header.length - prefixLength), true);
  header.set(json, prefixLength);
  yield header;
  for (const [, { dtype, data }] of inOrder) {
    const stored = dtype === 'f16' ? toHalf(data) : data;
    yield new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
  }
}

const elementBytes = { f16: 2, f32: 4, i64: 8 } as const;

/** A name as it may stand in a sentence: of bearable length and without control characters, whoever made it up. */
export function printable(name: string): string {
  const characters = Array.from(name.slice(0, 200).replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\ufffd'));
  return characters.length > 100 ? `${characters.slice(0, 100).join('')}…` : characters.join('');
}

function headerObject(header: Uint8Array, file: string): Readonly<Record<string, unknown>> {
  const text = decodeUtf8(header, file);
  // Deepest is { tensor: { shape: [ … ] } }.
  const parsed = parseJson(text, { depth: 3, values: maximumValues, uniqueKeys: true });
  if (parsed.ok) {
    if (text.startsWith('{') && isObject(parsed.value)) return parsed.value;
    throw new UnderhoodError('checkpoint.headerNotJson', { file });
  }
  switch (parsed.flaw) {
    case 'syntax':
      throw new UnderhoodError('checkpoint.headerNotJson', { file });
    case 'depth':
      throw new UnderhoodError('checkpoint.headerTooDeep', { file });
    case 'values':
      throw new UnderhoodError('checkpoint.headerTooMany', { file, limit: maximumValues });
    case 'duplicate':
      throw new UnderhoodError('checkpoint.headerDuplicate', { file, name: printable(parsed.key) });
  }
}

function decodeUtf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UnderhoodError('checkpoint.headerNotText', { file });
  }
}

function parseMetadata(value: unknown, file: string): ReadonlyMap<string, string> {
  const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';
  const entries = isObject(value) ? Object.entries(value) : undefined;
  if (!entries?.every(isText)) throw new UnderhoodError('checkpoint.badMetadata', { file });
  return new Map(entries);
}

function parseEntry(name: string, value: unknown, dataStart: number, fileSize: number, file: string): HeaderEntry {
  const where = { file, tensor: printable(name) };
  if (!isObject(value) || typeof value.dtype !== 'string') throw new UnderhoodError('checkpoint.badEntry', where);
  const { dtype, shape, data_offsets: offsets } = value;
  // The name goes on into ONNX files, as UTF-8: it cannot hold half a character.
  if (/\p{Cs}/u.test(name) || !Array.isArray(shape) || !Array.isArray(offsets)) {
    throw new UnderhoodError('checkpoint.badEntry', where);
  }
  if (shape.length > maximumRank || !shape.every(isCount)) {
    throw new UnderhoodError('checkpoint.badShape', { ...where, limit: maximumRank });
  }
  if (offsets.length !== 2 || !offsets.every(isCount) || offsets[0] > offsets[1]) {
    throw new UnderhoodError('checkpoint.badOffsets', where);
  }
  const [begin, end] = offsets;
  if (dataStart + end > fileSize) {
    throw new UnderhoodError('checkpoint.tensorCutShort', { ...where, end: dataStart + end, size: fileSize });
  }
  const bits = dtypeBits.get(dtype);
  const entry: HeaderEntry = { dtype: printable(dtype), shape, offset: dataStart + begin, length: end - begin };
  if (bits !== undefined) checkLength(entry, bits, where);
  return entry;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function checkLength(entry: HeaderEntry, bits: number, where: { file: string; tensor: string }): void {
  const shape = entry.shape.join(', ');
  let total = bits;
  for (const dim of entry.shape) {
    total *= dim;
    if (!Number.isSafeInteger(total)) throw new UnderhoodError('checkpoint.tensorTooLarge', { ...where, shape });
  }
  if (total !== entry.length * 8) {
    const { dtype, length } = entry;
    throw new UnderhoodError('checkpoint.wrongLength', { ...where, dtype, shape, expected: total / 8, length });
  }
}

/** The entries must cover the bytes from `dataStart` to the end of the file, each byte once. */
function checkCoverage(
  tensors: ReadonlyMap<string, HeaderEntry>,
  dataStart: number,
  fileSize: number,
  file: string,
): void {
  const inOrder = [...tensors].sort(([, a], [, b]) => a.offset - b.offset || a.length - b.length);
  let covered = dataStart;
  let previous = '';
  for (const [name, { offset, length }] of inOrder) {
    if (offset < covered) {
      throw new UnderhoodError('checkpoint.overlap', { file, other: printable(previous), tensor: printable(name) });
    }
    if (offset > covered) throw new UnderhoodError('checkpoint.hole', { file, begin: covered, end: offset });
    covered = offset + length;
    previous = name;
  }
  if (covered < fileSize) throw new UnderhoodError('checkpoint.hole', { file, begin: covered, end: fileSize });
}
