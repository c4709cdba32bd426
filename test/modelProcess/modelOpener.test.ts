import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import path from 'node:path';
import { ModelProcess } from '../../src/modelProcess/client.ts';

const script = path.join(import.meta.dirname, 'fakeProcess.mjs');

describe('several models, wanted at once', () => {
  let model: ModelProcess;
  const asked = (folder: string) => ({ folder, runId: `of ${folder}`, text: 'hello' });

  beforeEach(() => {
    const options = { runtime: 'auto', threads: 1, bundledModel: 'fine' } as const;
    model = new ModelProcess({ script, options, log() {} }, { patience: 200 });
  });
  afterEach(() => model.dispose());

  it('are opened one after the other, and each does what it is wanted for', async () => {
    const answers = await Promise.all([
      model.run({ ...asked('/a'), kept: 'start' }),
      model.read({ ...asked('/b'), extent: 'window' }),
      model.place({ ...asked('/c'), kept: 'start' }),
      model.read({ ...asked('/b'), extent: 'window' }, { lane: 'paint' }),
    ]);
    assert.deepEqual(
      answers.map((answer) => answer.model.folder),
      ['/a', '/b', '/c', '/b'],
    );
  });

  it('are all waited for, be it that one takes long to open', async () => {
    const answers = await Promise.all([
      model.run({ ...asked('slow 400'), kept: 'start' }),
      model.read({ ...asked('/b'), extent: 'window' }),
    ]);
    assert.deepEqual(
      answers.map((answer) => answer.model.folder),
      ['slow 400', '/b'],
    );
  });

  it('are not waited for any more once nothing is wanted of them', async () => {
    const slow = model.run({ ...asked('hang'), kept: 'start' });
    const read = model.read({ ...asked('/b'), extent: 'window' });
    const place = model.place({ ...asked('/c'), kept: 'start' });
    const run = model.run({ ...asked('/d'), kept: 'start' });
    await assert.rejects(slow, { code: 'superseded' });
    const answers = await Promise.all([read, place, run]);
    assert.deepEqual(
      answers.map((answer) => answer.model.folder),
      ['/b', '/c', '/d'],
    );
  });
});
