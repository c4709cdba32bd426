import assert from 'node:assert/strict';
import { noodles } from '../../../src/road/experiments/noodles.ts';
import { startOf } from '../../../src/road/field.ts';
import { roadText } from '../../../src/road/message.ts';
import { runNoodles } from '../../../src/road/runs/noodles.ts';
import { testContext } from '../contextForTests.ts';

describe('the noodles', () => {
  const run = (settings: object = {}) => runNoodles({ ...startOf(noodles.fields), ...settings }, testContext().context);
  const verdicts = async (settings: object) => (await run(settings)).verdicts?.map(({ verdict }) => verdict);

  it('are never put in by the rule in Kunming and in Lhasa, and by the learned threshold they are', async () => {
    for (const place of ['kunming', 'lhasa']) {
      const { headline } = await run({ place });
      assert.equal(headline.parameters?.fired, 0);
      assert.deepEqual(await verdicts({ place }), ['false', 'true']);
    }
    assert.deepEqual(await verdicts({ place: 'sea-level' }), ['true', 'true']);
  });

  it('are never put in by an experience from the sea either', async () => {
    const { verdicts } = await run({ place: 'lhasa', learned: 'sea-level' });
    assert.equal(verdicts?.[1].verdict, 'false');
  });

  it('repeat from their seed', async () => {
    assert.deepEqual(await run({ seed: 4 }), await run({ seed: 4 }));
    assert.notDeepEqual(await run({ seed: 4 }), await run({ seed: 5 }));
  });

  it('tell what came out in both languages', async () => {
    const { headline } = await run({ place: 'kunming' });
    assert.match(
      roadText('en', headline),
      /Kunming.*“100 °C” fired for 0 of \d+ boiling pots.* right (9\d|100)\.\d\s% of/,
    );
    assert.match(roadText('zh-cn', headline), /昆明.*触发了 0 次/);
  });
});
