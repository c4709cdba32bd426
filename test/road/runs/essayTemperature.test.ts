import assert from 'node:assert/strict';
import { roadText } from '../../../src/road/message.ts';
import { runEssayTemperature } from '../../../src/road/runs/essayTemperature.ts';
import type { BarsView } from '../../../src/road/view.ts';
import { testContext } from '../contextForTests.ts';

describe("the essay's four words", () => {
  const run = (temperature: number) => runEssayTemperature({ temperature }, testContext().context);

  it('are judged, and have at each temperature what the softmax gives them', async () => {
    const { headline, verdicts, views } = await run(11);
    assert.deepEqual(
      verdicts?.map(({ verdict }) => verdict),
      ['false', 'false', 'true'],
    );
    // e^1, e^2, e^4, e^5 among themselves.
    const powers = [1, 2, 4, 5].map(Math.exp);
    const sum = powers.reduce((total, power) => total + power);
    (views[0] as BarsView).bars.forEach(({ value }, i) => {
      assert.ok(Math.abs(value! - powers[i] / sum) < 1e-6, `${value}`);
    });
    assert.match(roadText('en', headline), /At temperature 11, 你 has 69\.\d+\s%/);
  });
});
