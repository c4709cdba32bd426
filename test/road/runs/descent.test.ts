import assert from 'node:assert/strict';
import { backPropagation } from '../../../src/road/experiments/backPropagation.ts';
import { downhill } from '../../../src/road/experiments/downhill.ts';
import { guessingGame } from '../../../src/road/experiments/guessingGame.ts';
import { startOf } from '../../../src/road/field.ts';
import { type Message, roadText } from '../../../src/road/message.ts';
import { runBackPropagation } from '../../../src/road/runs/backPropagation.ts';
import { runDownhill } from '../../../src/road/runs/downhill.ts';
import { runGuessingGame } from '../../../src/road/runs/guessingGame.ts';
import { testContext } from '../contextForTests.ts';

const { context } = testContext();

describe('the guessing game’s run', () => {
  it('takes millions at random, and a few by halves or by the slope', async () => {
    const { headline, verdicts, views } = await runGuessingGame(startOf(guessingGame.fields), context);
    const count = (name: string) => Number((headline.parameters![name] as Message).parameters!.count);
    assert.ok(count('random') > 10_000);
    assert.ok(count('halves') < 30 && count('gradient') < 30);
    assert.equal(verdicts?.[0].verdict, 'true');
    const first = views.find((view) => view.kind === 'table' && view.columns.length === 3 && view.rows.length === 12);
    assert.ok(first?.kind === 'table');
    assert.equal(roadText('en', first.rows[0][1] as Message), '100: too high');
    assert.equal(roadText('en', first.rows[1][1] as Message), '0: too low');
  });

  it('has finite numbers only, wherever the gradient goes', async () => {
    for (const rate of [0.001, 1, 1.2]) {
      const outcome = await runGuessingGame({ ...startOf(guessingGame.fields), rate, tolerance: 0.01 }, context);
      assert.deepEqual(JSON.parse(JSON.stringify(outcome)), outcome);
    }
  });
});

describe('four ways down', () => {
  const run = (settings: object) => runDownhill({ ...startOf(downhill.fields), ...settings }, context);
  const verdicts = async (settings: object) => (await run(settings)).verdicts?.map(({ verdict }) => verdict);

  it('is quicker by the slope in a bowl, and stuck in the nearer hollow', async () => {
    assert.deepEqual(await verdicts({}), ['true', 'true']);
    assert.deepEqual(await verdicts({ surface: 'hollows' }), ['false']);
  });

  it('has finite numbers only where a rate is too large', async () => {
    for (const surface of ['bowl', 'banana', 'hollows']) {
      const outcome = await run({ surface, rate: 0.2, momentum: 0.99 });
      assert.deepEqual(JSON.parse(JSON.stringify(outcome)), outcome);
    }
  });

  it('leaves chance behind as parameters become more', async () => {
    const { views } = await run({});
    const table = views.at(-1)!;
    assert.ok(table.kind === 'table');
    const [few, more] = table.rows;
    assert.ok(Number(few[1]) < Number(more[1]) && Number(few[2]) === Number(more[2]));
  });
});

describe('the chain rule’s run', () => {
  it('shows every factor, and agrees with trying', async () => {
    const { verdicts, views } = await runBackPropagation(startOf(backPropagation.fields), context);
    assert.equal(verdicts?.[0].verdict, 'true');
    const [graph, chain, factors] = views;
    assert.ok(graph.kind === 'graph' && chain.kind === 'table' && factors.kind === 'table');
    assert.equal(graph.nodes.length, 8);
    assert.equal(graph.edges.length, 8);
    assert.equal(factors.rows.length, 8);
    for (const row of chain.rows) assert.ok(Math.abs(Number(row[3]) - Number(row[4])) < 1e-6);
  });
});
