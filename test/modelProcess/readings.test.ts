import assert from 'node:assert/strict';
import path from 'node:path';
import { CancellationToken, CancellationTokenSource } from 'vscode-jsonrpc';
import { plainSampling } from '../../src/analysis/samplingSettings.ts';
import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';
import { Readings } from '../../src/modelProcess/readings.ts';
import { loadModel } from '../../src/models/loaded/loadedModel.node.ts';
import type { LoadedModel } from '../../src/models/loaded/loadedModel.ts';
import { root } from '../harness/paths.ts';

const runtime = { name: 'onnxruntime-node', version: '0', device: 'cpu', threads: 1 };
const none = CancellationToken.None;
const text = 'The cat sat on the mat; 小猫坐在垫子上。 ';

describe('the readings of the model process', () => {
  let first: LoadedModel;
  let second: LoadedModel;
  let open: LoadedModel;
  let pushed: { event: string; payload: unknown }[];
  let readings: Readings;

  before(async () => {
    const choice = await chooseRuntime({ runtime: 'auto', threads: 1 });
    first = await loadModel(path.join(root, 'test/fixtures/tinyGpt2'), choice);
    second = await loadModel(path.join(root, 'test/fixtures/tinyGpt2'), choice);
  });
  after(() => Promise.all([first.close(), second.close()]));

  beforeEach(() => {
    open = first;
    pushed = [];
    readings = new Readings(
      () => ({ model: open, runtime }),
      (event, payload) => pushed.push({ event, payload }),
    );
  });

  const read = async (runId: string, what = text, extent: 'window' | 'all' = 'window', token = none) =>
    readings.read({ runId, text: what, extent }, token);
  const generation = (runId: string) => {
    return { runId, path: [], sampling: plainSampling, count: 3, generationId: 'g' };
  };

  it('says of each token where it stands, and how it is spelled', async () => {
    const { tokens, surprisals, alternatives, vocabulary, cut } = await read('1');
    assert.equal(tokens.map(({ start, end }) => text.slice(start, end)).join('').length >= text.length, true);
    assert.equal(surprisals.length, tokens.length);
    assert.equal(cut, undefined);
    const spelled = new Set(vocabulary.map(({ id }) => id));
    assert.ok([...alternatives.ids].every((id) => spelled.has(id)));
  });

  it('reads the end of a text that is longer than the context, or all of it in windows', async () => {
    const long = text.repeat(40);
    const { tokens, cut, windows } = await read('1', long);
    const { contextLength } = first.summary;
    assert.ok(tokens.length <= contextLength);
    assert.deepEqual([cut?.kept, cut?.end, windows], ['end', long.length, undefined]);
    const whole = await read('2', long, 'all');
    assert.equal(whole.cut, undefined);
    assert.ok(whole.tokens.length > contextLength && whole.windows!.count > 1);
    assert.ok(pushed.some(({ event, payload }) => event === 'reading' && 'total' in (payload as object)));
  });

  it('stops when it is cancelled, and reads on afterwards', async () => {
    const source = new CancellationTokenSource();
    const cancelled = read('1', text.repeat(40), 'all', source.token);
    setImmediate(() => source.cancel());
    await assert.rejects(cancelled, { code: 'cancelled' });
    assert.ok((await read('2', text.repeat(40), 'all')).reused >= 0);
  });

  it('lets the page ask while the editor reads', async () => {
    const editor = read('1', text.repeat(60), 'all');
    const page = await read('2');
    const { logits } = await readings.nextToken({ runId: '2', position: 3 }, none);
    assert.equal(logits.length, page.model.vocabularySize);
    assert.ok((await editor).tokens.length > 0);
  });

  it('gives up with a model that is no longer open', async () => {
    const pending = read('1', text.repeat(60), 'all');
    await read('2');
    open = second;
    await assert.rejects(pending, { code: 'model.noLongerOpen' });
    await assert.rejects(async () => readings.nextToken({ runId: '2', position: 1 }, none), {
      code: 'model.noLongerOpen',
    });
    await readings.leave(first);
    assert.ok((await read('3')).tokens.length > 0);
  });

  it('reads once there is memory for it, though there was none before', async () => {
    let tries = 0;
    open = Object.assign(Object.create(first) as LoadedModel, {
      reader: async () => {
        if (tries++ === 0) throw new Error('out of memory');
        return first.reader();
      },
    });
    await assert.rejects(read('1'), /out of memory/);
    assert.ok((await read('2')).tokens.length > 0);
  });

  it('writes with the bytes of each token', async () => {
    await read('1');
    assert.deepEqual(await readings.generate(generation('1'), none), { end: 'count' });
    const tokens = pushed.filter(({ event }) => event === 'generated');
    assert.equal(tokens.length, 3);
    for (const { payload } of tokens) {
      const { token } = payload as { token: { id: number; bytes: number[]; alternatives: { bytes: number[] }[] } };
      assert.deepEqual(token.bytes, [...first.tokenizer.bytesOf(token.id)]);
      assert.equal(token.alternatives.length, 8);
    }
  });

  it('knows nothing before a text without a start token, and says so', async () => {
    const { tokens, startToken } = await read('1', '');
    assert.deepEqual([tokens.length, startToken], [0, undefined]);
    await assert.rejects(async () => readings.nextToken({ runId: '1', position: 0 }, none), {
      code: 'model.noStartToken',
    });
    await assert.rejects(async () => readings.generate(generation('1'), none), { code: 'model.noStartToken' });
  });

  it('refuses what is not there', async () => {
    const { tokens, model } = await read('1');
    const bad = { code: 'page.badRequest' };
    assert.throws(() => readings.nextToken({ runId: '1', position: tokens.length + 1 }, none), bad);
    assert.throws(() => readings.vocabulary({ runId: '1', ids: [model.vocabularySize] }, none), bad);
    assert.throws(() => readings.nextToken({ runId: '9', position: 0 }, none), { code: 'process.runForgotten' });
    const sampling = { ...plainSampling, temperature: 7 };
    const hot = { ...generation('1'), sampling };
    assert.throws(() => readings.generate(hot, none), { code: 'sampling.temperature' });
    for (const runId of ['2', '3', '4']) await read(runId);
    assert.throws(() => readings.nextToken({ runId: '1', position: 0 }, none), { code: 'process.runForgotten' });
  });
});
