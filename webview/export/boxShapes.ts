import { rounded, type Shape, shape } from '../../src/road/picture/shape.ts';
import { isSeen, paint } from './paint.ts';
import type { Corner } from './textShapes.ts';

const sides = ['Top', 'Right', 'Bottom', 'Left'] as const;

/** What an element paints of itself under its text: background, borders, outline. */
export function boxShapes(box: DOMRect, style: CSSStyleDeclaration, corner: Corner): Shape[] {
  const [x, y] = [rounded(box.left - corner.x), rounded(box.top - corner.y)];
  const size = { width: rounded(box.width), height: rounded(box.height) };
  if (size.width === 0 || size.height === 0) return [];
  const shapes: Shape[] = [];
  const radius = Number.parseFloat(style.borderTopLeftRadius);
  const rounding: Shape['attributes'] = radius > 0 ? { rx: Math.min(radius, size.width / 2, size.height / 2) } : {};
  if (isSeen(style.backgroundColor)) {
    shapes.push(shape('rect', { x, y, ...size, ...rounding, ...paint('fill', style.backgroundColor) }));
  }
  const borders = sides.map((side) => ({
    side,
    width: style[`border${side}Style`] === 'none' ? 0 : Number.parseFloat(style[`border${side}Width`]),
    colour: style[`border${side}Color`],
  }));
  for (const { side, width, colour } of borders) {
    if (width > 0 && isSeen(colour)) shapes.push(edge(side, { x, y, ...size }, width, colour));
  }
  const outline = style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth);
  if (outline > 0 && isSeen(style.outlineColor)) {
    const out = Number.parseFloat(style.outlineOffset) + outline / 2;
    shapes.push(
      shape('rect', {
        x: rounded(x - out),
        y: rounded(y - out),
        width: rounded(Math.max(0, size.width + 2 * out)),
        height: rounded(Math.max(0, size.height + 2 * out)),
        ...{ fill: 'none', ...paint('stroke', style.outlineColor), 'stroke-width': outline },
        ...(style.outlineStyle === 'dashed' && { 'stroke-dasharray': '3 2' }),
      }),
    );
  }
  return shapes;
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function edge(side: (typeof sides)[number], box: Rectangle, width: number, colour: string): Shape {
  const { x, y } = box;
  const fill = paint('fill', colour);
  if (side === 'Top') return shape('rect', { x, y, width: box.width, height: width, ...fill });
  if (side === 'Left') return shape('rect', { x, y, width, height: box.height, ...fill });
  if (side === 'Bottom') {
    return shape('rect', { x, y: rounded(y + box.height - width), width: box.width, height: width, ...fill });
  }
  return shape('rect', { x: rounded(x + box.width - width), y, width, height: box.height, ...fill });
}
