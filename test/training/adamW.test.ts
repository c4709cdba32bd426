import assert from 'node:assert/strict';
import { AdamW } from '../../src/training/adamW.ts';

const options = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1, clip: 0.5 };

function close(actual: Float32Array, expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((number, i) => {
    assert.ok(Math.abs(actual[i] - number) < 2e-7, `${actual[i]} is not ${number}`);
  });
}

describe('AdamW', () => {
  it('takes the steps that PyTorch takes', () => {
    // torch.optim.AdamW of PyTorch 2.14 (decay for the matrix only) after clip_grad_norm_ at 0.5, learning rate 0.01.
    const matrix = { name: 'w', shape: [2, 2], data: Float32Array.of(0.5, -0.25, 1, 2) };
    const bias = { name: 'b', shape: [2], data: Float32Array.of(0.1, -0.2) };
    const optimizer = new AdamW([matrix, bias], options);
    const expected = [
      [0.8902246952, 0.489500016, -0.2397499979, 0.9890000224, 1.9880000353, 0.0900000036, -0.1899999976],
      [0.8558622003, 0.4794148803, -0.2299146354, 0.9784154296, 1.9764164686, 0.0806089044, -0.1806088984],
      [1.1639255285, 0.4691818655, -0.2199311107, 0.9676833749, 1.9646865129, 0.0721004307, -0.1721004248],
    ];
    expected.forEach(([norm, ...numbers], step) => {
      const gradients = [
        { dense: Float32Array.of(0.1, -0.2, 0.3, 0.05).map((g) => g * (step + 1)), rows: [] },
        { dense: Float32Array.of(0.4, -0.7).map((g) => g / (step + 1)), rows: [] },
      ];
      assert.ok(Math.abs(optimizer.step(gradients, 0.01) - norm) < 1e-6);
      close(matrix.data, numbers.slice(0, 4));
      close(bias.data, numbers.slice(4));
    });
  });

  it('adds rows where they belong, repeated ones too', () => {
    const start = [1, 2, 3, 4, 5, 6];
    const table = () => ({ name: 'table', shape: [3, 2], data: Float32Array.from(start) });
    const [sparse, whole, both] = [table(), table(), table()];
    const rows = [{ rows: BigInt64Array.of(2n, 0n, 2n), values: Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6) }];
    const dense = Float32Array.of(0.3, 0.4, 0, 0, 0.1 + 0.5, 0.2 + 0.6);
    for (let step = 0; step < 3; step++) {
      new AdamW([sparse], options).step([{ rows }], 0.01);
      new AdamW([whole], options).step([{ dense: dense.slice(), rows: [] }], 0.01);
      new AdamW([both], options).step([{ dense: new Float32Array(6), rows }], 0.01);
    }
    close(sparse.data, [...whole.data]);
    close(both.data, [...whole.data]);
    assert.notDeepEqual([...whole.data], start);
  });
});
