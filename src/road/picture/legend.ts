import { rounded, type Shape, shape, shortenedTo, widthOf, words } from './shape.ts';

type Kind = 'line' | 'dashed' | 'points';

/** As many colours and dashes as are told apart; a seventh series has the first colour again, with another dash. */
const colours = 6;
const dashes = ['', '', '7 3', '2 3', '9 3 2 3', '4 4'];

/** The attributes by which a line differs from those of other series. @param index its place among all series */
export function seriesStyle(index: number, kind: 'line' | 'dashed'): Readonly<Record<string, string>> {
  const round = Math.floor(index / colours);
  const dash = kind === 'dashed' ? '5 4' : dashes[(index + 3 * round) % dashes.length];
  return { class: `line s${index % colours}`, ...(dash !== '' && { 'stroke-dasharray': dash }) };
}

/** A sign that differs from series to series in its form as well. */
export function marker(index: number, x: number, y: number, size = 3.2): Shape {
  const style = `point s${index % colours}`;
  const [cx, cy] = [rounded(x), rounded(y)];
  const r = size;
  switch (index % colours) {
    case 0:
      return shape('circle', { class: style, cx, cy, r });
    case 1:
      return shape('rect', { class: style, x: rounded(cx - r), y: rounded(cy - r), width: 2 * r, height: 2 * r });
    case 2:
      return shape('path', { class: style, d: `M${cx} ${rounded(cy - r - 1)}l${r + 1} ${2 * r}h${-2 * r - 2}z` });
    case 3:
      return shape('path', {
        class: `${style} open`,
        d: `M${rounded(cx - r)} ${rounded(cy - r)}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`,
      });
    case 4:
      return shape('path', {
        class: style,
        d: `M${cx} ${rounded(cy - r - 1)}l${r + 1} ${r + 1}l${-r - 1} ${r + 1}l${-r - 1} ${-r - 1}z`,
      });
    default:
      return shape('path', { class: `${style} open`, d: `M${rounded(cx - r)} ${cy}h${2 * r}m${-r} ${-r}v${2 * r}` });
  }
}

export interface LegendEntry {
  readonly name: string;
  readonly index: number;
  readonly kind: Kind;
}

/** The names of all series, in rows as they fit; a single one needs none. */
export function legendShapes(
  entries: readonly LegendEntry[],
  width: number,
): { readonly shapes: Shape[]; readonly height: number } {
  if (entries.length < 2) return { shapes: [], height: 0 };
  const shapes: Shape[] = [];
  let [x, y] = [4, 10];
  for (const { name, index, kind } of entries) {
    const text = shortenedTo(name, width - 48);
    const wide = 34 + widthOf(text) + 14;
    if (x > 4 && x + wide > width) [x, y] = [4, y + 18];
    shapes.push(
      kind === 'points' ? marker(index, x + 14, y) : shape('path', { ...seriesStyle(index, kind), d: `M${x} ${y}h28` }),
      words(text, x + 34, y, { style: 'name' }),
    );
    x += wide;
  }
  return { shapes, height: y + 14 };
}
