import assert from 'node:assert/strict';
import { legendValues, rampPosition } from '../../../webview/charts/scale.ts';

describe('value scales', () => {
  it('spread weights from 0 to the limit', () => {
    const scale = { kind: 'linear', limit: 2 } as const;
    assert.deepEqual(
      [0, 1, 2, 3, -1].map((value) => rampPosition(scale, value)),
      [0, 0.5, 1, 1, 0],
    );
  });

  it('give each decade the same room', () => {
    const scale = { kind: 'logarithmic', limit: 1 } as const;
    const positions = [0, 1e-9, 0.001, 0.01, 0.1, 1].map((value) => rampPosition(scale, value));
    [0, 0, 0, 1 / 3, 2 / 3, 1].forEach((expected, i) => {
      assert.ok(Math.abs(positions[i] - expected) < 1e-9);
    });
  });

  it('put 0, and what is masked, in the middle of signed values', () => {
    const scale = { kind: 'diverging', limit: 4 } as const;
    const values = [-4, -2, 0, 4, Number.NEGATIVE_INFINITY, Number.NaN];
    assert.deepEqual(
      values.map((value) => rampPosition(scale, value)),
      [0, 0.25, 0.5, 1, 0.5, 0.5],
    );
  });

  it('show nothing where all values are 0', () => {
    assert.equal(rampPosition({ kind: 'linear', limit: 0 }, 0), 0);
    assert.equal(rampPosition({ kind: 'diverging', limit: 0 }, 0), 0.5);
  });

  it('name values that are evenly apart on the ramp', () => {
    for (const kind of ['linear', 'diverging', 'logarithmic'] as const) {
      const values = legendValues({ kind, limit: 0.7 });
      const positions = values.map((value) => rampPosition({ kind, limit: 0.7 }, value));
      positions.forEach((position, i) => {
        assert.ok(Math.abs(position - i / (values.length - 1)) < 1e-9, `${kind} ${i}`);
      });
    }
  });
});
