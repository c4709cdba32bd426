import assert from 'node:assert/strict';
import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';
import { searchBeams, searchGreedily } from '../../src/translation/search.ts';
import type { TranslatorInference } from '../../src/translation/translatorInference.ts';
import { distance } from '../models/goldenCases.ts';
import { type MarianCase, marianCases, openTranslator } from './marianCases.ts';

/** What marian.py calls each of our hooks. */
function referenceNames({ model: { config } }: TranslatorInference): Map<string, string> {
  const names = new Map<string, string>();
  for (let layer = 0; layer < config.encoderLayers; layer++) {
    const at = `encoder.blocks.${layer}.`;
    names.set(`${at}hook_resid_pre`, `encoder_hidden.${layer}`);
    names.set(`${at}attn.hook_pattern`, `encoder_attention.${layer}`);
    names.set(`${at}hook_resid_post`, `encoder_hidden.${layer + 1}`);
  }
  for (let layer = 0; layer < config.layers; layer++) {
    const at = `blocks.${layer}.`;
    names.set(`${at}hook_resid_pre`, `decoder_hidden.${layer}`);
    names.set(`${at}attn.hook_pattern`, `decoder_attention.${layer}`);
    names.set(`${at}cross_attn.hook_pattern`, `cross_attention.${layer}`);
    names.set(`${at}hook_resid_post`, `decoder_hidden.${layer + 1}`);
  }
  return names;
}

async function assertAgrees(
  { ids, decoderIds, tensors }: MarianCase,
  model: TranslatorInference,
  tolerance: number,
): Promise<void> {
  const names = referenceNames(model);
  const { hooks, logits } = await model.capture(ids, decoderIds, [...names.keys()]);
  const compare = (name: string, actual: ArrayLike<number>, reference: string) => {
    const difference = distance(actual, tensors.get(reference)!.data as Float32Array);
    assert.ok(difference <= tolerance, `${name} differs from ${reference} by ${difference}`);
  };
  for (const [hook, reference] of names) compare(hook, hooks[hook].data as Float32Array, reference);
  compare('logits', logits.data as Float32Array, 'logits');
}

const runtimes = [
  { runtime: 'onnxruntime-node', tolerance: 5e-5 },
  { runtime: 'onnxruntime-web', tolerance: 5e-5 },
  { runtime: 'tensorflow', tolerance: 1e-4 },
] as const;

describe('translators computed by transformers', () => {
  const cases = marianCases();

  it('are all there', () => assert.equal(cases.length, 6));

  for (const { runtime, tolerance } of runtimes) {
    describe(`on ${runtime}`, () => {
      for (const golden of cases) {
        it(`${golden.name} agrees in every state, all three attentions and logits`, async () => {
          const model = await openTranslator(golden.folder, await chooseRuntime({ runtime, threads: 1 }));
          try {
            await assertAgrees(golden, model, tolerance);
          } finally {
            await model.release();
          }
        });
      }
    });
  }

  for (const golden of cases) {
    it(`${golden.name} writes the same, greedily and by a beam of four`, async () => {
      const model = await openTranslator(
        golden.folder,
        await chooseRuntime({ runtime: 'onnxruntime-node', threads: 1 }),
      );
      try {
        const { startToken, endToken } = model.model.config;
        const forced = golden.name === 'marian-unscaled-relu' ? {} : { forcedEndToken: 0 };
        const options = { startToken, endToken, mostTokens: 18, ...forced };
        const source = await model.read(golden.ids);
        const greedy = await searchGreedily(await model.decoder(source, 1), options);
        assert.deepEqual([startToken, ...greedy.best.tokens], golden.greedy);
        if (!golden.beam4) return;
        const beams = await searchBeams(await model.decoder(source, 4), options);
        assert.deepEqual([startToken, ...beams.best.tokens], golden.beam4);
      } finally {
        await model.release();
      }
    });
  }
});
