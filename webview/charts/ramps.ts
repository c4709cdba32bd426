import { distance, fromOklab, type Oklab, type Rgb, toOklab, withinGamut } from '../../src/colours/oklab.ts';
import { paletteColour, paletteFrom, type SafePalette } from '../../src/colours/palettes.ts';

/** 256 colours, [256, 4], red, green, blue and full opacity, 0…255. */
export type Ramp = Uint8ClampedArray;

export interface Ramps {
  /** Weights: from the background to one hue, the further from the background the more. */
  readonly sequential: Ramp;
  /** Signed values: cold, background, warm. */
  readonly diverging: Ramp;
}

const steps = 256;

/** The ramps of a theme. Steps are equally far apart in OKLab, so that equal differences look equal. */
export function buildRamps(background: Rgb, hue: Rgb, cold: Rgb, warm: Rgb): Ramps {
  const start = toOklab(background);
  const tint = withHue(isDark(start) ? 0.95 : 0.25, 0.06, hue);
  return {
    sequential: sampled(arcOf([start, toOklab(hue), tint]), steps),
    diverging: divergingFrom(start, cold, warm),
  };
}

/** The ramps of a palette. They too begin at the background: what is 0 is not to be seen. */
export function paletteRamps(palette: SafePalette, background: Rgb, cold: Rgb, warm: Rgb): Ramps {
  const start = toOklab(background);
  const stops = Array.from({ length: 9 }, (_, i) => toOklab(paletteFrom(palette, isDark(start), i / 8)));
  return {
    sequential: sampled(arcOf([start, ...stops]), steps),
    diverging: divergingFrom(start, cold, warm),
  };
}

/** The two ends of a palette, for signed values: cold and warm. */
export function poles(palette: SafePalette): readonly [cold: Rgb, warm: Rgb] {
  return [paletteColour(palette, 0.25), paletteColour(palette, 0.95)];
}

/** The colour at a position of a ramp. */
export function colourAt(ramp: Ramp, position: number): Rgb {
  const at = Math.round(position * (steps - 1)) * 4;
  return [ramp[at], ramp[at + 1], ramp[at + 2]];
}

export function cssColour([red, green, blue]: Rgb): string {
  return `rgb(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)})`;
}

function isDark([lightness]: Oklab): boolean {
  return lightness < 0.5;
}

/** From the background to two hues, both equally light. */
function divergingFrom(start: Oklab, cold: Rgb, warm: Rgb): Ramp {
  const end = isDark(start) ? 0.8 : 0.5;
  return joined(arcOf([start, withHue(end, 0.2, cold)]), arcOf([start, withHue(end, 0.2, warm)]));
}

function withHue(lightness: number, chroma: number, of: Rgb): Oklab {
  const [, a, b] = toOklab(of);
  return withinGamut(lightness, chroma, Math.atan2(b, a));
}

/** The broken line through `corners`, walked at an even pace: a function from 0…1 to colours. */
function arcOf(corners: readonly Oklab[]): (position: number) => Oklab {
  const lengths = corners.slice(1).map((corner, i) => distance(corners[i], corner));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return (position) => {
    let left = position * total;
    let leg = 0;
    while (leg < lengths.length - 1 && left > lengths[leg]) left -= lengths[leg++];
    const share = lengths[leg] === 0 ? 0 : left / lengths[leg];
    const [from, to] = [corners[leg], corners[leg + 1]];
    return [0, 1, 2].map((axis) => from[axis] + share * (to[axis] - from[axis])) as unknown as Oklab;
  };
}

function sampled(colourAtPosition: (position: number) => Oklab, count: number): Ramp {
  const ramp = new Uint8ClampedArray(count * 4);
  for (let i = 0; i < count; i += 1) ramp.set([...fromOklab(colourAtPosition(i / (count - 1))), 255], i * 4);
  return ramp;
}

/** Cold arm, the background exactly, at the two middle steps, warm arm. */
function joined(cold: (position: number) => Oklab, warm: (position: number) => Oklab): Ramp {
  const arm = steps / 2 - 1;
  return sampled((position) => {
    const step = Math.round(position * (steps - 1));
    return step <= arm ? cold((arm - step) / arm) : warm((step - arm - 1) / arm);
  }, steps);
}
