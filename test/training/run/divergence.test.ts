import assert from 'node:assert/strict';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { UnderhoodError } from '../../../src/errors.ts';
import { partName, sentence } from '../../../src/localisation.ts';
import { anyArchitectureOf } from '../../../src/models/families.ts';
import { Random } from '../../../src/random.ts';
import { objectiveOf } from '../../../src/training/objective.ts';
import { AdamW } from '../../../src/training/optimizer/adamW.ts';
import { defaultAdamW } from '../../../src/training/optimizer/adamWOptions.ts';
import { pairBatch } from '../../../src/training/pairs/pairBatches.ts';
import { initialize } from '../../../src/training/parameters.ts';
import { blockNames, blockOf } from '../../../src/training/run/blocks.ts';
import { firstToDiverge } from '../../../src/training/run/divergence.ts';
import { smallTranslators } from '../../translation/smallTranslators.ts';

const llama = {
  num_hidden_layers: 2,
  num_attention_heads: 2,
  hidden_size: 8,
  intermediate_size: 8,
  rms_norm_eps: 1e-5,
};
const models: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  gpt2: { model_type: 'gpt2', n_layer: 2, n_head: 2, n_embd: 8, n_positions: 8, vocab_size: 11 },
  llama: { model_type: 'llama', ...llama, max_position_embeddings: 8, vocab_size: 11 },
  rnn: { model_type: 'rnn', embedding_size: 8, hidden_size: 8, max_position_embeddings: 8, vocab_size: 11 },
  ...smallTranslators,
};
const [batch, tokens] = [2, 4];

/** A model as it is before its first step, and a batch. */
function fresh(config: Readonly<Record<string, unknown>>) {
  const architecture = anyArchitectureOf(config);
  const objective = objectiveOf(architecture);
  const optimizer = new AdamW(objective.parameters, defaultAdamW);
  const random = new Random(1);
  initialize(optimizer.parameters, objective.parameters, random);
  const drawn = () => Array.from({ length: tokens }, () => 2 + random.below(8));
  const pairs = Array.from({ length: batch }, () => ({ source: drawn(), target: drawn() }));
  const ids = () => BigInt64Array.from({ length: batch * tokens }, () => BigInt(random.below(11)));
  const one =
    architecture.kind === 'translator'
      ? pairBatch(pairs, { batch, tokens, sourceTokens: tokens }, 0, { pad: 1, start: 1 })
      : { ids: ids(), targets: ids() };
  const { parameters } = optimizer;
  return { objective, shapes: [{ batch, tokens }], trainer: { parameters, nextBatches: () => [one] } };
}

describe('Where training diverged', function () {
  this.slow(5000);
  this.timeout(120_000);
  const runtime = onnxruntimeNode({ threads: 1 });

  for (const [name, config] of Object.entries(models)) {
    it(`is the part whose numbers are the first that are none: ${name}`, async () => {
      const blocks = blockNames(fresh(config).objective.parameters);
      const named = fresh(config).trainer.parameters.map((parameter) => parameter.name);
      for (const block of blocks) {
        // What is looked up alone comes first: the output has none of these names.
        const spoiled = named.find((parameter) => blockOf(parameter) === block)!;
        const model = fresh(config);
        model.trainer.parameters.find((parameter) => parameter.name === spoiled)!.data.fill(Number.NaN);
        const found = await firstToDiverge(model, { loss: Number.NaN, squares: [] }, runtime);
        // What attention finds is seen in the state that it goes into.
        assert.equal(found, block === 'attention' ? 'decoder' : block, spoiled);
      }
    });

    it(`is the last part whose gradients are none, where the loss was a number: ${name}`, async () => {
      const model = fresh(config);
      const { parameters } = model.trainer;
      const blocks = blockNames(parameters);
      for (const [place, block] of blocks.entries()) {
        const squares = parameters.map((parameter) =>
          blocks.indexOf(blockOf(parameter.name)) <= place ? Number.POSITIVE_INFINITY : 1,
        );
        assert.equal(await firstToDiverge(model, { loss: 1, squares }, runtime), block);
      }
    });

    it(`has a name in both languages: ${name}`, () => {
      for (const block of blockNames(fresh(config).objective.parameters)) {
        assert.doesNotMatch(partName('en', block), /\.|^\d+$/, block);
        assert.match(partName('zh-cn', block), /^[\p{Script=Han}\d ]+$/u, block);
      }
    });
  }

  it('is said in a sentence', () => {
    const diverged = (block: string) => new UnderhoodError('training.diverged', { step: 12, block });
    assert.match(sentence('en', diverged('3')), /^Training diverged at step 12: .*first in “layer 3”\. Go on from/);
    assert.match(sentence('en', diverged('decoder.0')), /first in “decoder, layer 0”\./);
    assert.match(sentence('zh-cn', diverged('embeddings')), /最先出现在“嵌入”。/);
    assert.match(sentence('en', diverged('never heard of')), /first in “never heard of”\./);
  });
});
