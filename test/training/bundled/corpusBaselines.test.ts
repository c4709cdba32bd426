import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { Random } from '../../../src/random.ts';
import { xzBitsPerByte } from '../../../src/training/bundled/corpusBaselines.node.ts';

describe('xzBitsPerByte', () => {
  before(function () {
    if (spawnSync('xz', ['--version']).status === 0) return;
    console.log('      skipped: there is no xz on the PATH');
    this.skip();
  });

  it('is near eight for noise, and near nothing for what training holds already', () => {
    const random = new Random(1);
    const noise = Uint8Array.from({ length: 20_000 }, () => random.uniform() * 256);
    assert.ok(Math.abs(xzBitsPerByte(noise.subarray(0, 10_000), noise.subarray(10_000)) - 8) < 0.2);
    assert.ok(xzBitsPerByte(noise, noise) < 0.5);
  });
});
