import { rgb } from 'd3-color';
import { interpolateCividis, interpolateViridis } from 'd3-scale-chromatic';
import { contrast, luminance, type Rgb } from './oklab.ts';

/** Which colours stand for numbers: those of the theme, or ones that are ordered the same for colour-blind eyes. */
export const palettes = ['theme', 'viridis', 'cividis'] as const;
export type Palette = (typeof palettes)[number];
export type SafePalette = Exclude<Palette, 'theme'>;

const interpolations = { viridis: interpolateViridis, cividis: interpolateCividis } as const;

/** A palette's colour. @param position 0 (dark) … 1 (bright) */
export function paletteColour(palette: SafePalette, position: number): Rgb {
  const { r, g, b } = rgb(interpolations[palette](position));
  return [r, g, b];
}

/** The part of a palette that stands out from a background, from where it is nearest to it to where it is farthest. */
export function paletteFrom(palette: SafePalette, isDark: boolean, position: number): Rgb {
  return paletteColour(palette, isDark ? 0.3 + 0.7 * position : 0.85 - 0.85 * position);
}

/** What WCAG 2 asks of lines and other shapes. */
const leastShapeContrast = 3;
const candidates = Array.from({ length: 101 }, (_, i) => i / 100);

/**
 * Colours for lines that lie over each other: equal steps along what of a palette stands out from the background, those that
 * are far apart first, so that few lines are told apart best. Luminance alone tells them apart, whatever the eye.
 * @param count how many
 */
export function curveColours(palette: SafePalette, background: Rgb, count: number): Rgb[] {
  const visible = candidates.filter((at) => contrast(paletteColour(palette, at), background) >= leastShapeContrast);
  const [least, most] = [visible[0], visible[visible.length - 1]];
  const colours = Array.from({ length: count }, (_, i) =>
    paletteColour(palette, least + ((most - least) * i) / (count - 1)),
  );
  const order = colours.map((_, i) => i).sort((one, other) => turn(one, count) - turn(other, count));
  return order.map((i) => colours[i]);
}

/** When a step has its turn: the two ends, then the even ones between, then the odd ones. */
function turn(step: number, count: number): number {
  if (step === 0 || step === count - 1) return step - count;
  return step % 2 === 0 ? step : step + count;
}

/** Text and ground of VS Code's own themes: others are not farther apart by much less. */
const grounds = {
  dark: { text: [204, 204, 204], ground: [31, 31, 31] },
  light: { text: [59, 59, 59], ground: [255, 255, 255] },
} as const satisfies Record<string, { readonly text: Rgb; readonly ground: Rgb }>;

/** A little more than the 4.5 that WCAG 2 asks for. */
const leastContrast = 4.7;

/**
 * Shades behind the text of an editor, weakest first, #rrggbbaa: equal steps of luminance, as far as text stays readable.
 * @param count how many
 */
export function editorShades(palette: SafePalette, kind: 'dark' | 'light', count: number): string[] {
  const { text, ground } = grounds[kind];
  const isDark = kind === 'dark';
  const from = luminance(ground);
  const to = isDark ? (luminance(text) + 0.05) / leastContrast - 0.05 : (luminance(text) + 0.05) * leastContrast - 0.05;
  return Array.from({ length: count }, (_, i) => {
    const share = (i + 1) / count;
    const colour = paletteFrom(palette, isDark, share);
    return hex(colour, opacityFor(colour, ground, from + share * (to - from)));
  });
}

/** How opaque a colour is to be for what lies on the ground to have a luminance; found by halving. */
function opacityFor(colour: Rgb, ground: Rgb, wanted: number): number {
  const rises = luminance(colour) > luminance(ground);
  let [least, most] = [0, 1];
  for (let halving = 0; halving < 16; halving += 1) {
    const middle = (least + most) / 2;
    const reached = luminance(mixed(colour, ground, middle));
    if (rises ? reached < wanted : reached > wanted) least = middle;
    else most = middle;
  }
  return least;
}

function mixed(over: Rgb, under: Rgb, opacity: number): Rgb {
  return over.map((channel, i) => channel * opacity + under[i] * (1 - opacity)) as unknown as Rgb;
}

function hex(colour: Rgb, opacity: number): string {
  return `#${[...colour, 255 * opacity].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}
