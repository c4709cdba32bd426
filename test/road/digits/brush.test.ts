import assert from 'node:assert/strict';
import { painted } from '../../../src/road/digits/brush.ts';
import { pixelCount } from '../../../src/road/digits/digits.ts';
import { isBlank } from '../../../src/road/digits/drawing.ts';

const blank = () => new Float32Array(pixelCount);
const at = (pixels: Float32Array, across: number, down: number) => pixels[down * 28 + across];

describe('the brush', () => {
  it('draws a line about three pixels wide, with a soft edge', () => {
    const drawn = painted(blank(), [5, 10], [20, 10], false);
    for (let across = 5; across <= 20; across++) {
      assert.equal(at(drawn, across, 10), 1);
      assert.equal(at(drawn, across, 9), 1);
      assert.equal(at(drawn, across, 13), 0);
    }
    assert.equal(at(drawn, 12, 12), 0);
    assert.ok(at(drawn, 4, 11) > 0 && at(drawn, 4, 11) < 1);
    assert.equal(at(drawn, 2, 10), 0);
  });

  it('never takes ink away by drawing, and takes all away by erasing the same', () => {
    const drawn = painted(blank(), [5, 5], [8, 20], false);
    const crossed = painted(drawn, [3, 12], [20, 12], false);
    drawn.forEach((ink, i) => void assert.ok(crossed[i] >= ink));
    const erased = painted(drawn, [5, 5], [8, 20], true);
    erased.forEach((ink, i) => void assert.ok(ink <= Math.min(drawn[i], 1 - drawn[i]) + 1e-6));
  });

  it('may leave the sheet', () => {
    assert.ok(isBlank(painted(blank(), [-9, -9], [-4, -9], false)));
  });
});
