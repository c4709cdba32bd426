import assert from 'node:assert/strict';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { otherCompressors } from '../../../src/road/coding/otherCompressors.node.ts';
import { attentionMemory } from '../../../src/road/experiments/attentionMemory.ts';
import { compression } from '../../../src/road/experiments/compression.ts';
import { sweepContext } from '../../../src/road/experiments/sweepContext.ts';
import { sweepSize } from '../../../src/road/experiments/sweepSize.ts';
import { startOf } from '../../../src/road/field.ts';
import { gptParameterCount } from '../../../src/road/gpt/smallGpt.ts';
import { gptOfSize, powerLaw } from '../../../src/road/gpt/sweep.ts';
import { roadText } from '../../../src/road/message.ts';
import { runAttentionMemory } from '../../../src/road/runs/attentionMemory.ts';
import { runCompression } from '../../../src/road/runs/compression.ts';
import { runSweepContext } from '../../../src/road/runs/sweepContext.ts';
import { runSweepSize } from '../../../src/road/runs/sweepSize.ts';
import type { PlotView, TableView } from '../../../src/road/view.ts';
import { testContext } from '../contextForTests.ts';

const runtime = onnxruntimeNode({ threads: 1 });
const given = { runtime: async () => runtime, compressed: otherCompressors };

describe('sizes of a GPT', () => {
  it('come within a fifth of what is asked for, 0.03 to 3 million', () => {
    for (const millions of startOf(sweepSize.fields).sizes) {
      const count = gptParameterCount(gptOfSize(millions * 1e6, 64, 60));
      assert.ok(Math.abs(count / (millions * 1e6) - 1) < 0.2, `${count} for ${millions} million`);
    }
  });

  it('are swept: the larger one does better after the same steps', async function () {
    this.timeout(60_000);
    const { context, steps } = testContext(given);
    const settings = { ...startOf(sweepSize.fields), sizes: [0.1, 0.02], steps: 60, characters: 30_000 };
    const { verdicts, views } = await runSweepSize(settings, context);
    assert.equal(verdicts?.[0].verdict, 'true');
    const [plot, , table] = views as [PlotView, PlotView, TableView];
    assert.deepEqual([plot.x.scale, plot.y.scale], ['log', 'log']);
    assert.ok(plot.lines![0].x[0] < plot.lines![0].x[1], 'the smaller one comes first');
    assert.equal(table.rows.length, 2);
    assert.ok(steps.some(({ partial }) => partial));
    assert.ok(steps.at(-1)!.done > 0.999);
  });

  it('lie on a line where they follow a power law', () => {
    const x = [1, 10, 100];
    const { factor, power } = powerLaw(
      x,
      x.map((value) => 3 * value ** -0.5),
    );
    assert.ok(Math.abs(factor - 3) < 1e-9 && Math.abs(power + 0.5) < 1e-9);
  });
});

describe('contexts of a GPT', () => {
  it('are swept: loss at each place, and maps that grow with the context', async function () {
    this.timeout(60_000);
    const { context } = testContext(given);
    const settings = { ...startOf(sweepContext.fields), contexts: [32, 8], steps: 40, width: 32, characters: 30_000 };
    const { views, verdicts } = await runSweepContext(settings, context);
    const [plot, table] = views as [PlotView, TableView];
    assert.deepEqual(
      plot.lines!.map(({ x }) => x[0]),
      [1, 1],
    );
    // A batch has 1024 tokens: 2 layers · 4 heads · (1024/T) · T² · 4 bytes.
    assert.deepEqual(
      table.rows.map((row) => row[3]),
      [8, 32].map((tokens) => 2 * 4 * 1024 * tokens * 4),
    );
    assert.equal(verdicts?.[2].verdict, 'true');
  });
});

describe('the weight of attention maps', () => {
  it('is what the lengths say', async () => {
    const { headline, views } = await runAttentionMemory(startOf(attentionMemory.fields), testContext().context);
    // 200,000² · 2 bytes; times 144.
    assert.match(roadText('en', headline), /80\.0\sGB.*11\.5\sTB/);
    assert.equal((views[0] as TableView).rows.length, 2);
  });
});

describe('compression by a model in training', () => {
  const settings = {
    ...startOf(compression.fields),
    bytes: 1500,
    characters: 20_000,
    width: 16,
    context: 16,
    steps: 40,
  };

  it('gives the file back, smaller from mark to mark, beside other programs', async function () {
    this.timeout(60_000);
    const { context, steps } = testContext(given);
    const { views, verdicts } = await runCompression(settings, context);
    assert.equal(verdicts?.[0].verdict, 'true');
    const [plot, table] = views as [PlotView, TableView];
    const [code] = plot.lines!;
    assert.deepEqual(code.x, [0, 8, 16, 24, 32, 40]);
    assert.ok(code.y.at(-1)! < 0.9 * code.y[0]!, `${code.y}`);
    assert.ok(code.y[0]! > 1500, 'a model that knows nothing saves nothing');
    const [[, file], ...others] = table.rows;
    assert.equal(file, 1500);
    assert.ok(others.length >= 6);
    assert.ok(steps.filter(({ partial }) => partial).length >= 6);
  });

  it('reads a file of the user, and says where it is empty', async function () {
    this.timeout(60_000);
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i * i) % 251);
    const { context } = testContext({ ...given, readFile: async () => bytes });
    const learned = { ...settings, file: 'x.bin', learn: 'file' as const, steps: 10 };
    assert.equal((await runCompression(learned, context)).verdicts?.[0].verdict, 'true');
    const { context: empty } = testContext({ ...given, readFile: async () => new Uint8Array() });
    await assert.rejects(runCompression(learned, empty), /road.emptyFile/);
  });
});
