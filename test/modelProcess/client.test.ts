import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { UnderhoodError } from '../../src/errors.ts';
import { ModelProcess, type ModelProcessStatus } from '../../src/modelProcess/client.ts';
import { nextTokenStart } from '../../src/protocol/nextTokenPage.ts';
import { inThisTurn } from './inThisTurn.ts';

const script = path.join(import.meta.dirname, 'fakeProcess.mjs');
const times = { patience: 200, early: 10_000, linger: 150 };

describe('the model process', () => {
  let model: ModelProcess;
  let page: { dispose(): void };
  let seen: ModelProcessStatus['activity'][];
  let log: string[];
  let count = 0;

  function start(atStart = 'fine', changes: Partial<typeof times> = {}): void {
    seen = [];
    log = [];
    model = new ModelProcess(
      {
        script,
        options: { runtime: 'auto', threads: 1, bundledModel: atStart },
        log: (line) => log.push(line),
      },
      { ...times, ...changes },
    );
    model.onStatus(({ activity }) => seen.push(activity));
    page = model.retain();
  }

  const run = (text: string, folder = '/model', token?: CancellationTokenSource['token']) =>
    model.run({ folder, runId: `run ${++count}`, text, kept: 'start' }, token);
  const pid = () => model.status.runtime?.version;
  const code = (expected: string) => (error: unknown) => error instanceof UnderhoodError && error.code === expected;

  async function until(activity: ModelProcessStatus['activity']): Promise<void> {
    for (let tries = 0; model.status.activity !== activity; tries++) {
      assert.ok(tries < 500, `still ${model.status.activity}, not ${activity}`);
      await sleep(10);
    }
  }

  afterEach(() => {
    page.dispose();
    model.dispose();
  });

  it('is started by the first request, opens the model that a run names, and says what it does', async () => {
    start();
    await sleep(20);
    assert.equal(model.status.activity, 'idle');
    assert.equal((await run('hello')).text, 'hello');
    await sleep(1);
    assert.deepEqual(seen, ['loading', 'running', 'ready']);
    assert.equal(model.status.model?.folder, '/model');
    assert.ok(log.includes('listening'), 'what it prints is in the log');
  });

  it('answers about a run with its bytes unharmed', async () => {
    start();
    const { runId } = await run('hello');
    const { data } = await model.request('thumbnails', { runId, hideFirst: false, mergeWords: false });
    assert.ok(data instanceof Uint8Array);
    assert.deepEqual([...data], [7]);
  });

  it('keeps the old model where the new one cannot be opened', async () => {
    start();
    await run('hello');
    const before = pid();
    await assert.rejects(model.open('fail'), code('model.none'));
    assert.equal(model.status.activity, 'ready');
    assert.equal((await run('again')).model.folder, '/model');
    assert.equal(pid(), before);
  });

  for (const how of ['exit 3', 'abort']) {
    it(`comes back after a crash (${how}), with its model, and the next run works`, async () => {
      start();
      await run('hello');
      const before = pid();
      await assert.rejects(run(how), code('process.crashed'));
      await until('ready');
      assert.notEqual(pid(), before);
      assert.equal((await run('hello')).text, 'hello');
    });
  }

  it('does a run again when it is asked about it after a crash', async () => {
    start();
    const { runId } = await run('hello');
    await assert.rejects(run('exit 3'), code('process.crashed'));
    const ask = () => model.request('thumbnails', { runId, hideFirst: false, mergeWords: false });
    const answers = await Promise.all([ask(), ask()]);
    assert.deepEqual(
      answers.map((answer) => answer.runId),
      [runId, runId],
    );
    await assert.rejects(
      model.request('thumbnails', { runId: 'never', hideFirst: false, mergeWords: false }),
      code('process.runForgotten'),
    );
  });

  it('places a text beside a run, neither in the way of the other, and again after a crash', async () => {
    start();
    const place = (text: string) => model.place({ folder: '/model', runId: `run ${++count}`, text, kept: 'start' });
    const [placed, ran] = await Promise.all([place('hello'), run('hello')]);
    assert.deepEqual([placed.text, ran.text], ['hello', 'hello']);
    const older = place('slow 50');
    await Promise.all([assert.rejects(older, code('superseded')), place('hello')]);
    for (let i = 0; i < 5; i++) await run('others');
    await assert.rejects(run('exit 3'), code('process.crashed'));
    const { displacement } = await model.request('displace', {
      runId: placed.runId,
      displacement: { kind: 'shuffle', seed: 2 },
    });
    assert.deepEqual(displacement, { kind: 'shuffle', seed: 2 });
  });

  it('translates whichever model is open, and again after a crash', async () => {
    start();
    const translate = (text: string) =>
      model.translate({ runId: `run ${++count}`, text, folders: ['/a', '/b'], beams: 1 });
    const { runId, systems } = await translate('hello');
    assert.equal(systems.length, 2);
    assert.equal(model.status.activity, 'idle', 'no model was opened for it');
    assert.ok(seen.includes('running'));
    const older = translate('slow 50');
    const [, ran] = await Promise.all([assert.rejects(older, code('superseded')), run('hello'), translate('again')]);
    assert.equal(ran.text, 'hello');
    await assert.rejects(run('exit 3'), code('process.crashed'));
    assert.equal((await model.request('recurrence', { runId, system: 1 })).system, 1);
  });

  it('begins again with other settings as soon as it rests, also where it has only translated', async () => {
    start();
    const afterwards = async (before: number | undefined) => {
      for (let tries = 0; model.pid === undefined || model.pid === before; tries++) {
        assert.ok(tries < 500, `still process ${model.pid}`);
        await sleep(10);
      }
    };
    model.renew();
    await sleep(20);
    assert.equal(model.pid, undefined, 'none is started for it');
    const runId = `run ${++count}`;
    await model.translate({ runId, text: 'hello', folders: ['/a', '/b'], beams: 1 });
    const translating = model.pid;
    model.renew();
    await afterwards(translating);
    assert.equal((await model.request('recurrence', { runId, system: 1 })).system, 1);

    const running = run('slow 100');
    await until('running');
    const busy = model.pid;
    model.renew();
    assert.equal((await running).text, 'slow 100');
    await afterwards(busy);
    const next = model.pid;
    assert.equal((await run('hello')).text, 'hello');
    assert.equal(model.pid, next, 'once');
  });

  it('is stopped by a second crash on the same request, however late, until it is restarted', async () => {
    start('fine', { early: 0 });
    await run('hello');
    await assert.rejects(run('exit 3'), code('process.crashed'));
    await until('ready');
    await run('hello');
    await assert.rejects(run('exit 3'), code('process.stopped'));
    assert.equal(model.status.activity, 'stopped');
    assert.equal(model.status.error?.code, 'process.stopped');
    await assert.rejects(run('hello'), code('process.stopped'));
    await model.restart();
    assert.equal(model.status.activity, 'ready');
    assert.equal((await run('hello')).text, 'hello');
  });

  it('is started again after a crash on another request', async () => {
    start('fine', { early: 0 });
    await assert.rejects(run('exit 3'), code('process.crashed'));
    await assert.rejects(run('exit 4'), code('process.crashed'));
    assert.equal((await run('hello')).text, 'hello');
  });

  it('is stopped by a second crash soon after the start', async () => {
    start('exit 1');
    await assert.rejects(run('hello'), code('process.crashed'));
    await until('stopped');
  });

  it('survives being killed from outside while it is idle', async () => {
    start();
    await run('hello');
    const before = pid();
    process.kill(Number(before), 'SIGKILL');
    for (let tries = 0; pid() === before; tries++) {
      assert.ok(tries < 500);
      await sleep(10);
    }
    assert.equal((await run('hello')).text, 'hello');
  });

  it('answers a cancellation at once, and ends a process that does not stop', async () => {
    start();
    await run('hello');
    const before = pid();
    const source = new CancellationTokenSource();
    const pending = run('hang', '/model', source.token);
    await sleep(50);
    source.cancel();
    assert.equal(await inThisTurn(pending), 'cancelled');
    assert.equal((await run('hello')).text, 'hello');
    assert.notEqual(pid(), before);
    assert.ok(!seen.includes('stopped'));
  });

  it('keeps a process that stops in time', async () => {
    start();
    await run('hello');
    const before = pid();
    const source = new CancellationTokenSource();
    const pending = run('patient', '/model', source.token);
    setTimeout(() => source.cancel(), 20);
    await assert.rejects(pending, code('cancelled'));
    await sleep(times.patience + 50);
    assert.equal((await run('hello')).text, 'hello');
    assert.equal(pid(), before);
  });

  it('loads the model again by itself after a cancellation that ended the process', async () => {
    start();
    await run('hello');
    const before = pid();
    const source = new CancellationTokenSource();
    const pending = run('hang', '/model', source.token);
    setTimeout(() => source.cancel(), 20);
    await assert.rejects(pending, code('cancelled'));
    for (let tries = 0; pid() === before; tries++) {
      assert.ok(tries < 500);
      await sleep(10);
    }
    await until('ready');
  });

  it('does not begin what was cancelled before', async () => {
    start();
    const source = new CancellationTokenSource();
    source.cancel();
    await assert.rejects(run('exit 3', '/model', source.token), code('cancelled'));
    assert.equal((await run('hello')).text, 'hello');
  });

  it('lets the newest run win', async () => {
    start();
    await run('hello');
    const texts = ['hang', 'one', 'two', 'three'];
    const outcomes = await Promise.allSettled(texts.map((text) => run(text)));
    assert.deepEqual(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.text : outcome.reason.code)),
      ['superseded', 'superseded', 'superseded', 'three'],
    );
  });

  it('waits for an old run that ends in time instead of loading the model again', async () => {
    start('fine', { patience: 2000 });
    await run('hello');
    const before = pid();
    const old = assert.rejects(run('slow 100'), code('superseded'));
    await sleep(20);
    assert.equal((await run('hello')).text, 'hello');
    await old;
    assert.equal(pid(), before);
  });

  it('gives up loading one model for another', async () => {
    start();
    await run('hello');
    const first = assert.rejects(model.open('hang'), code('superseded'));
    await sleep(20);
    assert.equal((await run('hello', '/other')).model.folder, '/other');
    await first;
    assert.equal(model.status.model?.folder, '/other');
  });

  it('ends a while after the last page closed, and starts again when it is needed', async () => {
    start();
    await run('hello');
    const before = pid();
    page.dispose();
    await sleep(50);
    page = model.retain();
    await sleep(times.linger + 100);
    assert.equal(model.status.activity, 'ready', 'someone came back in time');
    page.dispose();
    await until('idle');
    await assert.rejects(async () => process.kill(Number(before), 0), { code: 'ESRCH' });
    assert.equal(model.status.model?.folder, '/model');
    page = model.retain();
    assert.equal((await run('hello')).text, 'hello');
  });

  describe('reading and writing', () => {
    const read = (text: string, options: Parameters<ModelProcess['read']>[1] = {}) =>
      model.read({ folder: '/model', runId: `reading ${++count}`, text, extent: 'window' }, options);
    const request = (runId: string, count = 3, path: number[] = []) => {
      return { runId, path, sampling: nextTokenStart.sampling, count, generationId: `${runId} ${path.length}` };
    };

    it('tells how far a reading is, to whoever asked for it', async () => {
      start();
      const told: number[][] = [];
      const { runId } = await read('long', { onProgress: (done, total) => told.push([done, total]) });
      assert.deepEqual(told, [
        [0, 3],
        [1, 3],
        [2, 3],
      ]);
      const { logits } = await model.request('nextToken', { runId, position: 1 });
      assert.deepEqual([...logits], [1, 2]);
    });

    it('lets neither the editor nor a run take the place of what the page reads', async () => {
      start();
      await run('hello');
      const answers = await Promise.all([read('a'), read('b', { lane: 'paint' }), run('c')]);
      assert.deepEqual(
        answers.map(({ text }) => text),
        ['a', 'b', 'c'],
      );
      const older = read('slow 50');
      await Promise.all([assert.rejects(older, code('superseded')), read('newer')]);
    });

    it('hands on each token as it is written', async () => {
      start();
      const { runId } = await read('a');
      const written: number[] = [];
      const { end } = await model.generate(request(runId, 3, [7, 7]), ({ id }) => written.push(id));
      assert.deepEqual([written, end], [[2, 3, 4], 'count']);
    });

    it('stops writing when told to, and writes one thing at a time', async () => {
      start();
      const { runId } = await read('a');
      const before = pid();
      const source = new CancellationTokenSource();
      const written: number[] = [];
      const stopped = model.generate(request(runId, 100), ({ id }) => written.push(id), source.token);
      await sleep(50);
      source.cancel();
      await assert.rejects(stopped, code('cancelled'));
      const { length } = written;
      assert.ok(length > 0 && length < 100);
      const older = model.generate(request(runId, 100), () => {});
      const newer = model.generate(request(runId, 1), () => {});
      await Promise.all([assert.rejects(older, code('superseded')), newer]);
      assert.equal(written.length, length);
      assert.equal(pid(), before, 'the process went on');
    });

    it('reads again, after a crash, what is to be continued', async () => {
      start();
      const { runId } = await read('a');
      await assert.rejects(run('exit 3'), code('process.crashed'));
      const written: number[] = [];
      await model.generate(request(runId), ({ id }) => written.push(id));
      assert.deepEqual(written, [0, 1, 2]);
    });
  });

  it('counts tokens only where nobody has to wait for that', async () => {
    start();
    assert.equal(await model.countTokens('hello'), undefined);
    assert.deepEqual(seen, []);
    await run('hello');
    assert.deepEqual(await model.countTokens('hello'), { count: 5, isExact: true });
  });

  it('rejects what waits when it is disposed, and ends the process', async () => {
    start();
    await run('hello');
    const before = pid();
    const pending = run('hang');
    await sleep(20);
    model.dispose();
    await assert.rejects(pending, code('disconnected'));
    await assert.rejects(run('hello'), code('disconnected'));
    await sleep(20);
    await assert.rejects(async () => process.kill(Number(before), 0), { code: 'ESRCH' });
  });
});
