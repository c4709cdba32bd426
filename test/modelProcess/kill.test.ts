import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UnderhoodError } from '../../src/errors.ts';
import { ModelProcess } from '../../src/modelProcess/client.ts';
import { Random } from '../../src/random.ts';
import { root } from '../harness/paths.ts';

const kills = Number(process.env.UNDERHOOD_KILLS ?? 3);
const seed = Number(process.env.UNDERHOOD_SEED ?? 1);
const folder = path.join(root, 'test/fixtures/tinyGpt2');
const script = path.join(root, 'dist/modelProcess.js');

describe('the model process, killed at any moment', function () {
  this.timeout(60_000 + kills * 20_000);
  this.slow(60_000);
  let model: ModelProcess;
  const run = (text: string) => model.run({ folder, runId: text, text, kept: 'start' });

  before(() => {
    assert.ok(fs.existsSync(script), 'npm run build makes dist/modelProcess.js, which is tested here');
    const options = { runtime: 'auto', threads: 1, bundledModel: '' } as const;
    // Crashes that come early in its life would leave it stopped, as they should where nobody does this on purpose.
    model = new ModelProcess({ script, options, log: () => {} }, { early: 0 });
  });

  after(() => model.dispose());

  it(`answers or says that it crashed, and the next run works: ${kills} times`, async () => {
    const random = new Random(seed);
    const page = model.retain();
    let crashes = 0;
    const time = async (text: string) => {
      const began = Date.now();
      await run(text);
      return Date.now() - began;
    };
    const startMs = await time('the first run, which starts the process');
    const runMs = await time('a run of a process that has the model');
    for (let i = 0; i < kills; i++) {
      const isStarting = i % 2 === 1;
      if (isStarting) void model.restart().catch(() => {}); // The run takes its place.
      const answer = run(`killed ${i}`).then(
        () => 'answered',
        (error) => error,
      );
      await sleep(random.below(isStarting ? startMs : 2 * runMs));
      const killed = model.pid;
      if (killed !== undefined) process.kill(killed, 'SIGKILL');
      const outcome = await answer;
      // A request sent to a process that is about to be seen dead would be lost with it.
      while (killed !== undefined && model.pid === killed) await sleep(5);
      if (outcome instanceof UnderhoodError && outcome.code === 'process.crashed') crashes++;
      else assert.equal(outcome, 'answered');
      const { tokens } = await run(`after ${i}`);
      assert.ok(tokens.length > 0);
    }
    page.dispose();
    console.log(`      ${crashes} of ${kills} runs were cut short (UNDERHOOD_SEED=${seed})`);
  });
});
