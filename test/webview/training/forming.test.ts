import assert from 'node:assert/strict';
import { headAt } from '../../../webview/parts/heads.ts';
import { firstFormed, highest, nearestHead } from '../../../webview/training/forming.ts';
import { FakeTraining } from '../../ui/training/fakeTraining.ts';

describe('heads that form', () => {
  const training = new FakeTraining();
  const heads = 16;

  it('are named with the first evaluation that found one over 0.4', () => {
    const { evaluations } = training.curves(2000, 600);
    const formed = firstFormed(evaluations, 'induction', heads)!;
    assert.deepEqual(headAt(formed.head, 4), { layer: 1, head: 2 });
    assert.equal(evaluations.step[formed.evaluation], 800);
    assert.ok(Math.abs(formed.score - training.score('induction', formed.head, 800)) < 1e-6);
    for (let evaluation = 0; evaluation < formed.evaluation; evaluation += 1) {
      for (let head = 0; head < heads; head += 1) {
        assert.ok(evaluations.induction[evaluation * heads + head] <= 0.4);
      }
    }
    assert.equal(evaluations.step[firstFormed(evaluations, 'previousToken', heads)!.evaluation], 400);
  });

  it('are found by the line that is pointed at, and not where none is near', () => {
    const { evaluations } = training.curves(2000, 600);
    const at = (value: number) => nearestHead(evaluations, 'induction', heads, 9, value);
    assert.equal(at(evaluations.induction[9 * heads + 6] + 0.03), 6);
    assert.equal(at(evaluations.induction[9 * heads + 8] - 0.03), 8);
    assert.equal(at(0.75), null);
  });

  it('are none before', () => {
    assert.equal(firstFormed(training.curves(600, 600).evaluations, 'induction', heads), null);
    assert.equal(highest(training.curves(0, 600).evaluations, 'induction', heads, -1), null);
  });

  it('are the highest where several form at once; what was not measured is none', () => {
    const { evaluations } = training.curves(400, 600);
    evaluations.induction.fill(0.1);
    evaluations.induction.set([Number.NaN, 0.5, 0.9, 0.7], heads);
    assert.deepEqual(firstFormed(evaluations, 'induction', heads), { head: 2, score: Math.fround(0.9), evaluation: 1 });
  });
});
