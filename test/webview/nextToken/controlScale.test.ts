import assert from 'node:assert/strict';
import { controlScale } from '../../../webview/nextToken/controlScale.ts';

describe('sliders', () => {
  it('go through top-k by equal ratios, from one token to all, which is off', () => {
    const { most, positionOf, valueAt } = controlScale('topK', 50_257);
    assert.equal(valueAt(0), 1);
    assert.equal(valueAt(most), 0);
    assert.equal(positionOf(0), most);
    assert.equal(positionOf(50_257), most);
    assert.ok(valueAt(most - 1) < 50_257);
    assert.equal(valueAt(most / 2), Math.round(Math.sqrt(50_257)));
    for (let position = 0; position < most; position += 1)
      assert.ok(valueAt(position) <= valueAt(position + 1) || position === most - 1);
  });

  it('keep at least something by top-p', () => {
    assert.ok(controlScale('topP', 10).valueAt(0) > 0);
    assert.equal(controlScale('topP', 10).valueAt(1), 1);
  });

  it('take a temperature and a min-p as they are', () => {
    assert.equal(controlScale('temperature', 10).valueAt(0), 0);
    assert.equal(controlScale('temperature', 10).most, 5);
    assert.equal(controlScale('minP', 10).valueAt(0.05), 0.05);
  });
});
