import { rounded, type Shape, shape } from '../../src/road/picture/shape.ts';
import { paint } from './paint.ts';
import type { Corner } from './textShapes.ts';

export function isMath(element: Element): element is MathMLElement {
  return element instanceof MathMLElement;
}

/** What a formula has besides its signs: the line of a fraction, and the roof of a root. */
export function mathShapes(element: MathMLElement, { color }: CSSStyleDeclaration, corner: Corner): Shape[] {
  const box = element.getBoundingClientRect();
  const [left, right] = [rounded(box.left - corner.x), rounded(box.right - corner.x)];
  const line = { fill: 'none', ...paint('stroke', color), 'stroke-width': 1 };
  if (element.localName === 'mfrac' && element.getAttribute('linethickness') !== '0px') {
    const [above, below] = [...element.children].map((part) => part.getBoundingClientRect());
    const middle = rounded((above.bottom + below.top) / 2 - corner.y);
    return [shape('line', { x1: left, x2: right, y1: middle, y2: middle, ...line })];
  }
  if (element.localName === 'msqrt') {
    const [top, bottom] = [rounded(box.top - corner.y + 1), rounded(box.bottom - corner.y)];
    const first = element.firstElementChild?.getBoundingClientRect().left ?? box.left;
    const wide = Math.max(4, first - box.left);
    const knee = rounded(bottom - (bottom - top) * 0.4);
    const foot = `${rounded(left + wide * 0.5)} ${bottom}`;
    const d = `M${left} ${knee}L${rounded(left + wide * 0.25)} ${knee}L${foot}L${rounded(left + wide)} ${top}H${right}`;
    return [shape('path', { d, ...line })];
  }
  return [];
}
