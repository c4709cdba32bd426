import { color, rgb } from 'd3-color';
import { rounded, type Shape } from '../../src/road/picture/shape.ts';

const srgb = /^color\(srgb ([\d.e+-]+) ([\d.e+-]+) ([\d.e+-]+)(?: \/ ([\d.e+-]+))?\)$/;

/** A computed colour as attributes that every program knows which reads SVG: it has an opacity apart. */
export function paint(name: 'fill' | 'stroke', css: string): Shape['attributes'] {
  const parts = srgb.exec(css)?.slice(1);
  const [red, green, blue, opacity = 1] = parts?.map((part) => (part === undefined ? 1 : Number(part))) ?? [];
  const parsed = parts ? rgb(255 * red, 255 * green, 255 * blue, opacity) : color(css)?.rgb();
  if (!parsed) return { [name]: css };
  const solid = { [name]: parsed.copy({ opacity: 1 }).clamp().formatRgb() };
  return parsed.opacity === 1 ? solid : { ...solid, [`${name}-opacity`]: rounded(parsed.opacity) };
}

/** Whether a computed colour is more than nothing. */
export function isSeen(css: string): boolean {
  const { fill, 'fill-opacity': opacity } = paint('fill', css);
  return fill !== 'transparent' && opacity !== 0;
}
