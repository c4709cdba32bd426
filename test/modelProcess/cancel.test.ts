import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { ModelProcess } from '../../src/modelProcess/client.ts';
import { randomModel, temporaryFolder } from '../engine/randomModel.ts';
import { root } from '../harness/paths.ts';
import { inThisTurn } from './inThisTurn.ts';

const tiny = path.join(root, 'test/fixtures/tinyGpt2');
const { vocab_size } = JSON.parse(readFileSync(path.join(tiny, 'config.json'), 'utf8'));
const text = 'all that you see '.repeat(1024);

describe('a run of many seconds', function () {
  this.timeout(120_000);
  this.slow(60_000);
  const folder = temporaryFolder();

  for (const { runtime, width, layers } of [
    { runtime: 'onnxruntime-node', width: 768, layers: 8 },
    { runtime: 'onnxruntime-web', width: 512, layers: 8 },
  ] as const) {
    it(`on ${runtime} is cancelled at once, and the next run works`, async () => {
      const sizes = { n_embd: width, n_layer: layers, n_head: 2, n_positions: 1024, vocab_size };
      await randomModel(folder, { model_type: 'gpt2', ...sizes }, { deviation: 0.02 });
      copyFileSync(path.join(tiny, 'tokenizer.json'), path.join(folder, 'tokenizer.json'));
      const options = { runtime, threads: 1, bundledModel: '' } as const;
      const model = new ModelProcess({ script: path.join(root, 'dist/modelProcess.js'), options, log: () => {} });
      const page = model.retain();
      await model.open(folder);
      // The graph is compiled, so that what is cancelled is the run itself.
      await model.run({ folder, runId: 'short', text: 'a', kept: 'start' });
      const busy = model.pid;

      const source = new CancellationTokenSource();
      const cancelled = model.run({ folder, runId: 'long', text, kept: 'start' }, source.token);
      await sleep(300);
      source.cancel();
      assert.equal(await inThisTurn(cancelled), 'cancelled');

      const { tokens } = await model.run({ folder, runId: 'after', text: 'a', kept: 'start' });
      assert.ok(tokens.length > 0);
      assert.notEqual(model.pid, busy, 'the process that went on with it is gone');
      page.dispose();
      model.dispose();
    });
  }
});
