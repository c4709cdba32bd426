import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AdamW } from '../../src/training/adamW.ts';
import { assembleKernel } from '../../src/training/assembleKernel.node.ts';

const options = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1, clip: 0.5 };

function close(actual: Float32Array, expected: readonly number[], tolerance = 3e-7): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((number, i) => {
    assert.ok(Math.abs(actual[i] - number) < tolerance, `${actual[i]} is not ${number}`);
  });
}

describe('AdamW', () => {
  it('takes the steps that PyTorch takes', () => {
    // torch.optim.AdamW of PyTorch 2.14 (decay for the matrix only) after clip_grad_norm_ at 0.5, learning rate 0.01.
    const tensors = [
      { name: 'w', shape: [2, 2] },
      { name: 'b', shape: [2] },
    ];
    const optimizer = new AdamW(tensors, options);
    const [matrix, bias] = optimizer.parameters;
    matrix.data.set([0.5, -0.25, 1, 2]);
    bias.data.set([0.1, -0.2]);
    const expected = [
      [0.8902246952, 0.489500016, -0.2397499979, 0.9890000224, 1.9880000353, 0.0900000036, -0.1899999976],
      [0.8558622003, 0.4794148803, -0.2299146354, 0.9784154296, 1.9764164686, 0.0806089044, -0.1806088984],
      [1.1639255285, 0.4691818655, -0.2199311107, 0.9676833749, 1.9646865129, 0.0721004307, -0.1721004248],
    ];
    expected.forEach(([norm, ...numbers], step) => {
      optimizer.gradients[0].set([0.1, -0.2, 0.3, 0.05].map((g) => g * (step + 1)));
      optimizer.gradients[1].set([0.4, -0.7].map((g) => g / (step + 1)));
      assert.ok(Math.abs(optimizer.step([[], []], 0.01) - norm) < 1e-6);
      close(matrix.data, numbers.slice(0, 4));
      close(bias.data, numbers.slice(4));
    });
  });

  it('keeps arrays of any length apart', () => {
    const lengths = [1, 2, 3, 4, 5, 7, 8, 9, 1000];
    const optimizer = new AdamW(
      lengths.map((length) => ({ name: `${length}`, shape: [length] })),
      {
        ...options,
        clip: Number.POSITIVE_INFINITY,
      },
    );
    optimizer.parameters.forEach(({ data }, i) => {
      data.fill(i);
    });
    optimizer.gradients.forEach((gradient, i) => {
      gradient.fill(i % 2 ? 1 : -1);
    });
    const norm = optimizer.step(
      lengths.map(() => []),
      0.1,
    );
    assert.ok(Math.abs(norm - Math.sqrt(lengths.reduce((sum, length) => sum + length, 0))) < 1e-9);
    // Adam's first step is the learning rate, against the gradient's sign.
    optimizer.parameters.forEach(({ data }, i) => {
      close(data, new Array(lengths[i]).fill(i + (i % 2 ? -0.1 : 0.1)), 1e-6);
    });
  });

  it('adds rows where they belong, repeated ones too', () => {
    const start = [1, 2, 3, 4, 5, 6];
    const table = () => {
      const optimizer = new AdamW([{ name: 'table', shape: [3, 2] }], options);
      optimizer.parameters[0].data.set(start);
      return optimizer;
    };
    const [sparse, whole] = [table(), table()];
    const rows = { rows: BigInt64Array.of(2n, 0n, 2n), values: Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6) };
    for (let step = 0; step < 3; step++) {
      sparse.gradients[0].fill(0);
      sparse.step([[rows]], 0.01);
      whole.gradients[0].set([0.3, 0.4, 0, 0, 0.1 + 0.5, 0.2 + 0.6]);
      whole.step([[]], 0.01);
    }
    close(sparse.parameters[0].data, [...whole.parameters[0].data]);
    assert.notDeepEqual([...whole.parameters[0].data], start);
  });

  it('says when a model is too large', () => {
    assert.throws(() => new AdamW([{ name: 'w', shape: [30_000, 10_000] }], options), { code: 'training.tooLarge' });
  });
});

describe('adamWKernel', () => {
  it('is adamW.wat, assembled', async () => {
    const folder = path.join(__dirname, '../../src/training');
    const source = readFileSync(path.join(folder, 'adamW.wat'), 'utf8');
    assert.equal(await assembleKernel(source), readFileSync(path.join(folder, 'adamWKernel.ts'), 'utf8'));
  });
});
