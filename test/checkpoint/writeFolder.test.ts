import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readJson, readText } from '../../src/checkpoint/files.node.ts';
import { readCheckpoint, readTensor } from '../../src/checkpoint/huggingFaceFolder.node.ts';
import { finishWriting, writeCheckpoint } from '../../src/checkpoint/writeFolder.node.ts';
import { withFault } from './faultyFileSystem.ts';
import { numbered, numberOf } from './numberedCheckpoint.ts';
import { rejectsWithCode } from './rejection.ts';
import { useTemporaryFolder, withoutPrivileges } from './temporaryFolder.ts';

const files = ['README.md', 'config.json', 'model.safetensors', 'tokenizer.json', 'tokenizer_config.json'];

describe('writeCheckpoint', () => {
  const folder = useTemporaryFolder();

  it('writes a folder that is read back as it was', async () => {
    const target = join(folder(), 'new', 'model');
    const config = { model_type: 'gpt2', n_layer: 2, 名: '模型' };
    const data = Float32Array.of(1, 0.1, -70000, 3);
    const tensors = { 'a.weight': { shape: [2, 2], data }, b: { shape: [], data: Float32Array.of(-0) } };
    await writeCheckpoint(
      target,
      { config, tensors, tokenizerJson: { model: {} }, files: { 'merges.txt': '' } },
      'f32',
    );
    const checkpoint = await readCheckpoint(target);
    assert.deepEqual(checkpoint.config, config);
    assert.deepEqual(await readTensor(checkpoint.tensors.get('a.weight')!), data);
    assert.deepEqual(checkpoint.tensors.get('b')?.shape, []);
    assert.deepEqual(await readJson(target, 'tokenizer.json', 100), { model: {} });
    assert.deepEqual((await readdir(target)).sort(), [
      'config.json',
      'merges.txt',
      'model.safetensors',
      'tokenizer.json',
    ]);
    await writeCheckpoint(target, { config, tensors }, 'f16');
    const half = (await readCheckpoint(target)).tensors.get('a.weight')!;
    assert.equal(half.dtype, 'f16');
    assert.deepEqual(await readTensor(half), Float32Array.of(1, 0.0999755859375, Number.NEGATIVE_INFINITY, 3));
    assert.equal(await readText(target, 'merges.txt', 100), '', 'other files stay');
  });

  it('leaves one whole model, wherever it is cut off', async () => {
    const target = join(folder(), 'model');
    await writeCheckpoint(target, numbered(0), 'f32');
    const operations = await withFault({ at: Number.POSITIVE_INFINITY, forGood: true, code: '' }, () =>
      writeCheckpoint(target, numbered(0), 'f32'),
    );
    assert.ok(operations > 20);
    const left = new Set<number>();
    for (let at = 0, old = 0; at < operations; at++) {
      const next = old + 1;
      const write = withFault({ at, forGood: true, code: 'EIO' }, () => writeCheckpoint(target, numbered(next), 'f32'));
      await assert.rejects(write);
      const found = await numberOf(target);
      assert.ok(found === old || found === next, `${found}`);
      left.add(found - old);
      old = found;
      await writeFile(join(target, 'notes.txt'), 'mine');
    }
    assert.deepEqual(left, new Set([0, 1]), 'some interruptions come before the turning point, others after it');
    await writeCheckpoint(target, numbered(99), 'f32');
    assert.equal(await numberOf(target), 99);
    assert.deepEqual((await readdir(target)).sort(), [...files, 'notes.txt'].sort());
  });

  it('says that the disk is full, and leaves one whole model and no rubbish', async () => {
    const target = join(folder(), 'model');
    const left = new Set<number>();
    for (let at = 0, isDone = false; !isDone; at++) {
      await writeCheckpoint(target, numbered(1), 'f32');
      const code = at % 2 ? 'ENOSPC' : 'EDQUOT';
      const write = withFault({ at, forGood: false, code }, () => writeCheckpoint(target, numbered(2), 'f32'));
      isDone = await write.then(
        () => true,
        () => false,
      );
      if (!isDone) await rejectsWithCode(write, 'checkpoint.diskFull', { folder: target });
      left.add(await numberOf(target));
      assert.deepEqual((await readdir(target)).sort(), files);
    }
    assert.deepEqual(left, new Set([1, 2]));
  });

  it('leaves no folder behind where there was none', async () => {
    for (const at of [1, 4, 8]) {
      const write = withFault({ at, forGood: false, code: 'ENOSPC' }, () =>
        writeCheckpoint(join(folder(), 'model'), numbered(1), 'f32'),
      );
      await rejectsWithCode(write, 'checkpoint.diskFull');
      assert.deepEqual(await readdir(folder()), []);
    }
  });

  it('survives being killed', async () => {
    const target = join(folder(), 'model');
    for (const milliseconds of [3, 11, 23]) {
      const child = fork(join(import.meta.dirname, 'writeLoop.ts'), [target], { execArgv: ['--import', 'tsx'] });
      await Promise.race([once(child, 'message'), once(child, 'exit').then(() => assert.fail('the writer ended'))]);
      await delay(milliseconds);
      child.kill('SIGKILL');
      await once(child, 'exit');
      assert.ok((await numberOf(target)) >= 0);
    }
    await writeCheckpoint(target, numbered(-1), 'f32');
    assert.equal(await numberOf(target), -1);
    assert.deepEqual((await readdir(target)).sort(), files);
  });

  it('refuses to write over a file, or where it may not, or over half of another model', async () => {
    await writeFile(join(folder(), 'file'), '');
    await rejectsWithCode(writeCheckpoint(join(folder(), 'file'), numbered(1), 'f32'), 'checkpoint.notAFolder');
    await rejectsWithCode(writeCheckpoint(join(folder(), 'file', 'x'), numbered(1), 'f32'), 'checkpoint.notAFolder');
    await mkdir(join(folder(), 'parts'));
    await writeFile(join(folder(), 'parts', 'model.safetensors.index.json'), '{}');
    await rejectsWithCode(writeCheckpoint(join(folder(), 'parts'), numbered(1), 'f32'), 'checkpoint.holdsShards');
    if (process.platform === 'win32') return;
    await chmod(folder(), 0o555);
    await withoutPrivileges(() =>
      rejectsWithCode(writeCheckpoint(folder(), numbered(1), 'f32'), 'checkpoint.notWritable', { detail: 'EACCES' }),
    );
    await chmod(folder(), 0o755);
  });

  it('moves nothing out of a folder that is only linked to', async () => {
    await mkdir(join(folder(), 'private'));
    await writeFile(join(folder(), 'private', 'key'), 'secret');
    await mkdir(join(folder(), 'model'));
    await symlink(join('..', 'private'), join(folder(), 'model', '.underhood-written'));
    await finishWriting(join(folder(), 'model'));
    assert.equal(await readFile(join(folder(), 'private', 'key'), 'utf8'), 'secret');
    await finishWriting(join(folder(), 'nowhere'));
  });
});
