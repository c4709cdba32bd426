import { checkSampling, plainSampling } from '../../src/analysis/samplingSettings.ts';
import type { SamplingSettings } from '../../src/protocol/reading.ts';
import { throwsCode } from '../checkpoint/rejection.ts';

describe('checkSampling', () => {
  const check = (settings: Partial<SamplingSettings>) => checkSampling({ ...plainSampling, ...settings }, 100);

  it('lets pass what is within range, its ends included', () => {
    check({});
    check({ temperature: 0, topK: 0, topP: Number.MIN_VALUE, minP: 0, seed: 0 });
    check({ temperature: 5, topK: 100, topP: 1, minP: 1, seed: 2 ** 32 - 1 });
  });

  const refused: readonly [
    field: keyof SamplingSettings & ('temperature' | 'topK' | 'topP' | 'minP' | 'seed'),
    number[],
  ][] = [
    ['temperature', [-0.01, 5.01]],
    ['topK', [-1, 101, 1.5]],
    ['topP', [0, -0.1, 1.01]],
    ['minP', [-0.01, 1.01]],
    ['seed', [-1, 2 ** 32, 0.5]],
  ];
  for (const [field, values] of refused) {
    it(`refuses ${field} outside its range, and what is no number`, () => {
      for (const value of [...values, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        throwsCode(() => check({ [field]: value }), `sampling.${field}`, { value });
      }
    });
  }
});
