import * as v from 'valibot';
import { parseJson } from '../checkpoint/json.ts';
import { headerLength, parseHeader, prefixLength, type SafetensorsHeader } from '../checkpoint/safetensors.ts';
import { UnderhoodError } from '../errors.ts';
import type { Provenance } from '../protocol/taking.ts';
import { kindOf, listOf, type Numbers, packed, unpacked } from './packed.ts';
import { type SavedPageName, savedPageNames, savedPages } from './savedPages.ts';
import { name } from './schemas.ts';

// A `.underhood` file is a file of safetensors: the lists of numbers that a view is drawn from are its tensors, called 0, 1,
// 2 …, and everything else is JSON in the metadatum `underhood`. Whatever reads safetensors can look into it.

/** An answer of the host, and what was asked. */
interface Answered {
  readonly method: string;
  readonly request: unknown;
  readonly answer: unknown;
}

/** All that a view needs to be drawn without its model. */
export interface SavedView {
  readonly page: SavedPageName;
  readonly made: Provenance;
  /** What of the page's state is of the run: what is of the moment and of the window, the host adds. */
  readonly state: object;
  readonly answers: readonly Answered[];
}

/** Bytes. */
export const mostBytes = 256 * 2 ** 20;
const mostHeader = 32 * 2 ** 20;
/** Values and keys of the JSON. */
const mostValues = 2_000_000;
const deepest = 40;
const version = 1;

/** A view as a file, piece by piece. Throws UnderhoodError where it is larger than what is opened again. */
export function* encodeView(view: SavedView): Generator<Uint8Array> {
  const { value, numbers } = packed(view);
  const inOrder = numbers
    .map((list, place) => ({ list, place }))
    .sort((one, other) => other.list.BYTES_PER_ELEMENT - one.list.BYTES_PER_ELEMENT);
  let end = 0;
  const entries = inOrder.map(({ list, place }) => {
    const begin = end;
    end += list.byteLength;
    return [String(place), { dtype: kindOf(list), shape: [list.length], data_offsets: [begin, end] }] as const;
  });
  const metadata = { format: 'pt', underhood: JSON.stringify({ version, ...(value as object) }) };
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries([['__metadata__', metadata], ...entries])));
  const header = new Uint8Array(prefixLength + Math.ceil(json.length / 8) * 8).fill(0x20);
  if (header.length > mostHeader || header.length + end > mostBytes) throw new UnderhoodError('savedView.tooLarge');
  new DataView(header.buffer).setBigUint64(0, BigInt(header.length - prefixLength), true);
  header.set(json, prefixLength);
  yield header;
  for (const { list } of inOrder) yield new Uint8Array(list.buffer, list.byteOffset, list.byteLength);
}

/**
 * Reads such a file, whoever made it, and checks all of it. Every flaw is an UnderhoodError.
 * @param file what to call it in errors
 */
export function decodeView(bytes: Uint8Array, file: string): SavedView {
  if (bytes.length > mostBytes) throw new UnderhoodError('savedView.tooLarge');
  const length = headerLength(bytes.subarray(0, prefixLength), bytes.length, file);
  if (length > mostHeader) throw new UnderhoodError('savedView.tooLarge');
  const header = parseHeader(bytes.subarray(prefixLength, prefixLength + length), bytes.length, file);
  const json = header.metadata.get('underhood');
  if (json === undefined) throw new UnderhoodError('savedView.notOne', { file });
  const parsed = parseJson(json, { depth: deepest, values: mostValues, uniqueKeys: true });
  if (!parsed.ok) throw damaged(parsed.flaw);
  const outer = fitting(numbered, parsed.value);
  if (outer.version !== version) throw new UnderhoodError('savedView.otherVersion', { file, version: outer.version });
  const lists = listsOf(header, bytes);
  const view = fitting(
    envelope,
    unpacked(parsed.value, (place) => lists.get(place)),
  );
  const page = savedPages[view.page];
  const state = fitting(page.state, view.state);
  const answers = view.answers.map(({ method, request, answer }) => {
    const known = Object.hasOwn(page.answers, method) ? page.answers[method] : undefined;
    if (!known) throw damaged(`answers: ${method}`);
    const found = fitting(known.answer, answer);
    if (known.fits?.(found, state) === false) throw damaged(`answers: ${method}`);
    return { method, request: fitting(known.request, request), answer: found };
  });
  return { page: view.page, made: view.made, state, answers };
}

const numbered = v.looseObject({ version: v.number() });
const text = v.pipe(v.string(), v.maxLength(100));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const envelope = v.strictObject({
  version: v.number(),
  page: v.picklist(savedPageNames),
  made: v.strictObject({
    date: v.pipe(v.string(), v.isoTimestamp()),
    version: text,
    weights: v.optional(hash),
    systems: v.optional(v.pipe(v.array(v.strictObject({ name, weights: hash })), v.maxLength(64))),
  }),
  state: v.record(v.string(), v.unknown()),
  answers: v.pipe(
    v.array(v.strictObject({ method: text, request: v.unknown(), answer: v.unknown() })),
    v.maxLength(10_000),
  ),
});

function fitting<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown): Output {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw damaged(`${v.getDotPath(issue) ?? ''}: ${issue.message}`);
}

function damaged(detail: string): UnderhoodError {
  return new UnderhoodError('savedView.damaged', { detail: detail.slice(0, 200) });
}

/** Every tensor that is a list of numbers, by its place. */
function listsOf({ tensors }: SafetensorsHeader, bytes: Uint8Array): ReadonlyMap<number, Numbers> {
  const lists = new Map<number, Numbers>();
  for (const [name, { dtype, shape, offset, length }] of tensors) {
    const place = Number(name);
    const list = listOf(dtype, shape, bytes.subarray(offset, offset + length));
    if (!Number.isSafeInteger(place) || !list) throw damaged(`tensor ${name.slice(0, 20)}`);
    lists.set(place, list);
  }
  return lists;
}
