import { rounded, type Shape, shape, svgText } from '../../src/road/picture/shape.ts';
import { recordDrawings } from '../charts/canvas.ts';
import { cssColour } from '../charts/ramps.ts';
import type { Theme } from '../shell/theme.ts';
import { domShapes } from './domShapes.ts';
import { wrapped } from './wrapped.ts';

/** What a picture says besides what is drawn. */
export interface Caption {
  /** The question that the view answers. */
  readonly title: string;
  /** What ran, what of it is altered, where it comes from; a line or more each. */
  readonly lines: readonly string[];
}

/** A picture by itself: a document of SVG, and its size in CSS pixels. */
export interface Figure {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const margin = 16;
const titleSize = 18;
const lineSize = 12;

/**
 * Parts of the page below each other, under a title, as a document of SVG that needs nothing else.
 * @param redraw has everything drawn once more: what canvases show is noted down then
 */
export async function figureOf(
  parts: readonly Element[],
  caption: Caption,
  theme: Theme,
  redraw: () => Promise<void>,
): Promise<Figure> {
  const drawings = await recordDrawings(redraw);
  const across = Math.ceil(Math.max(320, ...parts.map((part) => part.getBoundingClientRect().width)));
  const shapes: Shape[] = [];
  let down = margin;
  const write = (text: string, size: number, isTitle: boolean) => {
    const font = `${isTitle ? '600 ' : ''}${size}px ${theme.font}`;
    for (const line of wrapped(text, font, across)) {
      shapes.push(
        shape(
          'text',
          {
            x: margin,
            y: rounded(down + size),
            'font-family': theme.font,
            'font-size': size,
            ...(isTitle && { 'font-weight': 600 }),
            fill: cssColour(isTitle ? theme.foreground : theme.dim),
          },
          line,
        ),
      );
      down += Math.ceil(size * 1.4);
    }
  };
  write(caption.title, titleSize, true);
  for (const line of caption.lines) write(line, lineSize, false);
  for (const part of parts) {
    const box = part.getBoundingClientRect();
    if (box.height === 0) continue;
    down += 8;
    shapes.push(...domShapes(part, { x: box.left - margin, y: box.top - down }, drawings));
    down += Math.ceil(box.height);
  }
  const [width, height] = [across + 2 * margin, down + margin];
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const picture = shape(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...size },
    shape('title', {}, caption.title),
    shape('desc', {}, caption.lines.join('\n')),
    shape('rect', { width, height, fill: cssColour(theme.background) }),
    ...shapes,
  );
  return { svg: `${svgText(picture)}\n`, width, height };
}
