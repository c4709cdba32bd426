import { rounded, type Shape, shape } from '../../src/road/picture/shape.ts';
import { paint } from './paint.ts';
import type { Corner } from './textShapes.ts';

/** What style sheets say of shapes; a document that stands by itself has none, and says it of each. */
const properties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'paint-order',
  'opacity',
  'image-rendering',
] as const;
const ofText = ['font-family', 'font-size', 'font-weight', 'font-style'] as const;
/** What a shape looks like where nobody says anything: need not be said. */
const initial: Readonly<Record<string, string>> = {
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-opacity': '1',
  'stroke-dasharray': 'none',
  'stroke-linejoin': 'miter',
  'paint-order': 'normal',
  opacity: '1',
  'image-rendering': 'auto',
  'font-style': 'normal',
};
const unkept = ['class', 'style', 'role', 'tabindex', 'id'];

/** A drawing that is SVG on the page already, with its looks. */
export function inlineSvg(element: SVGSVGElement, corner: Corner): Shape {
  const box = element.getBoundingClientRect();
  const place = {
    x: rounded(box.left - corner.x),
    y: rounded(box.top - corner.y),
    width: rounded(box.width),
    height: rounded(box.height),
  };
  const viewBox = element.getAttribute('viewBox');
  const { overflow } = getComputedStyle(element);
  const kept: Shape['attributes'] = overflow === 'visible' ? { overflow } : {};
  return shape('svg', { ...place, ...kept, ...(viewBox && { viewBox }) }, ...contentOf(element));
}

function contentOf(element: Element): (Shape | string)[] {
  return [...element.childNodes].flatMap((node): (Shape | string)[] => {
    if (node instanceof SVGElement) return isShown(node) ? [copyOf(node)] : [];
    return node instanceof Text && node.data.trim() !== '' ? [node.data.trim()] : [];
  });
}

function isShown(element: SVGElement): boolean {
  const { display, visibility } = getComputedStyle(element);
  return display !== 'none' && visibility !== 'hidden';
}

function copyOf(element: SVGElement): Shape {
  const style = getComputedStyle(element);
  const tag = element.localName as Shape['tag'];
  const attributes: Record<string, string | number> = {};
  for (const { name, value } of element.attributes) {
    if (!unkept.includes(name) && !name.startsWith('aria-') && !name.startsWith('data-')) attributes[name] = value;
  }
  if (tag === 'title') return shape('title', {}, element.textContent ?? '');
  for (const name of tag === 'text' ? [...properties, ...ofText] : properties) {
    const value = style.getPropertyValue(name);
    if (value === '' || value === initial[name]) continue;
    if (name === 'fill' || name === 'stroke') Object.assign(attributes, paint(name, value));
    else attributes[name] = value;
  }
  return shape(tag, attributes, ...contentOf(element));
}
