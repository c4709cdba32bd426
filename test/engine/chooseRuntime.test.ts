import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';
import { UnderhoodError } from '../../src/errors.ts';
import { sentence } from '../../src/localisation.ts';

const root = path.join(__dirname, '../..');

/** How the choice goes in a process of its own; see chosenRuntime.ts. */
async function outcome(...options: string[]): Promise<Record<string, unknown>> {
  const script = ['--import', 'tsx', 'test/engine/chosenRuntime.ts', ...options];
  const { TF_NUM_INTRAOP_THREADS: _, ...env } = process.env; // Set by the other tests of this process.
  const { stdout } = await promisify(execFile)(process.execPath, script, { cwd: root, env });
  return JSON.parse(stdout);
}

describe('choosing a runtime', function () {
  this.slow(10_000);

  it('takes the native one by itself, with a thread for each core', async () => {
    const runtime = await chooseRuntime({ runtime: 'auto', threads: 0 });
    assert.deepEqual([runtime.name, runtime.device], ['onnxruntime-node', 'cpu']);
    assert.match(runtime.version, /^\d+\.\d+\.\d+$/);
    assert.ok(runtime.threads >= 1 && runtime.threads <= Math.min(8, os.availableParallelism()));
  });

  it('keeps the number of threads that it is told', async () => {
    for (const runtime of ['onnxruntime-node', 'onnxruntime-web'] as const) {
      assert.equal((await chooseRuntime({ runtime, threads: 1 })).threads, 1);
    }
  });

  it('falls back on WebAssembly where there is no native binary', async () => {
    const { name, device, threads, y } = await outcome('--arch', 'riscv64');
    assert.deepEqual({ name, device, threads, y }, { name: 'onnxruntime-web', device: 'wasm', threads: 3, y: [2, 4] });
  });

  it('says why a chosen one cannot run', async () => {
    const { code, runtime, detail } = await outcome('--arch', 'riscv64', '--runtime', 'onnxruntime-node');
    assert.deepEqual([code, runtime], ['runtime.unavailable', 'onnxruntime-node']);
    assert.match(String(detail), /riscv64/);
  });

  it('names the devices that there are', async () => {
    const chosen = chooseRuntime({ runtime: 'auto', threads: 1, device: 'abacus' });
    await assert.rejects(chosen, (error) => {
      assert.ok(error instanceof UnderhoodError);
      assert.equal(error.code, 'runtime.noDevice');
      assert.match(sentence('en', error), /cannot compute on “abacus” here; it offers cpu/);
      assert.match(sentence('zh-cn', error), /无法在“abacus”上计算/);
      return true;
    });
  });

  it('uses plain JavaScript where TensorFlow.js has no native library', async () => {
    const { name, device, threads } = await chooseRuntime({ runtime: 'tensorflow', threads: 4 });
    assert.deepEqual({ name, device, threads }, { name: 'tensorflow', device: 'cpu', threads: 1 });
  });

  it('uses the native library of TensorFlow.js where it is installed, made to work on newer versions of Node', async () => {
    const script = (file: string) => pathToFileURL(path.join(root, 'node_modules/@tensorflow', file)).href;
    const tfjs = `
      import util from 'node:util';
      import tf from '${script('tfjs-core/dist/tf-core.node.js')}';
      import '${script('tfjs-backend-cpu/dist/tf-backend-cpu.node.js')}';
      if (!util.isNullOrUndefined(null) || util.isNullOrUndefined(0)) throw new Error('not polyfilled');
      if (process.env.TF_NUM_INTRAOP_THREADS !== '3') throw new Error('not told how many threads');
      tf.registerBackend('tensorflow', () => tf.findBackend('cpu'));
      tf.copyRegisteredKernels('cpu', 'tensorflow');`;
    const { name, device, threads, y, ...rest } = await outcome('--runtime', 'tensorflow', '--tfjs', tfjs);
    assert.deepEqual(
      { name, device, threads, y },
      { name: 'tensorflow', device: 'tensorflow', threads: 3, y: [2, 4] },
      JSON.stringify(rest),
    );
  });

  it('says so where the native library of TensorFlow.js is installed but broken', async () => {
    const tfjs = `throw new Error('libtensorflow.so.2 is missing')`;
    const { code, detail } = await outcome('--runtime', 'tensorflow', '--tfjs', tfjs);
    assert.deepEqual([code, detail], ['runtime.tensorflowBroken', 'libtensorflow.so.2 is missing']);
  });
});
