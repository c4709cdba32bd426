import assert from 'node:assert/strict';
import { CancellationToken } from 'vscode-jsonrpc';
import { UnderhoodError } from '../../src/errors.ts';
import { Session } from '../../src/modelProcess/session.ts';
import type { RunSummary } from '../../src/protocol/run.ts';
import { fakeModel } from './fakeModel.ts';

const runtime = { name: 'fake', version: '0', device: 'cpu', threads: 1 };
const none = CancellationToken.None;
const plain = { hideFirst: false, mergeWords: false };

function fakeSession(changes: Parameters<typeof fakeModel>[1] = {}) {
  const loaded: ReturnType<typeof fakeModel>[] = [];
  const session = new Session(
    async (folder) => {
      if (folder === '/bad') throw new UnderhoodError('model.none');
      const model = fakeModel(folder, changes);
      loaded.push(model);
      return { model, runtime };
    },
    () => {},
  );
  const run = async (runId: string, text = 'the cat the cat'): Promise<RunSummary> =>
    session.run({ runId, text, kept: 'start' }, none);
  return { session, loaded, run };
}

describe('the session of the model process', () => {
  it('answers nothing without a model', async () => {
    const { session, run } = fakeSession();
    await assert.rejects(run('1'), { code: 'model.none' });
    assert.throws(() => session.countTokens({ text: 'a' }, none), { code: 'model.none' });
  });

  it('opens a folder once, and closes the previous model', async () => {
    const { session, loaded } = fakeSession();
    const [first, again] = await Promise.all([
      session.open({ folder: '/a' }, none),
      session.open({ folder: '/a' }, none),
    ]);
    assert.deepEqual(first, again);
    assert.deepEqual(first.runtime, runtime);
    assert.equal(loaded.length, 1);
    await session.open({ folder: '/b' }, none);
    assert.deepEqual(
      loaded.map(({ closed }) => closed),
      [true, false],
    );
  });

  it('keeps the old model where the new one cannot be read', async () => {
    const { session, loaded, run } = fakeSession();
    await session.open({ folder: '/a' }, none);
    await assert.rejects(async () => session.open({ folder: '/bad' }, none), { code: 'model.none' });
    assert.equal(loaded[0].closed, false);
    assert.equal((await run('1')).model.folder, '/a');
  });

  it('closes a model again that opens but cannot run', async () => {
    const models = ['/a', '/b'].map((folder) => fakeModel(folder));
    models[1].run = async () => {
      throw new UnderhoodError('checkpoint.fileCutShort', { file: 'model.safetensors', length: 8 });
    };
    const session = new Session(
      async (folder) => ({ model: models.find(({ summary }) => summary.folder === folder)!, runtime }),
      () => {},
    );
    await session.open({ folder: '/a' }, none);
    await assert.rejects(async () => session.open({ folder: '/b' }, none), { code: 'checkpoint.fileCutShort' });
    assert.deepEqual(
      models.map(({ closed }) => closed),
      [false, true],
    );
  });

  it('runs a text: tokens, times, statistics of every head', async () => {
    const { session, run } = fakeSession();
    await session.open({ folder: '/a' }, none);
    const summary = await run('1');
    assert.equal(summary.text, 'the cat the cat');
    assert.equal(summary.tokens.length, 16);
    assert.deepEqual(summary.tokens[1], { id: 116, spelling: '<116>', bytes: [116], start: 0, end: 1, kind: 'text' });
    assert.equal(summary.cut, undefined);
    for (const values of Object.values(summary.statistics)) {
      assert.equal(values.length, 8);
      assert.ok(values.every((value) => value >= 0));
    }
    assert.ok(summary.statistics.duplicateToken[0] > 0, 'the text repeats itself');
  });

  it('says what was cut', async () => {
    const { session, run } = fakeSession();
    await session.open({ folder: '/a' }, none);
    const summary = await run('1', 'a'.repeat(100));
    assert.deepEqual(summary.cut, { kept: 'start', totalTokens: 101, totalIsExact: true, start: 0, end: 15 });
  });

  it('counts ranges from the beginning of the end that was kept', async () => {
    const { session } = fakeSession();
    await session.open({ folder: '/a' }, none);
    const summary = await session.run({ runId: '1', text: `${'a'.repeat(100)}天b`, kept: 'end' }, none);
    assert.equal(summary.text, `${'a'.repeat(11)}天b`);
    assert.deepEqual([summary.cut?.start, summary.cut?.end], [89, 102]);
    assert.deepEqual([summary.tokens[0].start, summary.tokens[0].end], [0, 0]);
    const last = summary.tokens.slice(-4).map(({ start, end }) => summary.text.slice(start, end));
    assert.deepEqual(last, ['天', '天', '天', 'b']);
  });

  it('never runs more tokens than a slice can carry', async () => {
    const { session, run } = fakeSession({
      contextLength: 100_000,
      layers: 1,
      heads: 1,
      keyValueHeads: 1,
      headSize: 1,
    });
    await session.open({ folder: '/a' }, none);
    assert.equal((await run('1', 'a'.repeat(5000))).tokens.length, 1024);
  });

  it('reduces every head to a thumbnail that is 0 above the diagonal', async () => {
    const { session, run } = fakeSession();
    await session.open({ folder: '/a' }, none);
    await run('1');
    const { size, length, data } = await session.thumbnails({ runId: '1', ...plain }, none);
    assert.deepEqual([size, length, data.length], [16, 16, 8 * 16 * 16]);
    for (let head = 0; head < 8; head++) {
      assert.equal(data[head * 256], 255, 'the first token sees only itself');
      for (let cell = 0; cell < 256; cell++)
        if (cell % 16 > Math.floor(cell / 16)) assert.equal(data[head * 256 + cell], 0);
    }
    const hidden = await session.thumbnails({ runId: '1', hideFirst: true, mergeWords: false }, none);
    for (let cell = 0; cell < hidden.data.length; cell += 16) assert.equal(hidden.data[cell], 0, 'no first column');
    const merged = await session.thumbnails({ runId: '1', hideFirst: false, mergeWords: true }, none);
    assert.equal(merged.length, 5, '<s> and four words');
    assert.equal(merged.data.length, 8 * 25);
  });

  it('gives a head in every quantity, and a cell that agrees with it', async () => {
    const { session, run } = fakeSession();
    await session.open({ folder: '/a' }, none);
    await run('1');
    const address = { runId: '1', layer: 1, head: 3 };
    const [pattern, scores, raw, contribution] = await Promise.all(
      (['pattern', 'scores', 'raw', 'contribution'] as const).map(async (quantity) => {
        const slice = await session.head({ ...address, quantity }, none);
        assert.equal(slice.data.byteLength, slice.data.buffer.byteLength, 'no more travels than is shown');
        return slice.data;
      }),
    );
    const cell = await session.cell({ ...address, query: 7, key: 2 }, none);
    const row = (data: Float32Array) => [...data.slice(7 * 16, 8 * 16)];
    assert.deepEqual([...cell.weights], row(pattern));
    assert.deepEqual([...cell.scores], row(scores));
    assert.deepEqual([...cell.raw], row(raw));
    assert.deepEqual(
      row(contribution),
      row(pattern).map((weight) => 2 * weight),
    );
    const powers = row(scores).map(Math.exp);
    const sum = powers.reduce((a, b) => a + b, 0);
    powers.forEach((power, key) => {
      assert.ok(Math.abs(power / sum - cell.weights[key]) < 1e-6, 'softmax of the scores is the pattern');
    });
  });

  it('keeps the last two runs', async () => {
    const { session, run } = fakeSession();
    await session.open({ folder: '/a' }, none);
    for (const id of ['1', '2', '3']) await run(id);
    assert.throws(() => session.thumbnails({ runId: '1', ...plain }, none), { code: 'process.runForgotten' });
    for (const runId of ['2', '3']) await session.thumbnails({ runId, ...plain }, none);
  });

  it('still shows a run of a model that was closed, but not what needs its weights', async () => {
    const { session, run } = fakeSession();
    await session.open({ folder: '/a' }, none);
    await run('1');
    await session.open({ folder: '/b' }, none);
    const address = { runId: '1', layer: 0, head: 0 };
    await session.head({ ...address, quantity: 'raw' }, none);
    await assert.rejects(async () => session.head({ ...address, quantity: 'contribution' }, none), {
      code: 'model.noLongerOpen',
    });
  });

  it('refuses places that do not exist', async () => {
    const { session, run } = fakeSession();
    await session.open({ folder: '/a' }, none);
    await run('1');
    const bad = { code: 'page.badRequest' };
    await assert.rejects(async () => session.head({ runId: '1', layer: 2, head: 0, quantity: 'raw' }, none), bad);
    await assert.rejects(async () => session.head({ runId: '1', layer: 0, head: 4, quantity: 'raw' }, none), bad);
    await assert.rejects(async () => session.cell({ runId: '1', layer: 0, head: 0, query: 16, key: 0 }, none), bad);
  });

  it('does not begin a run that was cancelled while it waited', async () => {
    const { session } = fakeSession();
    await session.open({ folder: '/a' }, none);
    await assert.rejects(
      async () => session.run({ runId: '1', text: 'abc', kept: 'start' }, CancellationToken.Cancelled),
      { code: 'cancelled' },
    );
  });

  it('goes on after a failure', async () => {
    const { session, run } = fakeSession();
    await session.open({ folder: '/a' }, none);
    await assert.rejects(async () => session.open({ folder: '/bad' }, none));
    await run('1');
  });
});
