import type { PositionScheme, TableFormula } from './scheme.ts';

/** Of Vaswani et al. 2017, section 3.5: wavelengths go from 2π to 10,000 · 2π. */
export const base = 10_000;

/** Angle per position of a pair of dimensions: 10000^(−2·pair/width), radians. */
export function pairFrequency(pair: number, width: number): number {
  return base ** ((-2 * pair) / width);
}

/** Positions after which a pair of dimensions repeats itself: 2π·10000^(2·pair/width). */
export function wavelength(pair: number, width: number): number {
  return (2 * Math.PI) / pairFrequency(pair, width);
}

/** sin and cos of p / 10000^(2⌊i/2⌋/d), by turns (Vaswani et al. 2017, 3.5). An odd width ends with a sine. */
export const sinusoidFormula: TableFormula = (position, dimension, width) => {
  const angle = position * pairFrequency(dimension >> 1, width);
  return dimension % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
};

export const sinusoid: PositionScheme = { name: 'sinusoid', table: sinusoidFormula };

/** The same numbers, all sines before all cosines, as tensor2tensor and Marian lay them out. */
export const concatenatedWaves: TableFormula = (position, dimension, width) => {
  const sines = Math.ceil(width / 2);
  const angle = position * pairFrequency(dimension % sines, width);
  return dimension < sines ? Math.sin(angle) : Math.cos(angle);
};

export const sinusoidConcatenated: PositionScheme = { name: 'sinusoidConcatenated', table: concatenatedWaves };

/**
 * The formula as the essay prints it: sin and cos of p / n^(2i/10000), with n = 10,000. The 10,000 has changed places with
 * the width: at 200 dimensions no wave is longer than 9.07 positions.
 */
export const asPrintedInTheEssay: TableFormula = (position, dimension) => {
  const angle = position / base ** ((2 * dimension) / 10_000);
  return dimension % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
};

/** Positions after which a dimension repeats itself by the essay's formula. */
export function wavelengthAsPrinted(dimension: number): number {
  return 2 * Math.PI * base ** ((2 * dimension) / 10_000);
}

/**
 * The sine as a wave over dimensions that need not be whole, or may be negative, as the essay draws it:
 * sin(p / 10000^(i/d)).
 */
export function wave(position: number, dimension: number, width: number): number {
  return Math.sin(position / base ** (dimension / width));
}

/** By how many dimensions that wave moves when the position is multiplied by `factor`: d·ln(factor)/ln(10000). */
export function waveShift(factor: number, width: number): number {
  return (width * Math.log(factor)) / Math.log(base);
}
