import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CancellationToken, CancellationTokenSource } from 'vscode-jsonrpc';
import type { RoadProgress, RoadTask } from '../../src/protocol/road.ts';
import { experiments } from '../../src/road/experiments.ts';
import { startOf } from '../../src/road/field.ts';
import { RoadProcess } from '../../src/roadProcess/roadProcess.ts';
import { root } from '../harness/paths.ts';

const built = path.join(root, 'dist/roadProcess.js');
const noodles: RoadTask = { name: 'noodles', settings: startOf(experiments.noodles.fields), folder: null, model: '' };
const ignore = () => {};

describe('RoadProcess', function () {
  this.timeout(30_000);
  this.slow(3000);
  const all: RoadProcess[] = [];
  const start = (script = built) => {
    const options = { runtime: 'auto', threads: 1, digits: '' } as const;
    const made = new RoadProcess({ script, options, log: ignore });
    all.push(made);
    return made;
  };

  // A process that is left over would keep this one alive.
  afterEach(() => Promise.all(all.splice(0).map((made) => made.dispose())));

  before(() => {
    assert.ok(fs.existsSync(built), 'npm run build makes dist/roadProcess.js, which is tested here');
  });

  it('computes in a process of its own, which stays for the next one', async () => {
    const made = start();
    const first = await made.run(noodles, ignore, CancellationToken.None);
    const { pid } = made;
    assert.equal(first.headline.key, 'noodles.headline');
    assert.deepEqual(await made.run(noodles, ignore, CancellationToken.None), first);
    assert.equal(made.pid, pid);
  });

  it('begins again after its process died, and says so', async () => {
    const made = start(path.join(root, 'test/roadProcess/stubborn.cjs'));
    const running = made.run(noodles, ignore, CancellationToken.None);
    await sleep(300);
    process.kill(made.pid!, 'SIGKILL');
    await assert.rejects(running, { code: 'road.processEnded' });
    const source = new CancellationTokenSource();
    const again = made.run(noodles, ignore, source.token);
    assert.ok(made.pid !== undefined);
    source.cancel();
    await assert.rejects(again, { code: 'cancelled' });
  });

  it('kills a process that does not answer, for a person who cancels and for the experiment after it', async () => {
    const made = start(path.join(root, 'test/roadProcess/stubborn.cjs'));
    const told: RoadProgress[] = [];
    const source = new CancellationTokenSource();
    const running = made.run(noodles, (progress) => told.push(progress), source.token);
    const stubborn = made.pid;
    source.cancel();
    const stop = new CancellationTokenSource();
    const next = made.run(noodles, ignore, stop.token);
    await assert.rejects(running, { code: 'cancelled' });
    await sleep(50);
    assert.ok(made.pid !== undefined && made.pid !== stubborn, 'the next one runs in another process');
    stop.cancel();
    await assert.rejects(next, { code: 'cancelled' });
  });

  it('ends what it asks a language model with the run that asks', async () => {
    const questions: CancellationToken[] = [];
    const options = { runtime: 'auto', threads: 1, digits: '' } as const;
    let tell = ignore;
    const asked = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const ask = (_question: string, token: CancellationToken) => {
      questions.push(token);
      tell();
      return new Promise<undefined>(() => {});
    };
    const made = new RoadProcess({ script: built, options, log: ignore, ask });
    all.push(made);
    const settings = { ...startOf(experiments.neuron.fields), tokens: 500, explainer: 'language-model' as const };
    const model = path.join(root, 'media/models/underhood-small');
    const source = new CancellationTokenSource();
    const running = made.run({ name: 'neuron', settings, folder: null, model }, ignore, source.token);
    // Whatever comes first: a run that fails never asks.
    await Promise.race([running, asked]);
    assert.ok(!questions[0].isCancellationRequested);
    source.cancel();
    assert.ok(questions[0].isCancellationRequested);
    await assert.rejects(running, { code: 'cancelled' });
  });
});
