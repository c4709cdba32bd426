import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';
import { causalMask } from '../../src/models/inference/causalMask.ts';
import { modelGraph } from '../../src/models/inference/modelGraph.ts';
import { Random } from '../../src/random.ts';
import { randomModel, temporaryFolder } from './randomModel.ts';

const runs = Number(process.env.UNDERHOOD_SOAK ?? 100);
const seed = Number(process.env.UNDERHOOD_SEED ?? 1);
const mebibyte = 2 ** 20;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Resident memory after everything unreachable has been collected, bytes. */
function resident(): number {
  collectGarbage();
  return process.memoryUsage.rss();
}

// A model whose activations are large beside its weights, so that a run that is not freed shows: 4.5 MB each,
// of which the patterns that are fetched are 1.6 MB (the mean over lengths up to 192). What collectors and
// allocators keep for later use came to 28 MiB at most; one run in three whose patterns stayed would exceed this.
const config = { model_type: 'gpt2', n_embd: 64, n_head: 8, n_layer: 4, vocab_size: 512, n_positions: 192 };

describe('a long session', function () {
  this.timeout(60_000 + runs * 1000);
  this.slow(60_000);
  const folder = temporaryFolder();

  for (const name of ['onnxruntime-node', 'onnxruntime-web'] as const) {
    it(`of ${runs} runs on ${name} takes no more memory at its end than after its beginning`, async () => {
      const runtime = await chooseRuntime({ runtime: name, threads: 1 });
      const model = await randomModel(folder, config);
      const executable = await runtime.compile(modelGraph(model, (hook) => hook.endsWith('hook_pattern')));
      const hooks = Array.from({ length: 4 }, (_, l) => `blocks.${l}.attn.hook_pattern`);
      const random = new Random(seed);
      const run = async () => {
        const length = 1 + random.below(192);
        const integers = (make: (i: number) => number, count = length) => ({
          data: BigInt64Array.from({ length: count }, (_, i) => BigInt(make(i))),
          shape: [count],
        });
        const feeds = {
          ids: integers(() => random.below(512)),
          positions: integers((i) => i),
          mask: { data: causalMask(length), shape: [length, length] },
          rows: integers(() => length - 1, 1),
        };
        const { logits } = await executable.run(feeds, [...hooks, 'logits']);
        assert.ok(logits.data.every((number) => Number.isFinite(Number(number))));
      };
      const warmUp = Math.max(30, runs / 5);
      for (let i = 0; i < warmUp; i++) await run();
      const before = resident();
      for (let i = 0; i < runs; i++) await run();
      const growth = (resident() - before) / mebibyte;
      assert.ok(growth < 48, `${growth.toFixed(1)} MiB more after ${runs} runs`);
      await executable.release();
    });
  }

  it('compiles and releases a model over and over without keeping its memory', async () => {
    const runtime = await chooseRuntime({ runtime: 'onnxruntime-node', threads: 1 });
    const large = { ...config, n_embd: 256, vocab_size: 4096 }; // 17 MB of weights
    const model = await randomModel(folder, large);
    const rounds = Math.max(10, runs / 10);
    const cycle = async () => {
      const executable = await runtime.compile(modelGraph(model, () => false));
      await executable.release();
    };
    for (let i = 0; i < 5; i++) await cycle();
    const before = resident();
    for (let i = 0; i < rounds; i++) await cycle();
    const growth = (resident() - before) / mebibyte;
    assert.ok(growth < 40, `${growth.toFixed(1)} MiB more after ${rounds} rounds`);
  });
});
