/** A piece of SVG as plain data: the page makes elements of it, the Markdown preview a string. */
export interface Shape {
  readonly tag:
    | 'svg'
    | 'g'
    | 'defs'
    | 'clipPath'
    | 'path'
    | 'line'
    | 'rect'
    | 'circle'
    | 'text'
    | 'image'
    | 'title'
    | 'desc';
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly content: readonly (Shape | string)[];
}

export function shape(
  tag: Shape['tag'],
  attributes: Shape['attributes'],
  ...content: readonly (Shape | string)[]
): Shape {
  return { tag, attributes, content };
}

/** Words, with their class: `dim` for what is second in importance. */
export function words(
  text: string,
  x: number,
  y: number,
  {
    anchor = 'start',
    style = 'dim',
    turn,
  }: { anchor?: 'start' | 'middle' | 'end'; style?: string; turn?: number } = {},
): Shape {
  return shape(
    'text',
    {
      class: style,
      x: rounded(x),
      y: rounded(y),
      'text-anchor': anchor,
      'dominant-baseline': 'middle',
      ...(turn !== undefined && { transform: `rotate(${turn} ${rounded(x)} ${rounded(y)})` }),
    },
    text,
  );
}

/** As text of an SVG document. */
export function svgText({ tag, attributes, content }: Shape): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`);
  const inner = content.map((part) => (typeof part === 'string' ? escaped(part) : svgText(part)));
  return `<${tag}${written.join('')}>${inner.join('')}</${tag}>`;
}

/** Text of a document of XML, in which most control characters and halves of characters may not stand at all. */
export function escaped(text: string): string {
  return text
    .replace(forbidden, (sign) => (/[\t\n\r]/.test(sign) ? sign : '\ufffd'))
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

const forbidden = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** To a hundredth of a pixel. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Signs that are much wider, or narrower, than most in the fonts of interfaces, in ems. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/, 1],
  [/[mwMW%@—]/, 0.92],
  [/[A-Z0-9]/, 0.66],
  [/[ijlftr.,:;'’|()[\] ]/, 0.38],
];

/** How words look that are measured: in pixels, and whether with the weight of class `strong`. */
export interface Lettering {
  readonly size?: number;
  readonly isStrong?: boolean;
}

/** Strong letters are about so much wider; signs of East Asia, a whole em each, are not. */
const strongly = 1.14;

/** About how wide words are, in pixels: nothing measures text outside a page. */
export function widthOf(text: string, { size = 11, isStrong = false }: Lettering = {}): number {
  let ems = 0;
  for (const sign of text) {
    const width = widths.find(([signs]) => signs.test(sign))?.[1] ?? 0.6;
    ems += isStrong && width < 1 ? width * strongly : width;
  }
  return ems * size;
}

/** Words cut to a width, with an ellipsis where something is missing. */
export function shortenedTo(text: string, width: number, lettering: Lettering = {}): string {
  if (widthOf(text, lettering) <= width) return text;
  let kept = '';
  for (const sign of text) {
    if (widthOf(`${kept}${sign}…`, lettering) > width) break;
    kept += sign;
  }
  return `${kept}…`;
}
