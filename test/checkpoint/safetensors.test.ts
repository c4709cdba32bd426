import assert from 'node:assert/strict';
import { encodeSafetensors, headerLength, prefixLength, printable } from '../../src/checkpoint/safetensors.ts';
import { throwsCode } from './rejection.ts';
import { assemble, concatenate, decodeSafetensors, headerOf } from './safetensorsFile.ts';

const entry = (dtype: unknown, shape: unknown, offsets: unknown) => ({ dtype, shape, data_offsets: offsets });

describe('headerLength', () => {
  const prefix = (length: bigint) => new Uint8Array(BigUint64Array.of(length).buffer);

  it('reads a little-endian 64-bit number', () => {
    assert.equal(headerLength(prefix(0x0102n), 1000, 'm'), 0x0102);
    assert.equal(headerLength(prefix(100_000_000n), 200_000_000, 'm'), 100_000_000);
  });

  it('refuses a file without room for it', () => {
    for (const size of [0, 1, 7]) {
      throwsCode(() => headerLength(new Uint8Array(size), size, 'm'), 'checkpoint.headerMissing', { file: 'm', size });
    }
  });

  it('refuses lengths beyond the limit, up to the largest', () => {
    for (const length of [100_000_001n, 2n ** 32n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n]) {
      const parameters = { file: 'm', length: length.toString() };
      throwsCode(() => headerLength(prefix(length), 2 ** 50, 'm'), 'checkpoint.headerTooLong', parameters);
    }
  });

  it('refuses lengths beyond the end of the file', () => {
    assert.equal(headerLength(prefix(92n), 100, 'm'), 92);
    throwsCode(() => headerLength(prefix(93n), 100, 'm'), 'checkpoint.headerCutShort', { length: 93, size: 100 });
  });

  it('knows a Git LFS pointer', () => {
    const pointer = new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\n');
    throwsCode(() => headerLength(pointer.subarray(0, 8), 130, 'm'), 'checkpoint.gitLfsPointer', { file: 'm' });
  });
});

describe('parseHeader', () => {
  const refuses = (header: string | Uint8Array | object, dataLength: number, ...[code, parameters]: Refusal) =>
    throwsCode(() => headerOf(assemble(header, dataLength)), code, { file: 'model.safetensors', ...parameters });
  type Refusal = [Parameters<typeof throwsCode>[1], Parameters<typeof throwsCode>[2]?];

  it('gives every tensor its place in the file, in whatever order they are named', () => {
    const bytes = assemble(
      {
        second: entry('F16', [3], [24, 30]),
        __metadata__: { format: 'pt' },
        first: entry('F32', [2, 3], [0, 24]),
        scalar: entry('BF16', [], [30, 32]),
        empty: entry('F32', [4, 0], [24, 24]),
      },
      32,
    );
    const { tensors, metadata } = headerOf(bytes);
    const start = bytes.length - 32;
    assert.deepEqual(metadata, new Map([['format', 'pt']]));
    assert.deepEqual(Object.fromEntries(tensors), {
      second: { dtype: 'F16', shape: [3], offset: start + 24, length: 6 },
      first: { dtype: 'F32', shape: [2, 3], offset: start, length: 24 },
      scalar: { dtype: 'BF16', shape: [], offset: start + 30, length: 2 },
      empty: { dtype: 'F32', shape: [4, 0], offset: start + 24, length: 0 },
    });
  });

  it('takes a header padded with spaces, and one without tensors', () => {
    assert.equal(headerOf(assemble('{}   ', 0)).tensors.size, 0);
  });

  it('lists tensors of every known precision, and of unknown ones', () => {
    const sizes = { F4: 0.5, F6_E2M3: 0.75, BOOL: 1, F8_E4M3: 1, U16: 2, BF16: 2, I32: 4, F64: 8, C64: 8, Q9_Z: 5 };
    for (const [dtype, size] of Object.entries(sizes)) {
      const { tensors } = headerOf(assemble({ t: entry(dtype, [8], [0, 8 * size]) }, 8 * size));
      assert.equal(tensors.get('t')?.dtype, dtype);
    }
    refuses({ t: entry('F4', [3], [0, 2]) }, 2, 'checkpoint.wrongLength', { expected: 1.5, length: 2 });
  });

  it('refuses what is not UTF-8', () => {
    refuses(Uint8Array.of(0x7b, 0xff, 0x7d), 0, 'checkpoint.headerNotText');
    refuses(Uint8Array.of(0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x7d), 0, 'checkpoint.headerNotText');
  });

  it('refuses what is not a JSON object', () => {
    for (const header of ['', ' ', '[]', 'null', '"{}"', '7', '{', '{"a":}', '{}x', ' {}', '\ufeff{}', '{"a":NaN}']) {
      refuses(header, 0, 'checkpoint.headerNotJson');
    }
  });

  it('refuses deep nesting and endless lists', () => {
    refuses('{"a":{"shape":[[1]]}}', 0, 'checkpoint.headerTooDeep');
    refuses(`{"a":${'['.repeat(1e6)}`, 0, 'checkpoint.headerTooDeep');
    refuses(`{"a":{"shape":[${'1,'.repeat(3e6)}1]}}`, 0, 'checkpoint.headerTooMany');
  });

  it('refuses a name given twice', () => {
    const t = JSON.stringify(entry('F32', [1], [0, 4]));
    refuses(`{"a":${t},"a":${t}}`, 4, 'checkpoint.headerDuplicate', { name: 'a' });
    refuses(`{"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}`, 4, 'checkpoint.headerDuplicate');
    refuses('{"__metadata__":{"k":"1","k":"2"}}', 0, 'checkpoint.headerDuplicate', { name: 'k' });
  });

  it('refuses metadata that is not text', () => {
    for (const metadata of [null, 'text', [], { a: 1 }, { a: {} }, { a: null }]) {
      refuses({ __metadata__: metadata }, 0, 'checkpoint.badMetadata');
    }
  });

  it('refuses entries without dtype, shape or offsets', () => {
    const whole = entry('F32', [1], [0, 4]);
    for (const key of Object.keys(whole)) {
      for (const value of [undefined, null, 7, {}, ...(key === 'dtype' ? [[]] : ['text'])]) {
        refuses({ t: { ...whole, [key]: value } }, 4, 'checkpoint.badEntry', { tensor: 't' });
      }
    }
    for (const value of [null, 7, 'F32', []]) refuses({ t: value }, 4, 'checkpoint.badEntry', { tensor: 't' });
    refuses(String.raw`{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 4, 'checkpoint.badEntry');
  });

  it('refuses impossible shapes', () => {
    for (const dim of [-1, 0.5, 2 ** 53, 1e300, '1', null, true]) {
      refuses({ t: entry('F32', [1, dim], [0, 4]) }, 4, 'checkpoint.badShape', { tensor: 't' });
    }
    refuses({ t: entry('F32', Array(65).fill(1), [0, 4]) }, 4, 'checkpoint.badShape');
  });

  it('refuses impossible offsets', () => {
    for (const offsets of [[], [0], [0, 2, 4], [-4, 0], [0, -4], [0, 3.5], [0, '4'], [null, 4], [4, 0], [0, 2 ** 53]]) {
      refuses({ t: entry('F32', [1], offsets) }, 4, 'checkpoint.badOffsets', { tensor: 't' });
    }
  });

  it('refuses tensors beyond the end of the file', () => {
    const header = { t: entry('F32', [2], [0, 8]) };
    const size = assemble(header, 7).length;
    refuses(header, 7, 'checkpoint.tensorCutShort', { tensor: 't', end: size + 1, size });
    refuses({ t: entry('F32', [1], [2 ** 52, 2 ** 52 + 4]) }, 4, 'checkpoint.tensorCutShort');
    refuses({ t: entry('F32', [1], [0, Number.MAX_SAFE_INTEGER]) }, 4, 'checkpoint.tensorCutShort');
  });

  it('refuses shapes whose product no file could hold', () => {
    for (const shape of [[2 ** 27, 2 ** 27], [2 ** 52, 2 ** 52, 0], Array(64).fill(2 ** 52)]) {
      refuses({ t: entry('F32', shape, [0, 4]) }, 4, 'checkpoint.tensorTooLarge', { tensor: 't' });
    }
  });

  it('refuses byte ranges that do not fit shape and precision', () => {
    const parameters = { tensor: 't', dtype: 'F32', shape: '2, 3', expected: 24, length: 20 };
    refuses({ t: entry('F32', [2, 3], [0, 20]) }, 20, 'checkpoint.wrongLength', parameters);
    refuses({ t: entry('F32', [0], [0, 4]) }, 4, 'checkpoint.wrongLength');
    refuses({ t: entry('F32', [], [0, 8]) }, 8, 'checkpoint.wrongLength');
  });

  it('refuses overlaps', () => {
    const a = entry('F32', [2], [0, 8]);
    const both = { tensor: 'b', other: 'a' };
    refuses({ a, b: entry('F32', [2], [4, 12]) }, 12, 'checkpoint.overlap', both);
    refuses({ b: a, a }, 8, 'checkpoint.overlap');
    refuses({ a, b: entry('F32', [1], [4, 8]) }, 8, 'checkpoint.overlap', both);
    refuses({ a, b: entry('F32', [0], [4, 4]) }, 8, 'checkpoint.overlap', both);
  });

  it('refuses holes, at the start, in the middle and at the end', () => {
    const a = entry('F32', [1], [0, 4]);
    const startOf = (header: object) => assemble(header, 0).length;
    for (const [header, dataLength, begin, end] of [
      [{ b: entry('F32', [1], [4, 8]) }, 8, 0, 4],
      [{ a, b: entry('F32', [1], [8, 12]) }, 12, 4, 8],
      [{ a }, 9, 4, 9],
      [{}, 1, 0, 1],
    ] as const) {
      const start = startOf(header);
      refuses(header, dataLength, 'checkpoint.hole', { begin: start + begin, end: start + end });
    }
  });

  it('reads names such as __proto__ as ordinary names', () => {
    const t = (at: number) => JSON.stringify(entry('F32', [1], [at, at + 4]));
    const { tensors } = headerOf(assemble(`{"__proto__":${t(0)},"constructor":${t(4)},"":${t(8)},"7":${t(12)}}`, 16));
    assert.deepEqual([...tensors.keys()].sort(), ['', '7', '__proto__', 'constructor']);
    assert.equal(({} as { dtype?: string }).dtype, undefined);
    const { metadata } = headerOf(assemble('{"__metadata__":{"__proto__":"x"}}', 0));
    assert.deepEqual([...metadata], [['__proto__', 'x']]);
    refuses(
      '{"__proto__":{"__proto__":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}}',
      4,
      'checkpoint.headerTooDeep',
    );
    refuses('{"t":{"__proto__":{"dtype":"F32"},"shape":[]}}', 4, 'checkpoint.badEntry');
  });

  it('names a tensor in a sentence without letting its name break the sentence', () => {
    const name = `a\u0000\u202e\n${'x'.repeat(500)}`;
    refuses({ [name]: 7 }, 0, 'checkpoint.badEntry', { tensor: `a\ufffd\ufffd\ufffd${'x'.repeat(96)}…` });
    assert.equal(printable('transformer.h.0.attn.c_attn.weight'), 'transformer.h.0.attn.c_attn.weight');
    assert.equal(printable('中文😀'), '中文😀');
  });

  it('reads the largest header that it accepts in bounded time', () => {
    const start = process.cpuUsage();
    const entries = Array.from({ length: 150_000 }, (_, n) => [
      `layer.${n}`,
      entry('F32', [1, 1, 1], [n * 4, n * 4 + 4]),
    ]);
    const header = JSON.stringify(Object.fromEntries(entries));
    assert.equal(headerOf(assemble(header, 600_000)).tensors.size, 150_000);
    refuses(`{"a":"${'x'.repeat(99_000_000)}"}`, 0, 'checkpoint.badEntry');
    assert.ok(process.cpuUsage(start).user < 20e6, 'microseconds of processor time');
  }).timeout(60_000);
});

describe('encodeSafetensors', () => {
  const shape = [2, 2];
  const tensors = {
    half: { dtype: 'f16', shape, data: Float32Array.of(1, -2, 0.1, 70000) },
    ids: { dtype: 'i64', shape: [3], data: BigInt64Array.of(1n, -1n, 2n ** 62n) },
    full: { dtype: 'f32', shape, data: Float32Array.of(1, -2, 0.1, Number.NaN) },
    empty: { dtype: 'f32', shape: [0, 7], data: new Float32Array(0) },
    scalar: { dtype: 'f32', shape: [], data: Float32Array.of(3) },
    __proto__x: { dtype: 'f32', shape: [1], data: Float32Array.of(9) },
  } as const;

  it('is read back as it was written', () => {
    const decoded = decodeSafetensors(concatenate(encodeSafetensors(tensors)));
    assert.deepEqual(decoded.get('full'), { shape, data: tensors.full.data });
    assert.deepEqual(decoded.get('ids'), { shape: [3], data: tensors.ids.data });
    assert.deepEqual(decoded.get('scalar')?.shape, []);
    assert.deepEqual(decoded.get('empty'), { shape: [0, 7], data: new Float32Array(0) });
    const half = Float32Array.of(1, -2, 0.0999755859375, Number.POSITIVE_INFINITY);
    assert.deepEqual(decoded.get('half'), { shape, data: half });
    assert.equal(decoded.size, 6);
  });

  it('aligns the data, and every tensor to its element', () => {
    for (const length of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const bytes = concatenate(encodeSafetensors(tensors, { note: 'n'.repeat(length) }));
      assert.equal(headerLength(bytes.subarray(0, 8), bytes.length, 'm') % 8, 0);
      for (const { dtype, offset } of headerOf(bytes).tensors.values()) {
        assert.equal(offset % { F16: 2, F32: 4, I64: 8 }[dtype]!, 0);
      }
    }
  });

  it('writes metadata, the format that transformers asks for where none is given', () => {
    assert.deepEqual(headerOf(concatenate(encodeSafetensors({}))).metadata, new Map([['format', 'pt']]));
    const bytes = concatenate(encodeSafetensors({}, { 说明: '"\n' }));
    assert.deepEqual(headerOf(bytes).metadata, new Map([['说明', '"\n']]));
    assert.equal(bytes[prefixLength], '{'.charCodeAt(0));
  });

  it('writes a tensor named __proto__', () => {
    const odd = Object.fromEntries([['__proto__', tensors.scalar]]);
    assert.deepEqual([...headerOf(concatenate(encodeSafetensors(odd))).tensors.keys()], ['__proto__']);
  });

  it('writes a part of a larger array, and only that', () => {
    const data = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
    const decoded = decodeSafetensors(concatenate(encodeSafetensors({ t: { dtype: 'f32', shape: [2], data } })));
    assert.deepEqual(decoded.get('t')?.data, Float32Array.of(2, 3));
  });

  it('refuses shapes that do not fit, and the reserved name', () => {
    const data = new Float32Array(3);
    assert.throws(() => [...encodeSafetensors({ t: { dtype: 'f32', shape: [2], data } })], /is not 3 numbers/);
    assert.throws(() => [...encodeSafetensors({ __metadata__: { dtype: 'f32', shape: [3], data } })], /__metadata__/);
  });
});
