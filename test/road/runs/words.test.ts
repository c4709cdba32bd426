import assert from 'node:assert/strict';
import path from 'node:path';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { wordAnalogies } from '../../../src/road/experiments/wordAnalogies.ts';
import { wordRace } from '../../../src/road/experiments/wordRace.ts';
import { wordVectors } from '../../../src/road/experiments/wordVectors.ts';
import { startOf } from '../../../src/road/field.ts';
import { roadText } from '../../../src/road/message.ts';
import { openModel } from '../../../src/road/openModel.node.ts';
import { runWordAnalogies } from '../../../src/road/runs/wordAnalogies.ts';
import { runWordRace } from '../../../src/road/runs/wordRace.ts';
import { runWordVectors } from '../../../src/road/runs/wordVectors.ts';
import type { PlotView, TableView } from '../../../src/road/view.ts';
import { root } from '../../harness/paths.ts';
import { testContext } from '../contextForTests.ts';

const runtime = onnxruntimeNode({ threads: 1 });
const given = { runtime: async () => runtime };

describe('vectors of words from a corpus', function () {
  this.timeout(60_000);

  it('put colours beside colours, and repeat from their seed', async () => {
    const settings = { ...startOf(wordVectors.fields), characters: 60_000, steps: 500, shown: 'red' };
    const run = () => runWordVectors(settings, testContext(given).context);
    const outcome = await run();
    const [table, plane] = outcome.views as [TableView, PlotView];
    const near = table.rows[0].slice(1, 4).map((cell) => roadText('en', cell as never));
    assert.match(near.join(' '), /(green|blue|yellow|white|orange|shiny|striped)/);
    assert.equal(plane.points?.[0].x.length, 1);
    assert.deepEqual(await run(), outcome);
  });

  it('take a text of the user, whose words they show where none was asked for', async () => {
    const text = Array.from(
      { length: 200 },
      (_, i) => `the ${i % 2 ? 'cat' : 'dog'} sees the ${i % 3 ? 'sea' : 'sun'}.`,
    ).join(' ');
    const { context } = testContext({ ...given, readFile: async () => new TextEncoder().encode(text) });
    const settings = { ...startOf(wordVectors.fields), file: 'x.txt', steps: 20, shown: 'red' };
    const { views } = await runWordVectors(settings, context);
    assert.ok((views[0] as TableView).rows.length > 1);
  });

  it('show words of one character where a text has no others', async () => {
    const text = '我 爱 你。你 爱 我。'.repeat(20);
    const { context } = testContext({ ...given, readFile: async () => new TextEncoder().encode(text) });
    const settings = { ...startOf(wordVectors.fields), file: 'x.txt', steps: 10 };
    const { views } = await runWordVectors(settings, context);
    assert.deepEqual((views[0] as TableView).rows.map(([word]) => roadText('en', word as never)).sort(), [
      '你',
      '我',
      '爱',
    ]);
  });

  it('say where a file is no text', async () => {
    const { context } = testContext({ ...given, readFile: async () => Uint8Array.of(0x89, 0x50, 0, 0, 1, 2) });
    await assert.rejects(runWordVectors({ ...startOf(wordVectors.fields), file: 'x.png' }, context), /data.notText/);
  });

  it('say where a text holds nothing to learn from', async () => {
    const { context } = testContext({ ...given, readFile: async () => new TextEncoder().encode('...') });
    await assert.rejects(
      runWordVectors({ ...startOf(wordVectors.fields), file: 'x.txt' }, context),
      /road.vectors.noPairs/,
    );
  });
});

describe('sums of words', () => {
  const start = startOf(wordAnalogies.fields);
  const file = new TextEncoder().encode('king 3 1 1\nqueen 3 -1 1\nman 0 1 0.2\nwoman 0 -1 0.2\napple 0 0.1 -4\n');
  const { context } = testContext({ ...given, readFile: async () => file });
  const run = (settings: object) =>
    runWordAnalogies({ ...start, source: 'file', file: 'v.txt', sum: 'king - man + woman', ...settings }, context);

  it('find the expected word, and judge whether the words of the sum were in its way', async () => {
    const found = await run({ expected: 'queen' });
    assert.equal(found.verdicts?.[0].verdict, 'true');
    assert.equal((await run({ sum: 'king + queen', expected: 'man' })).verdicts?.[0].verdict, 'roughly');
    assert.equal((await run({ expected: 'apple' })).verdicts?.[0].verdict, 'false');
    assert.equal((await run({})).verdicts, undefined);
  });

  it('say where nothing is left of the sum, or there is nothing beside it', async () => {
    await assert.rejects(run({ sum: 'king - king' }), { code: 'road.vectors.zeroSum' });
    await assert.rejects(run({ sum: 'king - queen + man - woman + apple' }), { code: 'road.vectors.noOthers' });
  });

  it('say where a word or the file is missing', async () => {
    await assert.rejects(run({ expected: 'pear' }), /road.vectors.unknown/);
    await assert.rejects(run({ sum: 'pear' }), /road.vectors.unknown/);
    await assert.rejects(run({ file: '' }), /road.vectors.noFile/);
  });

  it('are taken in the embedding of the model that comes along: he − him + her is nearest to he, then to she', async () => {
    const model = await openModel(path.join(root, 'media/models/underhood-small'), runtime);
    const { context } = testContext({ ...given, model: async () => model });
    const { verdicts, views } = await runWordAnalogies({ ...start, expected: 'she' }, context);
    assert.equal(verdicts?.[0].verdict, 'roughly');
    assert.match(roadText('en', (views[0] as TableView).rows[0][1] as never), /^he /);
    await model.close();
  });
});

describe('the race of what stands for a word', () => {
  it('has the ids last and the reused vectors first where examples are few', async function () {
    this.timeout(60_000);
    const { context, steps } = testContext(given);
    const settings = { ...startOf(wordRace.fields), characters: 150_000, examples: 1500, steps: 150 };
    const { verdicts, views } = await runWordRace(settings, context);
    assert.deepEqual(
      verdicts?.map(({ verdict }) => verdict),
      ['true', 'true', 'true'],
    );
    assert.equal((views[0] as PlotView).lines?.length, 4);
    assert.ok(steps.some(({ partial }) => partial));
  });

  it('says where a text is too short', async () => {
    const { context } = testContext({ ...given, readFile: async () => new TextEncoder().encode('a b c d e f') });
    const settings = { ...startOf(wordRace.fields), file: 'x.txt' };
    await assert.rejects(runWordRace(settings, context), /road.vectors.fewExamples/);
  });
});
