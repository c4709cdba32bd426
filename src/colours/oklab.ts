/** OKLab (Björn Ottosson, 2020): lightness 0…1 and two opponent axes, in which equal distances look equal. */
export type Oklab = readonly [lightness: number, a: number, b: number];
/** sRGB, 0…255 each. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** sRGB by way of linear light and the responses of the three cones (Ottosson 2020). */
export function toOklab([red, green, blue]: Rgb): Oklab {
  const [r, g, b] = [red, green, blue].map(linear);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Not rounded and not clamped: outside 0…255 where the colour is outside sRGB. */
export function fromOklab([lightness, a, b]: Oklab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    companded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    companded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    companded(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** The colour of this lightness and hue with the most chroma, up to `chroma`, that sRGB can show. */
export function withinGamut(lightness: number, chroma: number, hue: number): Oklab {
  for (let left = chroma; left > 0; left -= 0.002) {
    const colour: Oklab = [lightness, left * Math.cos(hue), left * Math.sin(hue)];
    if (fromOklab(colour).every((channel) => channel >= -0.5 && channel <= 255.5)) return colour;
  }
  return [lightness, 0, 0];
}

/** How unlike two colours look: Euclidean, in OKLab. */
export function distance(one: Oklab, other: Oklab): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function companded(value: number): number {
  return 255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
}

/** Relative luminance, 0…1, as WCAG 2 defines it. */
export function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** WCAG 2 contrast ratio, 1…21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The first of `preferred` that can be read on `background` (contrast 4.5), else black or white, whichever can. */
export function readableOn(background: Rgb, preferred: readonly Rgb[]): Rgb {
  const black: Rgb = [0, 0, 0];
  const white: Rgb = [255, 255, 255];
  const candidates = [...preferred, contrast(background, white) >= contrast(background, black) ? white : black];
  return candidates.find((candidate) => contrast(background, candidate) >= 4.5) ?? candidates.at(-1)!;
}
