import assert from 'node:assert/strict';
import type { Runtime } from '../../src/engine/runtime.ts';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { translatorOf } from '../../src/models/families.ts';
import { hookAxes } from '../../src/models/hooks.ts';
import { Random } from '../../src/random.ts';
import { initialParameters, parameterInputs } from '../../src/training/parameters.ts';
import { TranslatorInference } from '../../src/translation/translatorInference.ts';
import { smallTranslators } from './smallTranslators.ts';

const native = onnxruntimeNode({ threads: 1 });

function made(json: Readonly<Record<string, unknown>>, runtime: Runtime = native): TranslatorInference {
  const architecture = translatorOf(json);
  const specs = architecture.family.parameters(architecture.config);
  const parameters = initialParameters(specs, new Random(8));
  const weights = Object.fromEntries(parameters.map(({ name, data, shape }) => [name, { data, shape }]));
  const source = {
    ...architecture,
    parameters: (graph: Parameters<typeof parameterInputs>[0]) => parameterInputs(graph, specs, parameters).source,
  };
  return new TranslatorInference(source, runtime, weights);
}

const source = [7, 12, 3, 25, 0];

describe('Translating step by step', () => {
  for (const [name, json] of Object.entries(smallTranslators)) {
    it(`computes what reading the whole translation at once computes, also where beams change places: ${name}`, async () => {
      const model = made(json);
      const decoder = await model.decoder(await model.read(source), 3);
      // What each beam holds after each step: tokens, and the beam that it went on from.
      const steps = [
        { tokens: [1, 1, 1], parents: [0, 1, 2] },
        { tokens: [5, 6, 7], parents: [0, 1, 2] },
        { tokens: [8, 9, 10], parents: [2, 2, 0] },
        { tokens: [11, 12, 13], parents: [1, 0, 1] },
      ];
      let texts: number[][] = [[], [], []];
      for (const { tokens, parents } of steps) {
        texts = tokens.map((token, beam) => [...texts[parents[beam]], token]);
        const logits = await decoder.advance(tokens, parents);
        for (const [beam, text] of texts.entries()) {
          const whole = await model.capture(source, text, []);
          const size = logits[beam].length;
          const expected = (whole.logits.data as Float32Array).subarray((text.length - 1) * size);
          const worst = Math.max(...logits[beam].map((value, i) => Math.abs(value - expected[i])));
          assert.ok(worst < 1e-5, `beam ${beam} after ${text.join(' ')} differs by ${worst}`);
        }
      }
      await model.release();
    });

    it(`shapes every activation as the hook table says: ${name}`, async () => {
      const model = made(json);
      const target = [1, 5, 6];
      const { hooks } = await model.capture(source, target, model.hookNames);
      for (const [hook, { shape }] of Object.entries(hooks)) {
        const axes = hookAxes(hook);
        assert.equal(shape.length, axes.length, `${hook} is [${shape}]`);
        axes.forEach((axis, i) => {
          if (axis === 'T') assert.equal(shape[i], target.length, `${hook} is [${shape}]`);
          if (axis === 'S') assert.equal(shape[i], source.length, `${hook} is [${shape}]`);
        });
      }
      await model.release();
    });
  }

  it('compiles again what could not be compiled before, and can be closed all the same', async () => {
    let tries = 0;
    const model = made(smallTranslators.marian, {
      ...native,
      compile: async (graph) => (tries++ === 0 ? Promise.reject(new Error('out of memory')) : native.compile(graph)),
    });
    await assert.rejects(model.read(source), /out of memory/);
    assert.deepEqual((await model.read(source)).presence.shape, [source.length, 1]);
    await model.release();
    const closed = made(smallTranslators.marian, { ...native, compile: () => Promise.reject(new Error('no memory')) });
    await assert.rejects(closed.read(source), /no memory/);
    await closed.release();
  });

  it('refuses what a model cannot read', async () => {
    const model = made(smallTranslators.marian);
    await assert.rejects(model.read([]), { code: 'model.noTokens' });
    await assert.rejects(model.read(new Array(21).fill(2)), { code: 'model.tooLong' });
    await assert.rejects(model.read([30]), { code: 'model.badId' });
    await model.release();
  });
});
