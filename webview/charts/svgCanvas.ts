import { rounded, type Shape, shape } from '../../src/road/picture/shape.ts';
import { apply, identity, isUpright, type Matrix, rotated, scaleOf, translated } from './matrix2d.ts';

/** What it measures text with: nothing but a browser knows how wide a font is. */
type Measure = (font: string, baseline: CanvasTextBaseline, text: string) => TextMetrics;

/** What the drawings of this project use of a canvas. */
type Drawn = Pick<
  CanvasRenderingContext2D,
  | 'save'
  | 'restore'
  | 'translate'
  | 'rotate'
  | 'beginPath'
  | 'closePath'
  | 'moveTo'
  | 'lineTo'
  | 'bezierCurveTo'
  | 'arc'
  | 'rect'
  | 'clip'
  | 'fill'
  | 'stroke'
  | 'fillRect'
  | 'strokeRect'
  | 'fillText'
  | 'measureText'
  | 'setLineDash'
  | 'lineWidth'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'globalAlpha'
>;

/** What `save` keeps. */
type State = Pick<
  SvgCanvas,
  'fillStyle' | 'strokeStyle' | 'lineWidth' | 'font' | 'textAlign' | 'textBaseline' | 'globalAlpha'
> & { readonly place: Place };

/** Where strokes fall, and which of them are seen. */
interface Place {
  readonly matrix: Matrix;
  readonly clip: string | null;
  readonly dash: readonly number[];
}

const anchors: Readonly<Record<CanvasTextAlign, string>> = {
  left: 'start',
  start: 'start',
  center: 'middle',
  right: 'end',
  end: 'end',
};

/**
 * A canvas that notes down what is drawn on it, as shapes of SVG: the drawings that a page makes on its canvases come out
 * as vectors, and text as text. It has what those drawings use, and the compiler holds them to that.
 */
export class SvgCanvas implements Drawn {
  fillStyle = '#000000';
  strokeStyle = '#000000';
  lineWidth = 1;
  font = '10px sans-serif';
  textAlign: CanvasTextAlign = 'start';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  globalAlpha = 1;
  readonly #measure: Measure;
  readonly #name: string;
  readonly #clips: Shape[] = [];
  readonly #parts: { readonly clip: string | null; readonly shapes: Shape[] }[] = [];
  readonly #saved: State[] = [];
  #place: Place = { matrix: identity, clip: null, dash: [] };
  #path = '';

  /** @param name begins the ids of what it defines: no two in one document may have the same */
  constructor(measure: Measure, name: string) {
    this.#measure = measure;
    this.#name = name;
  }

  /** What was drawn so far. */
  get shapes(): Shape[] {
    const parts = this.#parts.flatMap(({ clip, shapes }) =>
      clip === null ? shapes : [shape('g', { 'clip-path': `url(#${clip})` }, ...shapes)],
    );
    return this.#clips.length === 0 ? parts : [shape('defs', {}, ...this.#clips), ...parts];
  }

  setLineDash(dash: readonly number[]): void {
    this.#place = { ...this.#place, dash: [...dash] };
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, font, textAlign, textBaseline, globalAlpha } = this;
    const styles = { fillStyle, strokeStyle, lineWidth, font, textAlign, textBaseline, globalAlpha };
    this.#saved.push({ ...styles, place: this.#place });
  }

  restore(): void {
    const { place = this.#place, ...styles } = this.#saved.pop() ?? {};
    this.#place = place;
    Object.assign(this, styles);
  }

  translate(x: number, y: number): void {
    this.#place = { ...this.#place, matrix: translated(this.#place.matrix, x, y) };
  }

  rotate(angle: number): void {
    this.#place = { ...this.#place, matrix: rotated(this.#place.matrix, angle) };
  }

  beginPath(): void {
    this.#path = '';
  }

  closePath(): void {
    this.#path += 'Z';
  }

  moveTo(x: number, y: number): void {
    this.#path += `M${this.#at(x, y)}`;
  }

  lineTo(x: number, y: number): void {
    this.#path += `${this.#path === '' ? 'M' : 'L'}${this.#at(x, y)}`;
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.#path += `C${this.#at(x1, y1)} ${this.#at(x2, y2)} ${this.#at(x, y)}`;
  }

  rect(x: number, y: number, width: number, height: number): void {
    const corners = [
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ];
    this.#path += `M${this.#at(x, y)}${corners.map(([across, down]) => `L${this.#at(across, down)}`).join('')}Z`;
  }

  /** SVG has no arc that ends where it begins: a whole circle is drawn as two halves. */
  arc(x: number, y: number, radius: number, from: number, to: number, isAgainstClock = false): void {
    const turn = isAgainstClock ? from - to : to - from;
    const sweep = Math.min(2 * Math.PI, turn < 0 ? (turn % (2 * Math.PI)) + 2 * Math.PI : turn);
    const direction = isAgainstClock ? -1 : 1;
    const point = (angle: number) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
    const size = rounded(radius * scaleOf(this.#place.matrix));
    const halves = sweep > Math.PI ? 2 : 1;
    this.lineTo(...point(from));
    for (let half = 1; half <= halves; half += 1) {
      const end = point(from + (direction * sweep * half) / halves);
      this.#path += `A${size} ${size} 0 0 ${isAgainstClock ? 0 : 1} ${this.#at(...end)}`;
    }
  }

  clip(): void {
    const id = `${this.#name}-clip-${this.#clips.length}`;
    const { clip } = this.#place;
    const inner: Shape['attributes'] = clip === null ? {} : { 'clip-path': `url(#${clip})` };
    this.#clips.push(shape('clipPath', { id, ...inner }, shape('path', { d: this.#path })));
    this.#place = { ...this.#place, clip: id };
  }

  fill(): void {
    this.#add(shape('path', { d: this.#path, ...this.#filled() }));
  }

  stroke(): void {
    if (this.#path !== '') this.#add(shape('path', { d: this.#path, ...this.#stroked() }));
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#add(this.#rectangle(x, y, width, height, this.#filled()));
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#add(this.#rectangle(x, y, width, height, this.#stroked()));
  }

  measureText(text: string): TextMetrics {
    return this.#measure(this.font, this.textBaseline, text);
  }

  /** The line that letters stand on is computed here: not every program that reads SVG knows of other baselines. */
  fillText(text: string, x: number, y: number): void {
    if (text.trim() === '') return;
    const { font, textBaseline, textAlign } = this;
    const { matrix } = this.#place;
    const ascent = (baseline: CanvasTextBaseline) => this.#measure(font, baseline, text).fontBoundingBoxAscent;
    const base = y + ascent('alphabetic') - ascent(textBaseline);
    const anchor = anchors[textAlign];
    const placed: Shape['attributes'] = isUpright(matrix)
      ? { x: rounded(x + matrix[4]), y: rounded(base + matrix[5]) }
      : { x: rounded(x), y: rounded(base), transform: `matrix(${matrix.map(rounded4).join(' ')})` };
    const attributes: Shape['attributes'] = { ...placed, ...fontAttributes(font), ...this.#filled() };
    this.#add(shape('text', anchor === 'start' ? attributes : { ...attributes, 'text-anchor': anchor }, text));
  }

  /** A shape made elsewhere, in this canvas' own pixels. */
  add(...shapes: readonly Shape[]): void {
    for (const one of shapes) this.#add(one);
  }

  #add(drawn: Shape): void {
    const { clip } = this.#place;
    const last = this.#parts.at(-1);
    if (last && last.clip === clip) last.shapes.push(drawn);
    else this.#parts.push({ clip, shapes: [drawn] });
  }

  #rectangle(x: number, y: number, width: number, height: number, attributes: Shape['attributes']): Shape {
    const { matrix } = this.#place;
    if (isUpright(matrix)) {
      const [left, top] = apply(matrix, Math.min(x, x + width), Math.min(y, y + height));
      const size = { width: rounded(Math.abs(width)), height: rounded(Math.abs(height)) };
      return shape('rect', { x: rounded(left), y: rounded(top), ...size, ...attributes });
    }
    const before = this.#path;
    this.#path = '';
    this.rect(x, y, width, height);
    const drawn = shape('path', { d: this.#path, ...attributes });
    this.#path = before;
    return drawn;
  }

  #at(x: number, y: number): string {
    const [across, down] = apply(this.#place.matrix, x, y);
    return `${rounded(across)} ${rounded(down)}`;
  }

  #filled(): Shape['attributes'] {
    const { fillStyle, globalAlpha } = this;
    return globalAlpha === 1 ? { fill: fillStyle } : { fill: fillStyle, opacity: rounded(globalAlpha) };
  }

  #stroked(): Shape['attributes'] {
    const { strokeStyle, lineWidth, globalAlpha } = this;
    const { dash } = this.#place;
    return {
      fill: 'none',
      stroke: strokeStyle,
      'stroke-width': lineWidth,
      ...(dash.length > 0 && { 'stroke-dasharray': dash.join(' ') }),
      ...(globalAlpha !== 1 && { opacity: rounded(globalAlpha) }),
    };
  }
}

/** `bold 12px Consolas, monospace` as attributes. */
export function fontAttributes(font: string): Shape['attributes'] {
  const [, style = '', size = '10', family = 'sans-serif'] = /^(.*?)([\d.]+)px(?:\/\S+)?\s+(.*)$/.exec(font) ?? [];
  const weight = /bold|\d{3}/.exec(style)?.[0];
  return {
    'font-family': family,
    'font-size': Number(size),
    ...(weight && { 'font-weight': weight }),
    ...(style.includes('italic') && { 'font-style': 'italic' }),
  };
}

function rounded4(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
