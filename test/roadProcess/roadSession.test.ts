import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { CancellationToken, CancellationTokenSource } from 'vscode-jsonrpc';
import 'vscode-jsonrpc/node';
import type { RoadProgress, RoadTask } from '../../src/protocol/road.ts';
import { experiments } from '../../src/road/experiments.ts';
import { startOf } from '../../src/road/field.ts';
import { literal } from '../../src/road/message.ts';
import type { runExperiment } from '../../src/road/runs.ts';
import { RoadSession } from '../../src/roadProcess/roadSession.ts';

const settings = startOf(experiments.noodles.fields);
const task: RoadTask = { name: 'noodles', settings, folder: null, model: '' };
const outcome = (text: string) => ({ headline: literal(text), views: [] });

describe('RoadSession', () => {
  /** An experiment of so many steps. */
  const session = (steps: number) => {
    const told: RoadProgress[] = [];
    let done = 0;
    const compute: typeof runExperiment = async (_name, _settings, context) => {
      for (let i = 0; i < steps; i++) {
        await context.step(i / steps, outcome(`step ${i}`));
        done++;
        await sleep(2);
      }
      return outcome('end');
    };
    const made = new RoadSession(
      '',
      async () => Promise.reject(new Error('none')),
      (progress) => told.push(progress),
      compute,
    );
    return { made, told, done: () => done };
  };

  it('runs an experiment as it is declared', async () => {
    const made = new RoadSession(
      '',
      async () => Promise.reject(new Error('none')),
      () => {},
    );
    const { headline } = await made.run(task, CancellationToken.None);
    assert.equal(headline.key, 'noodles.headline');
  });

  it('hands on what an experiment asks a language model', async () => {
    const compute: typeof runExperiment = async (_name, _settings, context) => {
      return outcome((await context.ask('Who?')) ?? 'nobody');
    };
    const asking = (ask?: (question: string) => Promise<string | undefined>) =>
      new RoadSession(
        '',
        async () => Promise.reject(new Error('none')),
        () => {},
        compute,
        ask,
      );
    const answered = asking(async (question) => `asked: ${question}`);
    assert.deepEqual(await answered.run(task, CancellationToken.None), outcome('asked: Who?'));
    assert.deepEqual(await asking().run(task, CancellationToken.None), outcome('nobody'));
  });

  it('tells how far it is, with what there is so far, but not at every step', async () => {
    const { made, told } = session(100);
    assert.deepEqual(await made.run(task, CancellationToken.None), outcome('end'));
    assert.ok(told.length >= 2 && told.length < 20, `${told.length}`);
    assert.ok(told.some(({ partial }) => partial !== undefined));
    assert.ok(told.every(({ done }, i) => i === 0 || done > told[i - 1].done));
  });

  it('pauses between two steps, and goes on', async () => {
    const { made, done } = session(20);
    const running = made.run(task, CancellationToken.None);
    await sleep(10);
    made.pause({}, CancellationToken.None);
    await sleep(10);
    const paused = done();
    await sleep(40);
    assert.equal(done(), paused);
    made.resume({}, CancellationToken.None);
    await running;
    assert.equal(done(), 20);
  });

  it('ends where it is cancelled, paused or not, and where another one begins', async () => {
    const { made, done } = session(1000);
    const source = new CancellationTokenSource();
    const running = made.run(task, source.token);
    await sleep(10);
    made.pause({}, CancellationToken.None);
    source.cancel();
    await assert.rejects(running as Promise<unknown>, { code: 'cancelled' });
    assert.ok(done() < 1000);
    const first = made.run(task, CancellationToken.None) as Promise<unknown>;
    await sleep(5);
    const stop = new CancellationTokenSource();
    const second = made.run(task, stop.token) as Promise<unknown>;
    await assert.rejects(first, { code: 'cancelled' });
    stop.cancel();
    await assert.rejects(second, { code: 'cancelled' });
  });
});
