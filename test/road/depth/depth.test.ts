import assert from 'node:assert/strict';
import path from 'node:path';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { blockCosts, feedForwardShare } from '../../../src/road/depth/blockCost.ts';
import { gradientNorms } from '../../../src/road/depth/deepStack.ts';
import { WeightKnob } from '../../../src/road/depth/weightKnob.ts';
import { blockCost } from '../../../src/road/experiments/blockCost.ts';
import { depth } from '../../../src/road/experiments/depth.ts';
import { weightKnob } from '../../../src/road/experiments/weightKnob.ts';
import { startOf } from '../../../src/road/field.ts';
import { gptConfig, gptFamily } from '../../../src/road/gpt/smallGpt.ts';
import { openModel } from '../../../src/road/openModel.node.ts';
import type { OpenModel } from '../../../src/road/openModel.ts';
import { runBlockCost } from '../../../src/road/runs/blockCost.ts';
import { runDepth } from '../../../src/road/runs/depth.ts';
import { runWeightKnob } from '../../../src/road/runs/weightKnob.ts';
import type { PlotView, TableView } from '../../../src/road/view.ts';
import { root } from '../../harness/paths.ts';
import { testContext } from '../contextForTests.ts';

const runtime = onnxruntimeNode({ threads: 1 });

describe('deep stacks', function () {
  this.timeout(120_000);

  it('lose the first gradient without residuals and normalisation, and keep it with both', async () => {
    const { context, steps } = testContext({ runtime: async () => runtime });
    const { verdicts, views } = await runDepth({ ...startOf(depth.fields), depths: [24, 2, 8] }, context);
    assert.deepEqual(
      verdicts?.slice(0, 2).map(({ verdict }) => verdict),
      ['true', 'true'],
    );
    const [layers, depths] = views as [PlotView, PlotView];
    assert.deepEqual(
      layers.lines!.map(({ x }) => x.length),
      [24, 24, 24, 24],
    );
    assert.deepEqual(depths.lines![0].x, [2, 8, 24]);
    assert.ok(Math.abs(steps.at(-1)!.done - 1) < 1e-9);
  });

  it('are longer by the block: one alone has one gradient, and the seed decides it', async () => {
    const stack = { depth: 1, width: 8, residuals: true, normalization: true, gain: 1 };
    const first = await gradientNorms(runtime, stack, 1);
    assert.equal(first.length, 1);
    assert.deepEqual(await gradientNorms(runtime, stack, 1), first);
    assert.notDeepEqual(await gradientNorms(runtime, stack, 2), first);
  });
});

describe('what a block spends', () => {
  it('is what a GPT-2 of that width has in its matrices', () => {
    const config = gptConfig({ width: 48, layers: 1, heads: 2, tokens: 8, vocabularySize: 9 });
    const size = (part: RegExp) =>
      gptFamily
        .parameters(config)
        .filter(({ name, shape }) => part.test(name) && shape.length === 2)
        .reduce((sum, { shape }) => sum + shape[0] * shape[1], 0);
    const [projections, weights, feedForward] = blockCosts(48, 4, 8);
    assert.equal(projections.parameters, size(/\.attn\./));
    assert.equal(feedForward.parameters, size(/\.mlp\./));
    // q·k and weight·v: 48 products each, for 8 tokens.
    assert.deepEqual([weights.parameters, weights.products], [0, 2 * 8 * 48]);
  });

  it('is two thirds feed-forward in parameters, and less in computing as texts grow', async () => {
    assert.ok(Math.abs(feedForwardShare(blockCosts(768, 4, 1024), 'parameters') - 2 / 3) < 1e-12);
    const verdicts = async (context: number) => {
      const run = await runBlockCost({ ...startOf(blockCost.fields), context }, testContext().context);
      return run.verdicts?.map(({ verdict }) => verdict);
    };
    assert.deepEqual(await verdicts(10), ['true', 'true']);
    assert.deepEqual(await verdicts(100_000), ['true', 'false']);
  });
});

describe('a knob on one weight', () => {
  let model: OpenModel;
  before(async () => {
    model = await openModel(path.join(root, 'media/models/underhood-small'), runtime);
  });
  after(() => model.close());
  const given = { runtime: async () => runtime, model: async () => model };
  const text = 'Tom said he';
  const idsOf = () => model.tokenizer.encode(text).map(({ id }) => id);
  const logits = async () => (await model.capture(idsOf(), [], [idsOf().length - 1])).logits.data as Float32Array;

  it('moves one logit by the state that it multiplies, where it is in the row of one token of the embedding', async () => {
    const knob = await WeightKnob.compile(runtime, model, idsOf());
    const { width } = model.architecture.config;
    const [token, column, added] = [3000, 17, 0.5];
    assert.ok(!idsOf().includes(token));
    const weight = { parameter: 'transformer.wte.weight', index: token * width + column };
    const before = await knob.probabilities(weight, 0);
    const unturned = [...(await logits())];
    const sum = unturned.reduce((total, logit) => total + Math.exp(logit), 0);
    before.forEach((p, id) => {
      assert.ok(Math.abs(p - Math.exp(unturned[id]) / sum) < 1e-5);
    });
    const state = (await model.capture(idsOf(), ['ln_final.hook_normalized'])).hooks['ln_final.hook_normalized'].data;
    const last = Number(state[(idsOf().length - 1) * width + column]);
    const after = await knob.probabilities(weight, added);
    const change = Math.log(after[token] / after[0]) - Math.log(before[token] / before[0]);
    assert.ok(Math.abs(change - added * last) < 1e-4, `${change}, not ${added * last}`);
    await knob.release();
  });

  it('is shown as it turns, with what it moves', async () => {
    const settings = { ...startOf(weightKnob.fields), text, row: 79, column: 140, tried: 3 };
    const { views, headline } = await runWeightKnob(settings, testContext(given).context);
    const [plot, , others, parameters] = views as [PlotView, TableView, TableView, TableView];
    assert.equal(plot.lines![0].x.length, 17);
    assert.equal(others.rows.length, 3);
    assert.ok(parameters.rows.length > 40);
    assert.match(String(headline.parameters?.weight), /^transformer\.h\.0\.attn\.c_proj\.weight \[79, 140\]$/);
  });

  it('says where there is no such weight, and nothing to read', async () => {
    const run = (settings: object) =>
      runWeightKnob({ ...startOf(weightKnob.fields), ...settings }, testContext(given).context);
    await assert.rejects(run({ parameter: 'no' }), /road.knob.unknown/);
    await assert.rejects(run({ column: 192 }), /road.knob.place/);
    await assert.rejects(run({ parameter: 'transformer.ln_f.weight', row: 1 }), /road.knob.place/);
    await assert.rejects(run({ text: '' }), /road.knob.noText/);
  });
});
