import * as fc from 'fast-check';

/** Bytes to worse bytes. */
export type Mutation = (bytes: Uint8Array) => Uint8Array;

/** A place in the file, from 0 to 1. Not fc.double: most doubles are tiny, and would all mean the first byte. */
const place = fc.nat(9999).map((n) => n / 10_000);
const at = (fraction: number, length: number) => Math.floor(fraction * length);

/** What a hostile or broken JSON value may look like, as text. */
const oddJson = fc.constantFrom(
  ...['null', 'true', '{}', '[]', '""', '"F32"', '"F8_E4M3"', '"?"', '"../x"', '"__proto__"', '"\\ud800"', '"\\u0000"'],
  ...['0', '-0', '-1', '1', '2', '4', '0.5', '1e3', '1e400', '-1e400', '4294967296', '9007199254740991'],
  ...['9007199254740992', '18446744073709551615', '1e-400', 'NaN', '00', '[[[[]]]]', '[1,[2]]', '{"a":{"b":{"c":1}}}'],
  ...['['.repeat(2000), '{"a":'.repeat(2000), '"'.padEnd(3000, 'x'), '[0,0]', '[0,4]', '[4,0]', ',', ':', ''],
);

const splice = (bytes: Uint8Array, start: number, end: number, middle: Uint8Array) =>
  new Uint8Array(Buffer.concat([bytes.subarray(0, start), middle, bytes.subarray(end)]));

const flipBit: fc.Arbitrary<Mutation> = fc.tuple(place, fc.nat(7)).map(([where, bit]) => (bytes) => {
  const flipped = Uint8Array.from(bytes);
  if (flipped.length > 0) flipped[at(where, flipped.length)] ^= 1 << bit;
  return flipped;
});

const setByte: fc.Arbitrary<Mutation> = fc
  .tuple(place, fc.constantFrom(...Buffer.from('{}[]",:\\ 0-1e9\0\x7f\xff', 'latin1')))
  .map(([where, value]) => (bytes) => {
    const changed = Uint8Array.from(bytes);
    if (changed.length > 0) changed[at(where, changed.length)] = value;
    return changed;
  });

const truncate: fc.Arbitrary<Mutation> = place.map((where) => (bytes) => bytes.slice(0, at(where, bytes.length)));

const extend: fc.Arbitrary<Mutation> = fc
  .uint8Array({ minLength: 1, maxLength: 20 })
  .map((more) => (bytes) => splice(bytes, bytes.length, bytes.length, more));

/** Removes, repeats or moves a stretch. */
const rearrange: fc.Arbitrary<Mutation> = fc.tuple(place, place, place).map(([a, b, c]) => (bytes) => {
  const [start, end] = [at(a, bytes.length), at(b, bytes.length)].sort((x, y) => x - y);
  const target = at(c, bytes.length);
  return splice(bytes, target, target, bytes.subarray(start, end));
});
const remove: fc.Arbitrary<Mutation> = fc.tuple(place, place).map(([a, b]) => (bytes) => {
  const start = at(a, bytes.length);
  return splice(bytes, start, Math.min(bytes.length, start + at(b, 30)), new Uint8Array());
});

/** Puts something else in the place of one stretch of the file that looks like `pattern`. */
function replaceOne(pattern: RegExp, where: number, change: (found: string) => string): Mutation {
  return (bytes) => {
    const found = [...Buffer.from(bytes).toString('latin1').matchAll(pattern)];
    const one = found[at(where, found.length)];
    if (!one) return bytes;
    return splice(bytes, one.index, one.index + one[0].length, Buffer.from(change(one[0]), 'latin1'));
  };
}

/** An odd value instead of a number, text or list. */
const replaceValue = fc
  .tuple(place, oddJson)
  .map(([where, odd]) => replaceOne(/-?\d+(\.\d+)?|"[^"]*"|\[[^[\]]*\]/g, where, () => odd));

/** A number a little off: shapes and offsets that do not fit. */
const nudgeNumber = fc
  .tuple(place, fc.integer({ min: -9, max: 9 }))
  .map(([where, delta]) => replaceOne(/\d+/g, where, (digits) => `${Number(digits) + delta}`));

/** One text or list instead of another of its kind: names given twice, precisions exchanged, ranges that overlap. */
const exchange = fc.tuple(place, place, fc.constantFrom(/"[^"]*"/g, /\[[^[\]]*\]/g)).map(
  ([where, from, pattern]): Mutation =>
    (bytes) => {
      const all = Buffer.from(bytes).toString('latin1').match(pattern) ?? [];
      return replaceOne(pattern, where, () => all[at(from, all.length)])(bytes);
    },
);

/** One to four changes to any file that holds JSON, or one that mostly leaves it valid JSON. */
export const jsonMutation: fc.Arbitrary<Mutation> = fc.oneof(
  replaceValue,
  nudgeNumber,
  exchange,
  fc
    .array(fc.oneof(flipBit, setByte, truncate, extend, rearrange, remove, replaceValue), {
      minLength: 1,
      maxLength: 4,
    })
    .map(
      (mutations): Mutation =>
        (bytes) =>
          mutations.reduce((changed, mutate) => mutate(changed), bytes),
    ),
);

/** One to four changes to any file at all. */
export const bytesMutation: fc.Arbitrary<Mutation> = fc
  .array(fc.oneof(flipBit, setByte, truncate, extend, rearrange, remove), { minLength: 1, maxLength: 4 })
  .map(
    (mutations): Mutation =>
      (bytes) =>
        mutations.reduce((changed, mutate) => mutate(changed), bytes),
  );

const oddLength = fc.oneof(
  fc.nat(200).map(BigInt),
  fc.constantFrom(2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n, 100_000_000n, 100_000_001n),
);

/** The same for a safetensors file: its header alone (with a length that fits it), its length alone, or any byte. */
export const safetensorsMutation: fc.Arbitrary<Mutation> = fc.oneof(
  jsonMutation,
  oddLength.map(
    (length): Mutation =>
      (bytes) =>
        splice(bytes, 0, 8, lengthPrefix(length)),
  ),
  {
    weight: 5,
    arbitrary: jsonMutation.map(
      (mutate): Mutation =>
        (bytes) => {
          if (bytes.length < 8) return mutate(bytes); // One before this has cut its length off.
          const end = 8 + Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
          const header = mutate(bytes.subarray(8, end));
          return Uint8Array.of(...lengthPrefix(BigInt(header.length)), ...header, ...bytes.subarray(end));
        },
    ),
  },
);

function lengthPrefix(length: bigint): Uint8Array {
  return new Uint8Array(BigUint64Array.of(length).buffer);
}
