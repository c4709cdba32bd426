import assert from 'node:assert/strict';
import path from 'node:path';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { dialogueTuning } from '../../../src/road/experiments/dialogueTuning.ts';
import { preferenceTuning } from '../../../src/road/experiments/preferenceTuning.ts';
import { startOf } from '../../../src/road/field.ts';
import { openModel } from '../../../src/road/openModel.node.ts';
import type { OpenModel } from '../../../src/road/openModel.ts';
import { runDialogueTuning } from '../../../src/road/runs/dialogueTuning.ts';
import { runPreferenceTuning } from '../../../src/road/runs/preferenceTuning.ts';
import type { PlotView, TableView } from '../../../src/road/view.ts';
import { testContext } from '../contextForTests.ts';

const runtime = onnxruntimeNode({ threads: 1 });

describe('tuning the model that comes along', function () {
  this.timeout(120_000);
  let model: OpenModel;
  before(async () => {
    model = await openModel(path.join(__dirname, '../../../media/models/underhood-small'), runtime);
  });
  after(() => model.close());
  const given = { runtime: async () => runtime, model: async () => model };

  it('lowers the loss on held-out answers, and changes what it answers', async () => {
    const { context, steps } = testContext(given);
    const settings = { ...startOf(dialogueTuning.fields), steps: 4, prompts: '你好 | Thanks' };
    const { views, verdicts } = await runDialogueTuning(settings, context);
    const [answers, losses, forgotten] = views as [TableView, PlotView, TableView];
    const [{ y }] = losses.lines!;
    assert.ok(y.at(-1)! < 0.8 * y[0]!, `${y}`);
    assert.equal(answers.rows.length, 2);
    assert.notDeepEqual(answers.rows[0][1], answers.rows[0][2]);
    assert.ok((forgotten.rows[0][2] as number) > (forgotten.rows[0][1] as number));
    assert.equal(verdicts?.length, 2);
    assert.ok(steps.some(({ partial }) => partial));
  });

  it('reads a file of dialogues, and says where they are too few', async () => {
    const line = JSON.stringify({ prompt: 'Ping', response: 'Pong' });
    const file = (lines: number) => ({
      ...given,
      readFile: async () => new TextEncoder().encode(Array.from({ length: lines }, () => line).join('\n')),
    });
    const settings = { ...startOf(dialogueTuning.fields), file: 'talks.jsonl', steps: 2, prompts: 'Ping', tokens: 16 };
    await runDialogueTuning(settings, testContext(file(10)).context);
    await assert.rejects(runDialogueTuning(settings, testContext(file(9)).context), /road.tooFewDialogues/);
    await assert.rejects(runDialogueTuning({ ...settings, tokens: 8 }, testContext(file(10)).context), /road.tooFew/);
  });

  it('moves preferred answers ahead of the others', async () => {
    const { context } = testContext(given);
    const settings = { ...startOf(preferenceTuning.fields), supervisedSteps: 4, pairs: 12, steps: 6, dialogues: 40 };
    const { views } = await runPreferenceTuning({ ...settings, learningRate: 0.0002, prefer: 'gruff' }, context);
    const [{ y }] = (views[1] as PlotView).lines!;
    assert.equal(y[0], 0);
    assert.ok(y.at(-1)! > 0, `${y}`);
  });
});
