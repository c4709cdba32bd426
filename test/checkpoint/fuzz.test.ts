import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import type { Checkpoint } from '../../src/checkpoint/checkpoint.ts';
import { readCheckpoint, readTensor } from '../../src/checkpoint/huggingFaceFolder.node.ts';
import { encodeSafetensors, type SafetensorsHeader, type WritableTensors } from '../../src/checkpoint/safetensors.ts';
import { assertDeep, describeFuzzing, fuzz } from './fuzzing.ts';
import { jsonMutation, type Mutation, safetensorsMutation } from './mutations.ts';
import { concatenate, decodeSafetensors, headerOf } from './safetensorsFile.ts';
import { useTemporaryFolder } from './temporaryFolder.ts';

const name = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', '', '0', 'transformer.wte.weight'),
  fc.string({ maxLength: 6, unit: 'grapheme' }),
);
const dimension = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 3 }) }, fc.constant(0));
const tensors: fc.Arbitrary<WritableTensors> = fc
  .dictionary(
    name.filter((text) => text !== '__metadata__'),
    fc
      .tuple(fc.constantFrom('f32', 'f16', 'i64'), fc.array(dimension, { maxLength: 3 }), fc.nat(200))
      .map(([dtype, shape, first]) => {
        const size = shape.reduce((product, dim) => product * dim, 1);
        const numbers = Array.from({ length: size }, (_, n) => first + n);
        if (dtype === 'i64') return { dtype, shape, data: BigInt64Array.from(numbers, BigInt) } as const;
        return { dtype: dtype as 'f32' | 'f16', shape, data: Float32Array.from(numbers) };
      }),
    { minKeys: 1, maxKeys: 6 },
  )
  .map((made) => Object.fromEntries(Object.entries(made)));

/** Checks a header that was accepted by the simplest means: what JSON.parse says, and every byte counted. */
function assertRightHeader(bytes: Uint8Array, { tensors, metadata }: SafetensorsHeader): void {
  const start = 8 + Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const json = new Map<string, unknown>(Object.entries(JSON.parse(new TextDecoder().decode(bytes.subarray(8, start)))));
  assert.deepEqual(Object.fromEntries(metadata), { ...(json.get('__metadata__') as object) });
  json.delete('__metadata__');
  assert.deepEqual([...tensors.keys()].sort(), [...json.keys()].sort());
  const sizes = new Map(Object.entries({ F32: 4, F16: 2, I64: 8 }));
  const uses = new Uint8Array(bytes.length);
  for (const [tensor, { dtype, shape, offset, length }] of tensors) {
    const entry = json.get(tensor) as { dtype: string; shape: number[]; data_offsets: number[] };
    assert.deepEqual([shape, [offset - start, offset - start + length]], [entry.shape, entry.data_offsets]);
    const size = sizes.get(dtype);
    if (size) assert.equal(shape.reduce((product, dim) => product * dim, 1) * size, length);
    for (let at = offset; at < offset + length; at++) uses[at]++;
  }
  assert.ok(uses.subarray(start).every((count) => count === 1));
}

describe('fuzzing safetensors', function () {
  describeFuzzing(this);

  it('reads back whatever it writes', async () => {
    await fuzz('safetensors, written', [tensors], (written) => {
      const bytes = concatenate(encodeSafetensors(written));
      assertRightHeader(bytes, headerOf(bytes));
      const expected = Object.entries(written).map(([key, { shape, data }]) => [key, { shape, data }] as const);
      assert.deepEqual(decodeSafetensors(bytes), new Map(expected));
    });
  });

  it('gives an error or a right answer for any file', async () => {
    const check = (written: WritableTensors, mutate: Mutation) => {
      const bytes = mutate(concatenate(encodeSafetensors(written, {})));
      assertRightHeader(bytes, headerOf(bytes));
    };
    assertDeep(await fuzz('safetensors, changed', [tensors, safetensorsMutation], check, 4), 12);
  });
});

describe('fuzzing model folders', function () {
  describeFuzzing(this);
  const temporary = useTemporaryFolder();

  type Files = Record<string, Uint8Array>;
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const config = json({ model_type: 'llama', hidden_size: 64, rope_scaling: { factor: 2 }, architectures: ['L'] });

  const single: fc.Arbitrary<Files> = tensors.map((all) => ({
    'config.json': config,
    'model.safetensors': concatenate(encodeSafetensors(all)),
  }));
  const sharded: fc.Arbitrary<Files> = fc.tuple(tensors, tensors).map(([first, second]) => ({
    'config.json': config,
    'one.safetensors': concatenate(encodeSafetensors(first)),
    'parts/two.safetensors': concatenate(encodeSafetensors(second)),
    'model.safetensors.index.json': json({
      metadata: { total_size: 7 },
      weight_map: Object.fromEntries([
        ...Object.keys(first).map((key) => [key, 'one.safetensors']),
        ...Object.keys(second).map((key) => [key, 'parts/two.safetensors']),
      ]),
    }),
  }));

  /** What happens to one file of the folder. */
  type Damage = { readonly where: number } & (
    | { readonly kind: 'contents'; readonly onJson: Mutation; readonly onSafetensors: Mutation }
    | { readonly kind: 'missing' | 'folder' | 'brokenLink' | 'circle' | 'link' | 'none' }
  );
  const where = fc.nat(100);
  const damage: fc.Arbitrary<Damage> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        where,
        kind: fc.constant('contents' as const),
        onJson: jsonMutation,
        onSafetensors: safetensorsMutation,
      }),
    },
    fc.record({
      where,
      kind: fc.constantFrom('missing', 'folder', 'brokenLink', 'circle', 'link', 'none'),
    }),
  );

  async function put(folder: string, files: Files, { where, ...damage }: Damage): Promise<void> {
    await rm(folder, { recursive: true, force: true });
    const damaged = Object.keys(files)[where % Object.keys(files).length];
    for (const [file, bytes] of Object.entries(files)) {
      const path = join(folder, file);
      await mkdir(dirname(path), { recursive: true });
      if (file !== damaged || damage.kind === 'none') await writeFile(path, bytes);
      else if (damage.kind === 'contents') {
        const mutate = file.endsWith('.json') ? damage.onJson : damage.onSafetensors;
        await writeFile(path, mutate(bytes));
      } else if (damage.kind === 'folder') await mkdir(path);
      else if (damage.kind === 'brokenLink') await symlink('nowhere', path);
      else if (damage.kind === 'circle') await symlink(path, path);
      else if (damage.kind === 'link') {
        await writeFile(`${path}.blob`, bytes);
        await symlink(`${path}.blob`, path);
      }
    }
  }

  async function assertReadable(checkpoint: Checkpoint): Promise<void> {
    for (const stored of checkpoint.tensors.values()) {
      const numbers = await readTensor(stored);
      assert.equal(
        numbers.length,
        stored.shape.reduce((product, dim) => product * dim, 1),
      );
    }
  }

  it('gives an error or a readable model for any folder', async () => {
    const check = async (files: Files, damage: Damage) => {
      const folder = join(temporary(), 'model');
      await put(folder, files, damage);
      await assertReadable(await readCheckpoint(folder));
    };
    assertDeep(await fuzz('model folders', [fc.oneof(single, sharded), damage], check), 12);
  });
});
