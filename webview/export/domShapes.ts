import { rounded, type Shape, shape } from '../../src/road/picture/shape.ts';
import type { SvgCanvas } from '../charts/svgCanvas.ts';
import { boxShapes } from './boxShapes.ts';
import { inlineSvg } from './inlineSvg.ts';
import { isMath, mathShapes } from './mathShapes.ts';
import { type Corner, textShapes } from './textShapes.ts';

/** Notes of what was drawn on canvases. */
type Drawings = ReadonlyMap<HTMLCanvasElement, SvgCanvas>;

/** What is there to be used, or only for those who do not see the page, is no part of a picture of it. */
const left = ['select', 'input', 'textarea', '.hidden', '[data-untaken]', 'template', 'style', 'script'].join();

/**
 * A part of the page as shapes of SVG: its text as text, its canvases as what was drawn on them. What is scrolled out of
 * sight is left out, as on the page.
 * @param corner the place in the window that is the picture's upper left corner
 */
export function domShapes(element: Element, corner: Corner, drawings: Drawings): Shape[] {
  const walk = new Walk(corner, drawings);
  const shapes = walk.element(element);
  return walk.clips.length === 0 ? shapes : [shape('defs', {}, ...walk.clips), ...shapes];
}

let walks = 0;

class Walk {
  readonly clips: Shape[] = [];
  readonly #name = `part-${walks++}`;

  constructor(
    private readonly corner: Corner,
    private readonly drawings: Drawings,
  ) {}

  element(element: Element): Shape[] {
    const style = getComputedStyle(element);
    if (style.display === 'none' || Number(style.opacity) === 0 || isLeftOut(element)) return [];
    if (element instanceof HTMLCanvasElement) return this.#canvas(element);
    if (element instanceof SVGSVGElement) return element.closest('button') ? [] : [inlineSvg(element, this.corner)];
    const box = element.getBoundingClientRect();
    const isVisible = style.visibility === 'visible';
    const own = isVisible && style.display !== 'contents' ? boxShapes(box, style, this.corner) : [];
    if (isMath(element)) own.push(...mathShapes(element, style, this.corner));
    const inner = this.#children(element).flatMap((node) => {
      if (node instanceof Element) return this.element(node);
      return node instanceof Text && isVisible ? textShapes(node, style, this.corner) : [];
    });
    const content = isCut(element, style) ? this.#clipped(box, inner) : inner;
    const shapes = [...own, ...content];
    if (Number(style.opacity) === 1 || shapes.length === 0) return shapes;
    return [shape('g', { opacity: style.opacity }, ...shapes)];
  }

  /** What is laid out in an element: its shadow's nodes, and what is put into its slots. */
  #children(element: Element): Node[] {
    if (element.shadowRoot) return [...element.shadowRoot.childNodes];
    if (element instanceof HTMLSlotElement) return element.assignedNodes({ flatten: true });
    return [...element.childNodes];
  }

  #clipped({ left, top, width, height }: DOMRect, shapes: readonly Shape[]): Shape[] {
    if (shapes.length === 0) return [];
    const id = `${this.#name}-clip-${this.clips.length}`;
    const place = { x: rounded(left - this.corner.x), y: rounded(top - this.corner.y) };
    const size = { width: rounded(width), height: rounded(height) };
    this.clips.push(shape('clipPath', { id }, shape('rect', { ...place, ...size })));
    return [shape('g', { 'clip-path': `url(#${id})` }, ...shapes)];
  }

  #canvas(canvas: HTMLCanvasElement): Shape[] {
    const box = canvas.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return [];
    const [x, y] = [rounded(box.left - this.corner.x), rounded(box.top - this.corner.y)];
    const own = boxShapes(box, getComputedStyle(canvas), this.corner);
    const drawing = this.drawings.get(canvas);
    if (drawing) return [...own, shape('g', { transform: `translate(${x} ${y})` }, ...drawing.shapes)];
    const size = { width: rounded(box.width), height: rounded(box.height) };
    return [...own, shape('image', { x, y, ...size, href: canvas.toDataURL('image/png') })];
  }
}

/** Buttons and controls are left out with their labels, but tabs in front, switches that are on, and what is data itself. */
function isLeftOut(element: Element): boolean {
  if (element.matches(left)) return true;
  if (element instanceof HTMLLabelElement) {
    const control = element.querySelector<HTMLInputElement>('input, select');
    return control !== null && !(control.type === 'checkbox' && control.checked);
  }
  if (!(element instanceof HTMLButtonElement)) return false;
  return element.role === 'tab' ? element.ariaSelected !== 'true' : element.role === null;
}

/** Whether an element hides what reaches beyond it. */
function isCut(element: Element, { overflowX, overflowY }: CSSStyleDeclaration): boolean {
  if (overflowX === 'visible' && overflowY === 'visible') return false;
  return element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
}
