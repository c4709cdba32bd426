import { rounded, type Shape, shape } from '../../src/road/picture/shape.ts';
import { paint } from './paint.ts';

/** From the place in the window that is the upper left corner of the picture. */
export interface Corner {
  readonly x: number;
  readonly y: number;
}

/** A piece of text in one line. */
interface Run {
  text: string;
  readonly left: number;
  readonly top: number;
  right: number;
  readonly height: number;
}

/** A text node, line by line where it stands in the window, in its own font and colour. */
export function textShapes(node: Text, style: CSSStyleDeclaration, corner: Corner): Shape[] {
  const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const attributes: Shape['attributes'] = {
    'font-family': style.fontFamily,
    'font-size': Number.parseFloat(style.fontSize),
    ...(style.fontWeight !== '400' && { 'font-weight': style.fontWeight }),
    ...(style.fontStyle !== 'normal' && { 'font-style': style.fontStyle }),
    ...paint('fill', style.color),
  };
  return runsOf(node)
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, left, top, height }) => {
      const place = { x: rounded(left - corner.x), y: rounded(top - corner.y + ascentOf(font, height, text)) };
      const space: Shape['attributes'] = /^\s|\s$|\s\s/.test(text) ? { 'xml:space': 'preserve' } : {};
      return shape('text', { ...place, ...attributes, ...space }, text);
    });
}

/** The characters of a text node that are seen, joined as far as they stand in one line. */
function runsOf(node: Text): Run[] {
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes = range.getClientRects();
  if (boxes.length === 0) return [];
  const isCollapsed = /^\s|\s$|\s\s|[\n\t]/.test(node.data);
  if (boxes.length === 1 && !isCollapsed) {
    const [{ left, top, right, height }] = boxes;
    return [{ text: node.data, left, top, right, height }];
  }
  const runs: Run[] = [];
  for (const { segment, index } of graphemes.segment(node.data)) {
    range.setStart(node, index);
    range.setEnd(node, index + segment.length);
    // At the end of a line a character may have a box of no width there, and one in the next.
    const box = [...range.getClientRects()].find(({ width }) => width > 0);
    if (!box) continue;
    const last = runs.at(-1);
    const sign = /\s/.test(segment) ? ' ' : segment;
    if (last && Math.abs(last.top - box.top) < 1 && box.left - last.right < 1) {
      last.text += sign;
      last.right = box.right;
    } else runs.push({ text: sign, left: box.left, top: box.top, right: box.right, height: box.height });
  }
  return runs;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const measuring = document.createElement('canvas').getContext('2d')!;
const metrics = new Map<string, { readonly ascent: number; readonly descent: number }>();

/**
 * From the upper edge of a line's box to the line that its letters stand on. A line is as high as its font; in formulas,
 * boxes are no higher than the signs in them.
 */
function ascentOf(font: string, height: number, text: string): number {
  measuring.font = font;
  let known = metrics.get(font);
  if (known === undefined) {
    const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = measuring.measureText('x');
    known = { ascent, descent };
    metrics.set(font, known);
  }
  if (height >= 0.85 * (known.ascent + known.descent)) return known.ascent;
  return measuring.measureText(text).actualBoundingBoxAscent;
}
