import assert from 'node:assert/strict';
import { attentionByHand } from '../../../src/road/experiments/attentionByHand.ts';
import { attentionScale } from '../../../src/road/experiments/attentionScale.ts';
import { startOf } from '../../../src/road/field.ts';
import { roadText } from '../../../src/road/message.ts';
import { runAttentionByHand } from '../../../src/road/runs/attentionByHand.ts';
import { runAttentionScale } from '../../../src/road/runs/attentionScale.ts';
import type { MatrixView, TableView } from '../../../src/road/view.ts';
import { testContext } from '../contextForTests.ts';

const { context } = testContext();

describe('attention by hand', () => {
  const run = (settings: object = {}) =>
    runAttentionByHand({ ...startOf(attentionByHand.fields), ...settings }, context);

  it('finds the essay right, and says how 爱 looks at the three', async () => {
    const { headline, verdicts } = await run();
    assert.equal(verdicts?.[0].verdict, 'true');
    assert.match(roadText('en', headline), /爱 looks most at 爱: 0\.6948 .*0\.3024 0\.6948 0\.0028/);
  });

  it('says nothing of the essay where the numbers are others', async () => {
    assert.equal((await run({ masked: true })).verdicts, undefined);
  });

  it('shows what must not be looked at as nothing', async () => {
    const { views } = await run({ masked: true });
    assert.deepEqual(
      (views[3] as MatrixView).values.map((value) => value === null),
      [false, true, true, false, false, true, false, false, false],
    );
  });

  it('takes one token, and says where sizes do not fit', async () => {
    await run({ tokens: 'a', vectors: [[1, 2]] });
    await assert.rejects(run({ tokens: 'a b' }), /road.attention.tokens/);
    await assert.rejects(run({ query: [[1]] }), /road.attention.square/);
  });
});

describe('the scale of attention', () => {
  it('is needed at 64 dimensions and 16 keys', async () => {
    const { verdicts } = await runAttentionScale({ ...startOf(attentionScale.fields), draws: 1000 }, context);
    assert.deepEqual(
      verdicts?.map(({ verdict }) => verdict),
      ['true', 'true'],
    );
  });

  it('counts every draw in the table, also those of which one key has all there is', async () => {
    const settings = { ...startOf(attentionScale.fields), keys: 2, width: 1024, draws: 200 };
    const { views } = await runAttentionScale(settings, context);
    const { rows } = views[1] as TableView;
    for (const column of [1, 2])
      assert.equal(
        rows.reduce((sum, row) => sum + Number(row[column]), 0),
        200,
      );
  });

  it('changes nothing at one dimension', async () => {
    const { verdicts } = await runAttentionScale({ ...startOf(attentionScale.fields), width: 1 }, context);
    assert.equal(verdicts?.[1].verdict, 'false');
  });
});
