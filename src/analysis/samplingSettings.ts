import { UnderhoodError } from '../errors.ts';
import type { SamplingSettings } from '../protocol/reading.ts';

export const highestTemperature = 5;
export const highestSeed = 2 ** 32 - 1;

/** Leaves the model's own distribution as it is. */
export const plainSampling: SamplingSettings = {
  temperature: 1,
  topK: 0,
  topP: 1,
  minP: 0,
  order: 'huggingface',
  seed: 0,
};

/**
 * Throws UnderhoodError where a setting is outside its range, or no number at all: `sampling.temperature`,
 * `sampling.topK`, `sampling.topP`, `sampling.minP` or `sampling.seed`, with the value and the range in its sentence.
 */
export function checkSampling(settings: SamplingSettings, vocabularySize: number): void {
  const { temperature, topK, topP, minP, seed } = settings;
  // Comparisons with NaN are false: each condition says what is allowed.
  if (!(temperature >= 0 && temperature <= highestTemperature)) {
    throw new UnderhoodError('sampling.temperature', { value: temperature, most: highestTemperature });
  }
  if (!(Number.isInteger(topK) && topK >= 0 && topK <= vocabularySize)) {
    throw new UnderhoodError('sampling.topK', { value: topK, most: vocabularySize });
  }
  if (!(topP > 0 && topP <= 1)) throw new UnderhoodError('sampling.topP', { value: topP });
  if (!(minP >= 0 && minP <= 1)) throw new UnderhoodError('sampling.minP', { value: minP });
  if (!(Number.isInteger(seed) && seed >= 0 && seed <= highestSeed)) {
    throw new UnderhoodError('sampling.seed', { value: seed, most: highestSeed });
  }
}
