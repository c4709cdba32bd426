import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CancellationToken, CancellationTokenSource } from 'vscode-jsonrpc';
import { encodeSafetensors, parseHeader, prefixLength } from '../../src/checkpoint/safetensors.ts';
import { readSafetensors } from '../../src/checkpoint/safetensorsFile.node.ts';
import { weightsHash } from '../../src/checkpoint/weightsHash.node.ts';
import { writeCapture } from '../../src/cli/captureFile.ts';
import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';
import { Session } from '../../src/modelProcess/session.ts';
import { loadModel } from '../../src/models/loaded/loadedModel.node.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { readTensors } from '../models/goldenCases.ts';
import { fakeModel } from './fakeModel.ts';

const tinyGpt2 = path.join(import.meta.dirname, '../fixtures/tinyGpt2');
const none = CancellationToken.None;
const text = '小猫 sat on the mat.';

describe('activations that are taken away', () => {
  const folder = useTemporaryFolder();
  const out = () => path.join(folder(), 'out.safetensors');
  const request = (which: 'view' | 'all') => ({ runId: '1', which, path: out(), metadata: { date: '2026-11-29' } });

  it('are those that npm run capture writes for the same text', async () => {
    const runtime = await chooseRuntime({ runtime: 'auto', threads: 1 });
    const summary = { name: 'x', version: '0', device: 'cpu', threads: 1 };
    const load = async (model: string) => ({ model: await loadModel(model, runtime), runtime: summary });
    const session = new Session(load, () => {});
    await session.open({ folder: tinyGpt2 }, none);
    await session.run({ runId: '1', text, kept: 'start' }, none);
    const written = await session.writeActivations(request('all'), none);

    const model = await loadModel(tinyGpt2, runtime);
    const ids = model.tokenizer.encode(text).map(({ id }) => id);
    const reference = path.join(folder(), 'reference.safetensors');
    await writeCapture(reference, ids, await model.capture(ids, model.hookNames));
    await model.close();
    const [ours, theirs] = [readTensors(out()), readTensors(reference)];
    assert.equal(written.tensors, theirs.size);
    assert.equal(written.bytes, readFileSync(out()).length);
    assert.deepEqual([...ours.keys()].sort(), [...theirs.keys()].sort());
    for (const [name, { shape, data }] of theirs) {
      assert.deepEqual(ours.get(name)!.shape, shape, name);
      assert.deepEqual(ours.get(name)!.data, data, name);
    }

    await session.writeActivations(request('view'), none);
    const names = [...readTensors(out()).keys()];
    assert.ok(names.includes('blocks.1.attn.hook_pattern') && names.includes('logits'));
    assert.ok(!names.some((name) => name.includes('mlp')));
    await session.read({ runId: '2', text, extent: 'window' }, none);
    await session.writeActivations({ ...request('view'), runId: '2' }, none);
    assert.deepEqual([...readTensors(out()).keys()].sort(), ['ids', 'ln_final.hook_normalized', 'logits']);
    await session.place({ runId: '3', text, kept: 'start' }, none);
    await session.writeActivations({ ...request('view'), runId: '3' }, none);
    assert.ok(readTensors(out()).has('hook_pos_embed'));
  });

  it('say what they are of, and go layer by layer where they are many', async () => {
    const model = fakeModel('/a', { contextLength: 2000, heads: 1, keyValueHeads: 1, width: 400_000 });
    const session = new Session(
      async () => ({ model, runtime: { name: '', version: '', device: '', threads: 1 } }),
      () => {},
    );
    await session.open({ folder: '/a' }, none);
    await session.run({ runId: '1', text: 'a'.repeat(90), kept: 'start' }, none);
    await session.writeActivations(request('all'), none);
    assert.deepEqual(model.captured, [
      ['hook_embed'],
      ['blocks.0.attn.hook_pattern', 'blocks.0.hook_mlp_out'],
      ['blocks.1.attn.hook_pattern'],
    ]);
    const file = readFileSync(out());
    const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
    const header = parseHeader(file.subarray(prefixLength, prefixLength + length), file.length, 'out');
    assert.equal(header.metadata.get('model'), '/a');
    assert.equal(header.metadata.get('date'), '2026-11-29');
    assert.equal(header.metadata.get('text')?.length, 90);
    assert.ok([...header.tensors.values()].every(({ offset }) => offset % 4 === 0));
  });

  it('end where another model takes the place of theirs meanwhile', async () => {
    const sizes = { contextLength: 2000, heads: 1, keyValueHeads: 1, width: 400_000 };
    const models = ['/a', '/b'].map((folder) => fakeModel(folder, sizes));
    const session = new Session(
      async (folder) => {
        const model = models.find(({ summary }) => summary.folder === folder)!;
        return { model, runtime: { name: '', version: '', device: '', threads: 1 } };
      },
      () => {},
    );
    await session.open({ folder: '/a' }, none);
    await session.run({ runId: '1', text: 'a'.repeat(90), kept: 'start' }, none);
    const { capture } = models[0];
    models[0].capture = (ids, hooks) => {
      assert.equal(models[0].closed, false, 'a model that is closed computes nothing');
      void session.open({ folder: '/b' }, none);
      return capture(ids, hooks);
    };
    await assert.rejects(async () => session.writeActivations(request('all'), none), { code: 'model.noLongerOpen' });
    assert.deepEqual([models[0].captured.length, readdirSync(folder()).length], [1, 0]);
  });

  it('leave no file behind where they are cancelled, the run is forgotten, or the folder takes none', async () => {
    const model = fakeModel('/a');
    const session = new Session(
      async () => ({ model, runtime: { name: '', version: '', device: '', threads: 1 } }),
      () => {},
    );
    await session.open({ folder: '/a' }, none);
    await session.run({ runId: '1', text: 'abc', kept: 'start' }, none);
    const source = new CancellationTokenSource();
    source.cancel();
    await assert.rejects(async () => session.writeActivations(request('all'), source.token), { code: 'cancelled' });
    await assert.rejects(async () => session.writeActivations({ ...request('all'), runId: '9' }, none), {
      code: 'process.runForgotten',
    });
    mkdirSync(out());
    await assert.rejects(async () => session.writeActivations(request('all'), none), {
      code: 'checkpoint.notWritable',
    });
    assert.deepEqual(readdirSync(folder()), ['out.safetensors']);
    const nowhere = { ...request('all'), path: path.join(folder(), 'no', 'out.safetensors') };
    await assert.rejects(async () => session.writeActivations(nowhere, none), { code: 'checkpoint.notWritable' });
    assert.ok(!existsSync(path.join(folder(), 'no')));
  });

  it('can be read by what reads weights', async () => {
    const model = fakeModel('/a');
    const session = new Session(
      async () => ({ model, runtime: { name: '', version: '', device: '', threads: 1 } }),
      () => {},
    );
    await session.open({ folder: '/a' }, none);
    await session.run({ runId: '1', text: 'abc', kept: 'start' }, none);
    await session.writeActivations(request('view'), none);
    const ids = readTensors(out()).get('ids')!;
    assert.deepEqual([...ids.data].map(Number), [256, 97, 98, 99]);
    await assert.rejects(readSafetensors(folder(), 'out.safetensors'), { code: 'checkpoint.unsupportedDtype' });
  });
});

describe('what tells weights apart', () => {
  const folder = useTemporaryFolder();

  it('is the SHA-256 of the file, as sha256sum says it', async () => {
    const { createHash } = await import('node:crypto');
    const bytes = readFileSync(path.join(tinyGpt2, 'model.safetensors'));
    assert.equal(await weightsHash(tinyGpt2), createHash('sha256').update(bytes).digest('hex'));
  });

  it('is the same for all copies of a model of several files, be they links as in the Hugging Face cache', async () => {
    const shards = ['b', 'a'].map((name, i) => {
      const tensor = { dtype: 'f32', shape: [2], data: Float32Array.of(i, 2) } as const;
      return [`${name}.safetensors`, Buffer.concat([...encodeSafetensors({ [name]: tensor })]), name] as const;
    });
    const index = { weight_map: Object.fromEntries(shards.map(([file, , name]) => [name, file])) };
    const [copied, cached, blobs] = ['copied', 'cached', 'blobs'].map((name) => path.join(folder(), name));
    for (const place of [copied, cached, blobs]) mkdirSync(place);
    for (const place of [copied, cached]) {
      writeFileSync(path.join(place, 'config.json'), '{}');
      writeFileSync(path.join(place, 'model.safetensors.index.json'), JSON.stringify(index));
    }
    shards.forEach(([file, bytes], i) => {
      writeFileSync(path.join(copied, file), bytes);
      writeFileSync(path.join(blobs, `${i}`), bytes);
      symlinkSync(path.join(blobs, `${i}`), path.join(cached, file));
    });
    const known = await weightsHash(copied);
    assert.equal(await weightsHash(cached), known);
    const longer = { dtype: 'f32', shape: [3], data: new Float32Array(3) } as const;
    writeFileSync(path.join(copied, 'a.safetensors'), Buffer.concat([...encodeSafetensors({ a: longer })]));
    assert.notEqual(await weightsHash(copied), known);
  });
});
