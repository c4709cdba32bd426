import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AdamW, type RowValues } from '../../../src/training/optimizer/adamW.ts';
import { assembleKernel } from '../../../src/training/optimizer/assembleKernel.node.ts';

const options = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1, clip: 0.5 };

function takeStep(optimizer: AdamW, rows: readonly (readonly RowValues[])[], learningRate: number): number {
  const { norm } = optimizer.measure(rows);
  optimizer.update(norm, learningRate);
  return norm;
}

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
    expected.forEach(([norm, ...numbers], done) => {
      optimizer.gradients[0].set([0.1, -0.2, 0.3, 0.05].map((g) => g * (done + 1)));
      optimizer.gradients[1].set([0.4, -0.7].map((g) => g / (done + 1)));
      assert.ok(Math.abs(takeStep(optimizer, [[], []], 0.01) - norm) < 1e-6);
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
    const norm = takeStep(
      optimizer,
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
      takeStep(sparse, [[rows]], 0.01);
      whole.gradients[0].set([0.3, 0.4, 0, 0, 0.1 + 0.5, 0.2 + 0.6]);
      takeStep(whole, [[]], 0.01);
    }
    close(sparse.parameters[0].data, [...whole.parameters[0].data]);
    assert.notDeepEqual([...whole.parameters[0].data], start);
  });

  it('measures what it changes, and measuring changes nothing', () => {
    const tensors = [
      { name: 'w', shape: [3, 7] },
      { name: 'b', shape: [5] },
    ];
    const [measured, plain] = [new AdamW(tensors, options), new AdamW(tensors, options)];
    for (const { parameters } of [measured, plain]) {
      for (const { data } of parameters) data.set(data.map((_, i) => Math.sin(i)));
    }
    for (let done = 1; done <= 3; done++) {
      const before = measured.parameters.map(({ data }) => data.slice());
      const results = [measured, plain].map((optimizer) => {
        for (const gradient of optimizer.gradients) gradient.set(gradient.map((_, i) => Math.cos(done * i)));
        const { norm, squares } = optimizer.measure([[], []]);
        assert.ok(Math.abs(norm - Math.hypot(...squares.map(Math.sqrt))) < 1e-9);
        return optimizer.update(norm, 0.01, optimizer === measured);
      });
      assert.equal(results[1], undefined);
      assert.equal(measured.steps, done);
      measured.parameters.forEach(({ data }, i) => {
        const sum = (numbers: Float32Array) => numbers.reduce((total, number) => total + number ** 2, 0);
        const change = sum(data.map((number, n) => number - before[i][n]));
        const { changes, weights } = results[0]!;
        assert.ok(Math.abs(changes[i] / change - 1) < 1e-5, `${changes[i]} is not ${change}`);
        assert.ok(Math.abs(weights[i] / sum(before[i]) - 1) < 1e-6);
        assert.deepEqual(data, plain.parameters[i].data);
        assert.deepEqual(measured.moments[i], plain.moments[i]);
      });
    }
  });

  it('says when a model is too large', () => {
    assert.throws(() => new AdamW([{ name: 'w', shape: [30_000, 10_000] }], options), { code: 'training.tooLarge' });
  });
});

describe('adamWKernel', () => {
  it('is adamW.wat, assembled', async () => {
    const folder = path.join(__dirname, '../../../src/training/optimizer');
    const source = readFileSync(path.join(folder, 'adamW.wat'), 'utf8');
    assert.equal(await assembleKernel(source), readFileSync(path.join(folder, 'adamWKernel.ts'), 'utf8'));
  });
});
