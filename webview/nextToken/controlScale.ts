import { highestTemperature } from '../../src/analysis/samplingSettings.ts';

/** The settings that have a slider. */
export type Slid = 'temperature' | 'topK' | 'topP' | 'minP';

/** A slider: its own positions, and what they mean. */
interface ControlScale {
  readonly most: number;
  /** Of the slider; the number beside it may be anything in its range. */
  readonly step: number;
  positionOf(value: number): number;
  valueAt(position: number): number;
}

const plain = (most: number, step: number): ControlScale => ({
  most,
  step,
  positionOf: (value) => value,
  valueAt: (position) => position,
});

const kSteps = 200;

/** From 1 by steps of equal ratio to the whole vocabulary, which is the same as off: 0. */
function kScale(vocabularySize: number): ControlScale {
  return {
    most: kSteps,
    step: 1,
    positionOf: (value) =>
      value === 0 || value >= vocabularySize
        ? kSteps
        : Math.round((kSteps * Math.log(value)) / Math.log(vocabularySize)),
    valueAt: (position) => (position >= kSteps ? 0 : Math.round(vocabularySize ** (position / kSteps))),
  };
}

export function controlScale(name: Slid, vocabularySize: number): ControlScale {
  if (name === 'topK') return kScale(vocabularySize);
  if (name === 'temperature') return plain(highestTemperature, 0.05);
  const share = plain(1, 0.01);
  // A top-p of 0 would keep nothing: the slider ends at its first step.
  return name === 'topP' ? { ...share, valueAt: (position) => Math.max(position, share.step) } : share;
}
