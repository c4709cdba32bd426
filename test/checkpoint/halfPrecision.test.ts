import assert from 'node:assert/strict';
import { fromBfloat16, fromHalf, toHalf } from '../../src/checkpoint/halfPrecision.ts';

const allHalves = Uint16Array.from({ length: 0x10000 }, (_, half) => half);

/** The value of a binary16 pattern, straight from the definition in IEEE 754. */
function definedValue(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const mantissa = half & 1023;
  if (exponent === 31) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

describe('halfPrecision', () => {
  it('reads every one of the 65,536 patterns as IEEE 754 defines it', () => {
    const floats = fromHalf(allHalves);
    for (const half of allHalves) assert.ok(Object.is(floats[half], definedValue(half)), `0x${half.toString(16)}`);
  });

  it('writes every pattern back as it was, NaN payloads included', () => {
    assert.deepEqual(toHalf(fromHalf(allHalves)), allHalves);
  });

  it('knows published values', () => {
    const known: [number, number][] = [
      [1, 0x3c00],
      [-2, 0xc000],
      [65504, 0x7bff],
      [2 ** -14, 0x0400],
      [2 ** -24, 0x0001],
      [1 / 3, 0x3555],
      [0.1, 0x2e66],
      [-0, 0x8000],
      [Number.POSITIVE_INFINITY, 0x7c00],
      [Number.NEGATIVE_INFINITY, 0xfc00],
      [65519.996, 0x7bff],
      [65520, 0x7c00],
      [1e30, 0x7c00],
      [2 ** -25, 0x0000],
      [2 ** -25 * (1 + 2 ** -20), 0x0001],
      [1e-45, 0x0000],
    ];
    assert.deepEqual(
      Array.from(toHalf(Float32Array.from(known, ([value]) => value))),
      known.map(([, half]) => half),
    );
    assert.ok((toHalf(Float32Array.of(Number.NaN))[0] & 0x7fff) > 0x7c00);
  });

  it('rounds to the nearest, and exactly between two to the even one', () => {
    // Every pair of neighbours, subnormals and the step from one power of two to the next included.
    for (let half = 0; half < 0x7bff; half++) {
      const [low, high] = [definedValue(half), definedValue(half + 1)];
      const middle = Float32Array.of((low + high) / 2);
      const bits = new Uint32Array(middle.buffer);
      const even = half % 2 === 0 ? half : half + 1;
      assert.equal(toHalf(middle)[0], even, `between ${low} and ${high}`);
      bits[0]--;
      assert.equal(toHalf(middle)[0], half, `just under the middle of ${low} and ${high}`);
      bits[0] += 2;
      assert.equal(toHalf(middle)[0], half + 1, `just over the middle of ${low} and ${high}`);
    }
  });

  it('reads bfloat16 as the upper half of an f32', () => {
    assert.deepEqual(
      fromBfloat16(Uint16Array.of(0x3f80, 0xc000, 0x7f80, 0x0001, 0x8000)),
      Float32Array.of(1, -2, Number.POSITIVE_INFINITY, 2 ** -133, -0),
    );
  });

  it('converts a part of a larger array', () => {
    assert.deepEqual(toHalf(Float32Array.of(9, 1, 2).subarray(1)), Uint16Array.of(0x3c00, 0x4000));
  });
});
