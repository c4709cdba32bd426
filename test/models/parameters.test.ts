import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Checkpoint, StoredTensor } from '../../src/checkpoint/checkpoint.ts';
import { readCheckpoint } from '../../src/checkpoint/huggingFaceFolder.node.ts';
import { encodeSafetensors } from '../../src/checkpoint/safetensors.ts';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { Inference } from '../../src/models/inference/inference.ts';
import { loadModel } from '../../src/models/loaded/loadedModel.node.ts';
import { checkModel, parameterCount } from '../../src/models/parameters.ts';
import { throwsCode } from '../checkpoint/rejection.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { distance, goldenCases, readTensors } from './goldenCases.ts';

const cases = new Map(goldenCases().map((golden) => [golden.name, golden]));
const runtime = onnxruntimeNode({ threads: 1 });

describe('the parameters of a checkpoint', () => {
  const temporary = useTemporaryFolder();
  const withTensors = (checkpoint: Checkpoint, change: (tensors: Map<string, StoredTensor>) => void): Checkpoint => {
    const tensors = new Map(checkpoint.tensors);
    change(tensors);
    return { ...checkpoint, tensors };
  };
  const logitsOf = async (checkpoint: Checkpoint, ids: readonly number[]) => {
    const inference = new Inference(checkModel(checkpoint), runtime);
    const { logits } = await inference.run(
      ids,
      [],
      ids.map((_, row) => row),
    );
    await inference.release();
    return logits.data as Float32Array;
  };

  for (const [name, prefix] of [
    ['gpt2-plain', 'transformer.'],
    ['llama-tied-f16', 'model.'],
  ]) {
    it(`may lack the name of the part that holds them (${name})`, async () => {
      const { folder, ids, tensors } = cases.get(name)!;
      const bare = withTensors(await readCheckpoint(folder), (stored) => {
        for (const [key, tensor] of [...stored]) {
          stored.delete(key);
          stored.set(key.replace(prefix, ''), tensor);
        }
      });
      assert.ok([...bare.tensors.keys()].every((key) => !key.startsWith(prefix)));
      assert.ok(distance(await logitsOf(bare, ids), tensors.get('logits')!.data as Float32Array) <= 5e-5);
    });
  }

  it('are zero where a GPT-2 has no biases', async () => {
    const { folder, ids } = cases.get('gpt2-untied')!;
    const checkpoint = await readCheckpoint(folder);
    const isBias = (name: string) => name.endsWith('.bias');
    const without = withTensors(checkpoint, (stored) => {
      for (const name of [...stored.keys()].filter(isBias)) stored.delete(name);
    });
    // The same model with stored zeros must give the same logits, bit for bit.
    const file = path.join(temporary(), 'zeros');
    await writeFile(file, new Uint8Array(2 ** 16));
    const zeros = withTensors(checkpoint, (stored) => {
      for (const [name, tensor] of stored) if (isBias(name)) stored.set(name, { ...tensor, file, offset: 0 });
    });
    assert.ok(parameterCount(checkModel(without)) < parameterCount(checkModel(zeros)));
    assert.deepEqual(await logitsOf(without, ids), await logitsOf(zeros, ids));
  });

  it('may be spread over several files', async () => {
    const { folder, ids, tensors } = cases.get('llama-biases')!;
    const weights = [...readTensors(path.join(folder, 'model.safetensors'))];
    const shards = [weights.filter((_, i) => i % 2 === 0), weights.filter((_, i) => i % 2 === 1)];
    const weightMap: Record<string, string> = {};
    for (const [i, shard] of shards.entries()) {
      const file = `model-0000${i + 1}-of-00002.safetensors`;
      const writable = shard.map(([name, { shape, data }]) => [
        name,
        { dtype: 'f32', shape, data: data as Float32Array },
      ]);
      await writeFile(path.join(temporary(), file), [...encodeSafetensors(Object.fromEntries(writable))]);
      for (const [name] of shard) weightMap[name] = file;
    }
    await writeFile(path.join(temporary(), 'config.json'), readFileSync(path.join(folder, 'config.json')));
    const index = JSON.stringify({ metadata: {}, weight_map: weightMap });
    await writeFile(path.join(temporary(), 'model.safetensors.index.json'), index);

    const model = await loadModel(temporary(), runtime);
    const { logits } = await model.capture(ids, []);
    assert.ok(distance(logits.data as Float32Array, tensors.get('logits')!.data as Float32Array) <= 5e-5);
    await model.close();
  });

  it('must be there, in the shape and in a precision that can be used', async () => {
    const checkpoint = await readCheckpoint(cases.get('gpt2-untied')!.folder);
    const name = 'transformer.h.1.mlp.c_fc.weight';
    throwsCode(() => checkModel(withTensors(checkpoint, (stored) => stored.delete(name))), 'model.tensorMissing', {
      tensor: name,
    });
    throwsCode(
      () => checkModel({ ...checkpoint, config: { ...checkpoint.config, n_inner: 95 } }),
      'model.tensorShape',
      {
        tensor: 'transformer.h.0.mlp.c_fc.weight',
        expected: '24, 95',
        found: '24, 96',
      },
    );
    const unsupported = new Map([[name, 'F8_E4M3']]);
    throwsCode(() => checkModel({ ...checkpoint, unsupported }), 'checkpoint.unsupportedDtype', { tensor: name });
    const tooDeep = { ...checkpoint.config, n_layer: 3 };
    throwsCode(() => checkModel({ ...checkpoint, config: tooDeep }), 'model.tensorMissing', {
      tensor: 'transformer.h.2.ln_1.weight',
    });
  });
});
