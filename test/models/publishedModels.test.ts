import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { plainSampling } from '../../src/analysis/samplingSettings.ts';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { generate } from '../../src/models/decoding/generation.ts';
import { type FolderModel, loadModel } from '../../src/models/loaded/loadedModel.node.ts';
import { argmax, distance } from './goldenCases.ts';

const models = path.join(import.meta.dirname, '../../../shared/data/models');

/** What run.c of karpathy/llama2.c prints for stories260K at temperature 0 and 200 steps (its test_all.py). */
const storyOfLily = `Once upon a time, there was a little girl named Lily. She loved to play outside in the park. One day, she saw a big, red ball. She wanted to play with it, but it was too high.
Lily's mom said, "Lily, let's go to the park." Lily was sad and didn't know what to do. She said, "I want to play with your ball, but I can't find it."
Lily was sad and didn't know what to do. She said, "I'm sorry, Lily. I didn't know what to do."
Lily didn't want to help her mom, so she`;

function textOf({ tokenizer }: FolderModel, ids: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(ids.flatMap((id) => [...tokenizer.bytesOf(id)])));
}

describe('published models', () => {
  const open = (name: string): Promise<FolderModel> =>
    loadModel(path.join(models, name), onnxruntimeNode({ threads: 1 }));

  before(function () {
    if (existsSync(models)) return;
    console.log('      ../shared/data/models is not here: published models are not checked');
    this.skip();
  });

  it("nanoGPT's characters: PyTorch's logits and greedy text", async () => {
    const folder = path.join(models, 'nanogpt-shakespeare-char');
    const reference = JSON.parse(readFileSync(path.join(folder, 'reference.json'), 'utf8'));
    const model = await open('nanogpt-shakespeare-char');
    assert.deepEqual(
      model.tokenizer.encode(reference.text).map(({ id }) => id),
      reference.ids,
    );

    const { logits } = await model.capture(reference.ids, []);
    assert.ok(distance(logits.data as Float32Array, reference.logits_all.flat()) <= 5e-5);

    let ids: number[] = reference.ids;
    for (let step = 0; step < 100; step++) {
      // Beyond its context nanoGPT goes on with the last tokens (`idx[:, -block_size:]`).
      const window = ids.slice(-model.summary.contextLength);
      const next = await model.capture(window, [], [window.length - 1]);
      ids = [...ids, argmax(next.logits.data as Float32Array)];
    }
    assert.equal(textOf(model, ids), reference.greedy100);
    await model.close();
  });

  it("stories260K: llama2.c's published text", async () => {
    const model = await open('stories260K');
    const ids = [1];
    while (ids.length <= 200) {
      const { logits } = await model.capture(ids, [], [ids.length - 1]);
      ids.push(argmax(logits.data as Float32Array));
    }
    assert.equal(textOf(model, ids.slice(1)).trimStart(), storyOfLily);
    const cached: number[] = [];
    const greedily = { ...plainSampling, temperature: 0 };
    const generation = { context: [1], path: [], sampling: greedily, count: 200, endTokens: model.specialTokens.ends };
    await generate(await model.reader(), generation, async ({ id }) => {
      cached.push(id);
    });
    assert.deepEqual(cached, ids.slice(1), 'with remembered keys and values');
    await model.close();
  });

  it('gpt-nano-sort sorts all 729 inputs', async () => {
    const model = await open('gpt-nano-sort');
    for (let number = 0; number < 3 ** 6; number++) {
      const letters = Array.from({ length: 6 }, (_, place) => Math.floor(number / 3 ** place) % 3);
      const sorted = letters.toSorted();
      // Causal, so the answers at all places come from one run on the input and what precedes the last answer.
      const { logits } = await model.capture([...letters, ...sorted.slice(0, 5)], [], [5, 6, 7, 8, 9, 10]);
      const answers = sorted.map((_, place) => argmax(logits.data.slice(3 * place, 3 * place + 3) as Float32Array));
      assert.deepEqual(answers, sorted, `sorts ${letters}`);
    }
    await model.close();
  });
});
