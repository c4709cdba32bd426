import assert from 'node:assert/strict';
import { apartOf, barCodes, beginningOf } from '../../../../webview/positions/order/ordering.ts';

const setting = (difference: number[]) => ({
  setting: 'encoderWith' as const,
  first: Float32Array.of(1, 2, 3, 4),
  second: Float32Array.of(5, 6, 7, 8),
  difference: Float32Array.from(difference),
});

describe('two orders', () => {
  it('takes whole characters from the beginning of the own text', () => {
    assert.equal(beginningOf(' \n我爱你 '), '我爱你');
    assert.equal(beginningOf(`${'🎢'.repeat(20)}`), '🎢'.repeat(16));
    assert.equal(beginningOf(' \n'), '');
  });

  it('tells rounding from a difference', () => {
    assert.equal(apartOf(setting([2e-6, 3e-5])).isRounding, true);
    const { least, most, isRounding } = apartOf(setting([0.5, 0.25]));
    assert.deepEqual([least, most, isRounding], [0.25, 0.5, false]);
  });

  it('puts both vectors of a token under each other', () => {
    assert.deepEqual([...barCodes(setting([0, 0]), 2)], [1, 2, 5, 6, 3, 4, 7, 8]);
  });
});
