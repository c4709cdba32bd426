import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type Checkpoint, findTensor } from '../../src/checkpoint/checkpoint.ts';
import { readJson, readText } from '../../src/checkpoint/files.node.ts';
import { readCheckpoint, readTensor } from '../../src/checkpoint/huggingFaceFolder.node.ts';
import { encodeSafetensors } from '../../src/checkpoint/safetensors.ts';
import { UnderhoodError } from '../../src/errors.ts';
import { sentence } from '../../src/localisation.ts';
import { rejectsWithCode, throwsCode } from './rejection.ts';
import { assemble, concatenate } from './safetensorsFile.ts';
import { useTemporaryFolder, withoutPrivileges } from './temporaryFolder.ts';

const config = { model_type: 'gpt2', n_layer: 1 };
const weights = concatenate(
  encodeSafetensors({
    a: { dtype: 'f32', shape: [2, 2], data: Float32Array.of(1, -2, 3.5, 0.1) },
    b: { dtype: 'f16', shape: [3], data: Float32Array.of(0.5, -0.25, 2048) },
    ids: { dtype: 'i64', shape: [1], data: BigInt64Array.of(7n) },
  }),
);

describe('readCheckpoint', () => {
  const folder = useTemporaryFolder();
  const put = (name: string, content: string | Uint8Array | object) => {
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    return writeFile(join(folder(), name), isRaw ? content : JSON.stringify(content));
  };

  beforeEach(async () => {
    await put('config.json', config);
    await put('model.safetensors', weights);
  });

  it('gives the configuration and the place of every tensor', async () => {
    const checkpoint = await readCheckpoint(folder());
    assert.equal(checkpoint.folder, resolve(folder()));
    assert.deepEqual(checkpoint.config, config);
    assert.deepEqual([...checkpoint.tensors.keys()].sort(), ['a', 'b']);
    const a = checkpoint.tensors.get('a')!;
    assert.deepEqual(a, { dtype: 'f32', shape: [2, 2], file: a.file, offset: weights.length - 22, length: 16 });
  });

  it('reads tensors in F32, F16 and BF16 as f32, wherever they lie', async () => {
    const header = {
      skewed: { dtype: 'U8', shape: [1], data_offsets: [0, 1] },
      brain: { dtype: 'BF16', shape: [2], data_offsets: [1, 5] },
      odd: { dtype: 'F32', shape: [1], data_offsets: [5, 9] },
    };
    const file = assemble(header, 9);
    file.set([0x80, 0x3f, 0x20, 0xc0, 0, 0, 0x80, 0x40], file.length - 8);
    await put('model.safetensors', file);
    const checkpoint = await readCheckpoint(folder());
    assert.deepEqual(await readTensor(checkpoint.tensors.get('brain')!), Float32Array.of(1, -2.5));
    assert.deepEqual(await readTensor(checkpoint.tensors.get('odd')!), Float32Array.of(4));
    await put('model.safetensors', weights);
    const { tensors } = await readCheckpoint(folder());
    assert.deepEqual(await readTensor(tensors.get('a')!), Float32Array.of(1, -2, 3.5, 0.1));
    assert.deepEqual(await readTensor(tensors.get('b')!), Float32Array.of(0.5, -0.25, 2048));
  });

  it('lists tensors of other precisions, and refuses them only when they are needed', async () => {
    const checkpoint = await readCheckpoint(folder());
    assert.deepEqual([...checkpoint.unsupported], [['ids', 'I64']]);
    assert.equal(findTensor(checkpoint, 'a'), checkpoint.tensors.get('a'));
    assert.equal(findTensor(checkpoint, 'none'), undefined);
    throwsCode(() => findTensor(checkpoint, 'ids'), 'checkpoint.unsupportedDtype', { tensor: 'ids', dtype: 'I64' });
  });

  it('follows the links of the Hugging Face cache and gives the real file', async () => {
    const blobs = join(folder(), 'models--o--m', 'blobs');
    const snapshot = join(folder(), 'models--o--m', 'snapshots', 'abc');
    await mkdir(blobs, { recursive: true });
    await mkdir(snapshot, { recursive: true });
    for (const name of ['config.json', 'model.safetensors']) {
      await rename(join(folder(), name), join(blobs, `hash-${name}`));
      await symlink(join('..', '..', 'blobs', `hash-${name}`), join(snapshot, name));
    }
    const { folder: named, tensors } = await readCheckpoint(snapshot);
    assert.equal(named, snapshot);
    assert.equal(basename(tensors.get('a')!.file), 'hash-model.safetensors');
    assert.deepEqual(await readTensor(tensors.get('b')!), Float32Array.of(0.5, -0.25, 2048));
    await rm(join(blobs, 'hash-model.safetensors'));
    await rejectsWithCode(readCheckpoint(snapshot), 'checkpoint.brokenLink', { file: 'model.safetensors' });
  });

  it('refuses what is not a folder', async () => {
    await rejectsWithCode(readCheckpoint(join(folder(), 'none')), 'checkpoint.folderMissing');
    await rejectsWithCode(readCheckpoint(join(folder(), 'config.json', 'x')), 'checkpoint.folderMissing');
    await rejectsWithCode(readCheckpoint(join(folder(), 'config.json')), 'checkpoint.notAFolder');
  });

  it('refuses a folder that may not be read', async function () {
    if (process.platform === 'win32') {
      console.log('      skipped: Windows knows no such permissions');
      this.skip();
    }
    await chmod(folder(), 0o755);
    await chmod(join(folder(), 'config.json'), 0);
    await withoutPrivileges(() =>
      rejectsWithCode(readCheckpoint(folder()), 'checkpoint.notReadable', { detail: 'EACCES' }),
    );
    await chmod(folder(), 0);
    await withoutPrivileges(() =>
      rejectsWithCode(readCheckpoint(folder()), 'checkpoint.notReadable', { path: resolve(folder()) }),
    );
    await chmod(folder(), 0o755);
  });

  it('names a missing file', async () => {
    await rm(join(folder(), 'model.safetensors'));
    await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.noWeights', { folder: resolve(folder()) });
    await rm(join(folder(), 'config.json'));
    await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.fileMissing', { file: 'config.json' });
  });

  it('never opens pickled weights', async () => {
    await rm(join(folder(), 'model.safetensors'));
    await put('training_args.bin', 'pickle');
    await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.noWeights');
    for (const file of ['consolidated.00.pth', 'pytorch_model-00001-of-00002.bin', 'pytorch_model.bin']) {
      await put(file, 'pickle');
      await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.pickledOnly', { file });
      await rm(join(folder(), file));
    }
  });

  it('refuses folders and pipes in the place of files', async () => {
    await rm(join(folder(), 'model.safetensors'));
    await mkdir(join(folder(), 'model.safetensors'));
    await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.notAFile');
    if (process.platform === 'win32') return;
    await rm(join(folder(), 'config.json'));
    execFileSync('mkfifo', [join(folder(), 'config.json')]);
    await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.notAFile');
  });

  it('refuses links in a circle', async () => {
    await rm(join(folder(), 'config.json'));
    await symlink('config.json', join(folder(), 'config.json'));
    await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.brokenLink', { file: 'config.json' });
  });

  it('refuses a broken config.json', async () => {
    for (const [content, code] of [
      ['', 'checkpoint.notJson'],
      ['{"model_type": "gpt2"', 'checkpoint.notJson'],
      ['[]', 'checkpoint.notAnObject'],
      ['null', 'checkpoint.notAnObject'],
      [Uint8Array.of(0x7b, 0xff), 'checkpoint.notText'],
      ['['.repeat(200_000), 'checkpoint.jsonTooComplex'],
      [' '.repeat(2 ** 24 + 1), 'checkpoint.fileTooLarge'],
    ] as const) {
      await put('config.json', content);
      await rejectsWithCode(readCheckpoint(folder()), code, { file: 'config.json' });
    }
    await put('config.json', `\ufeff${JSON.stringify(config)}`);
    assert.deepEqual((await readCheckpoint(folder())).config, config);
  });

  it('refuses truncated weights wherever they end', async () => {
    const path = join(folder(), 'model.safetensors');
    await truncate(path, weights.length - 1);
    await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.tensorCutShort', { file: 'model.safetensors' });
    await truncate(path, 100);
    await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.headerCutShort', { size: 100 });
    await truncate(path, 5);
    await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.headerMissing', { size: 5 });
    await truncate(path, 0);
    await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.headerMissing', { size: 0 });
  });

  it('says so when a file shrinks between its header and its numbers', async () => {
    const { tensors } = await readCheckpoint(folder());
    await truncate(join(folder(), 'model.safetensors'), weights.length - 20);
    await rejectsWithCode(readTensor(tensors.get('a')!), 'checkpoint.fileCutShort', { length: 16 });
    await rm(join(folder(), 'model.safetensors'));
    await rejectsWithCode(readTensor(tensors.get('a')!), 'checkpoint.fileMissing');
  });

  describe('in several files', () => {
    const index = 'model.safetensors.index.json';
    const shardOf = (name: string, value: number) =>
      concatenate(encodeSafetensors({ [name]: { dtype: 'f32', shape: [1], data: Float32Array.of(value) } }));

    beforeEach(async () => {
      await rm(join(folder(), 'model.safetensors'));
      await mkdir(join(folder(), 'parts'));
      await put('one.safetensors', shardOf('a', 1));
      await put(join('parts', 'two.safetensors'), shardOf('b', 2));
      await put(index, { metadata: {}, weight_map: { a: 'one.safetensors', b: 'parts/two.safetensors' } });
    });

    it('finds each tensor in its file', async () => {
      const { tensors } = await readCheckpoint(folder());
      assert.deepEqual(
        Array.from(tensors, ([name, { file }]) => [name, basename(file)]),
        [
          ['a', 'one.safetensors'],
          ['b', 'two.safetensors'],
        ],
      );
      assert.deepEqual(await readTensor(tensors.get('b')!), Float32Array.of(2));
    });

    it('prefers the single file, as transformers does', async () => {
      await put('model.safetensors', weights);
      assert.equal((await readCheckpoint(folder())).tensors.size, 2);
    });

    it('refuses names that leave the folder', async () => {
      const outside = ['../x', '..', '.', '', '/etc/passwd', 'a/../b', 'a//b', 'C:/x', '..\\x', 'a\0b', './one'];
      for (const shard of outside) {
        await put(index, { weight_map: { a: shard } });
        await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.shardOutside', { file: index });
      }
    });

    it('refuses an index without a proper weight_map', async () => {
      for (const content of [
        {},
        { weight_map: [] },
        { weight_map: null },
        { weight_map: {} },
        { weight_map: { a: 1 } },
      ]) {
        await put(index, content);
        await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.badIndex', { file: index });
      }
      await put(index, '{"weight_map":');
      await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.notJson', { file: index });
    });

    it('refuses a missing file, and one without its tensor', async () => {
      await put(index, { weight_map: { a: 'one.safetensors', b: 'three.safetensors' } });
      await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.fileMissing', { file: 'three.safetensors' });
      for (const long of ['x'.repeat(1e6), `${'x/'.repeat(3000)}x`]) {
        await put(index, { weight_map: { a: long } });
        const error: unknown = await readCheckpoint(folder()).catch((thrown) => thrown);
        assert.ok(error instanceof UnderhoodError);
        assert.ok(sentence('en', error).length < 500, 'a long name does not make a long sentence');
      }
      await put(index, { weight_map: { a: 'one.safetensors', b: 'one.safetensors' } });
      const parameters = { tensor: 'b', shard: 'one.safetensors' };
      await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.tensorNotInShard', parameters);
      for (const name of ['__proto__', 'constructor', 'toString']) {
        await put(index, `{"weight_map":{"${name}":"one.safetensors"}}`);
        await rejectsWithCode(readCheckpoint(folder()), 'checkpoint.tensorNotInShard', { tensor: name });
      }
    });
  });

  it('reads the text and JSON of other files within a limit', async () => {
    await put('merges.txt', '中 文\r\n');
    assert.equal(await readText(folder(), 'merges.txt', 100), '中 文\r\n');
    assert.deepEqual(await readJson(folder(), 'config.json', 100), config);
    await rejectsWithCode(readText(folder(), 'merges.txt', 8), 'checkpoint.fileTooLarge', { size: 9, limit: 8 });
    await rejectsWithCode(readText(folder(), 'none', 8), 'checkpoint.fileMissing', { file: 'none' });
  });
});

describe('readCheckpoint on real models', () => {
  const models = join('..', 'shared', 'data', 'models');
  const expected = {
    'gpt-nano-sort': { modelType: 'gpt2', parameters: 85_728, first: 'transformer.wte.weight' },
    'nanogpt-shakespeare-char': { modelType: 'gpt2', parameters: 804_096, first: 'transformer.wte.weight' },
    stories260K: { modelType: 'llama', parameters: 260_032, first: 'model.embed_tokens.weight' },
  };
  for (const [name, { modelType, parameters, first }] of Object.entries(expected)) {
    it(name, async function () {
      const folder = join(models, name);
      if (!existsSync(folder)) {
        console.log(`      skipped: ${folder} is not here`);
        this.skip();
      }
      const checkpoint: Checkpoint = await readCheckpoint(folder);
      assert.equal(checkpoint.config.model_type, modelType);
      assert.equal(checkpoint.unsupported.size, 0);
      const sizes = Array.from(checkpoint.tensors.values(), ({ shape }) => shape.reduce((a, b) => a * b, 1));
      assert.equal(
        sizes.reduce((a, b) => a + b),
        parameters,
      );
      const stored = checkpoint.tensors.get(first)!;
      const numbers = await readTensor(stored);
      const bytes = readFileSync(join(folder, 'model.safetensors'));
      for (const at of [0, 1, numbers.length - 1]) {
        assert.equal(numbers[at], bytes.readFloatLE(stored.offset + 4 * at));
      }
      assert.ok(numbers.every(Number.isFinite));
    });
  }
});
