import assert from 'node:assert/strict';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { trainingSpeed } from '../../src/training/speedProbe.ts';

describe('The probe of training speed', () => {
  it('times a recurrent network and a transformer with as many parameters', async () => {
    const { batch, tokens, rnn, transformer, parameters, threads } = await trainingSpeed(
      onnxruntimeNode({ threads: 1 }),
      16,
    );
    assert.deepEqual([batch * tokens, threads], [1024, 1]);
    assert.ok(rnn > 0 && transformer > 0 && Number.isFinite(rnn) && Number.isFinite(transformer));
    assert.ok(Math.abs(parameters.rnn / parameters.transformer - 1) < 0.01, JSON.stringify(parameters));
  }).timeout(60_000);
});
