import assert from 'node:assert/strict';
import { shades, tokenAt } from '../../src/editor/tokenRanges.ts';

/** `<s>`, "a", a character over two tokens, "bc". */
const tokens = [
  { start: 0, end: 0 },
  { start: 0, end: 1 },
  { start: 1, end: 2 },
  { start: 1, end: 2 },
  { start: 2, end: 4 },
];

describe('the token at a place', () => {
  for (const [offset, expected] of [
    [0, 1],
    [1, 2],
    [2, 4],
    [3, 4],
    [4, 4],
    [5, undefined],
    [-1, undefined],
  ] as const) {
    it(`is ${expected} at ${offset}`, () => assert.equal(tokenAt(tokens, offset), expected));
  }

  it('is none in a text without tokens', () => assert.equal(tokenAt([], 0), undefined));
});

describe('shading', () => {
  it('is relative to the greatest weight, and adds up the tokens of one character', () => {
    assert.deepEqual(shades(tokens, Float32Array.of(0.2, 0.1, 0.2, 0.2, 0.3)), [
      { start: 0, end: 1, shade: 2 },
      { start: 1, end: 2, shade: 8 },
      { start: 2, end: 4, shade: 6 },
    ]);
  });

  it('leaves out what rounds to nothing, and is none where nothing can be shown', () => {
    assert.deepEqual(shades(tokens, Float32Array.of(0, 1, 0.01, 0.01, 0)), [{ start: 0, end: 1, shade: 8 }]);
    assert.deepEqual(shades(tokens, Float32Array.of(1, 0, 0, 0, 0)), []);
    assert.deepEqual(shades(tokens, new Float32Array()), []);
    assert.deepEqual(shades([], new Float32Array()), []);
  });
});
