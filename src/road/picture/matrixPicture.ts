import { message } from '../message.ts';
import { writtenNumber } from '../numbers.ts';
import type { MatrixView } from '../view.ts';
import type { Drawing, Picture, Spot } from './picture.ts';
import { rounded, type Shape, shape, shortenedTo, widthOf, words } from './shape.ts';

const largest = 56;

/** Cells in colours with their names, and a legend with numbers. */
export function matrixPicture(view: MatrixView, { width, say }: Drawing): Picture {
  const { rows, columns, values, range, isWritten } = view;
  const rowNames = rows.map(say);
  const columnNames = columns.map(say);
  const left = 20 + Math.min(width * 0.3, Math.max(0, ...rowNames.map((name) => widthOf(name)))) + 8;
  const cell = Math.min(largest, (width - left - 8) / Math.max(1, columns.length));
  const cellHeight = isWritten ? Math.min(cell, 30) : Math.min(cell, 32);
  const isTurned = Math.max(0, ...columnNames.map((name) => widthOf(name))) > cell - 4;
  const nameRoom = isTurned ? Math.min(110, Math.max(0, ...columnNames.map((name) => widthOf(name)))) + 8 : 18;
  const top = (view.columnTitle ? 18 : 0) + nameRoom;
  const limit = values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), Number.MIN_VALUE);
  const bottom = top + cellHeight * rows.length;
  const shapes: Shape[] = [];
  if (view.columnTitle)
    shapes.push(words(say(view.columnTitle), left + (cell * columns.length) / 2, 8, { anchor: 'middle' }));
  if (view.rowTitle) shapes.push(words(say(view.rowTitle), 9, (top + bottom) / 2, { anchor: 'middle', turn: -90 }));
  for (const [place, name] of columnNames.entries()) {
    const x = left + cell * (place + 0.5);
    if (cell < 11 && place % Math.ceil(11 / cell) !== 0) continue;
    if (isTurned) shapes.push(words(shortenedTo(name, 104), x, top - 6, { anchor: 'start', turn: -90, style: 'name' }));
    else shapes.push(words(name, x, top - 9, { anchor: 'middle', style: 'name' }));
  }
  const spots = rows.map((row, down): Spot[] => {
    const y = top + cellHeight * down;
    if (cellHeight >= 11 || down % Math.ceil(11 / cellHeight) === 0) {
      shapes.push(
        words(shortenedTo(rowNames[down], left - 28), left - 6, y + cellHeight / 2, { anchor: 'end', style: 'name' }),
      );
    }
    return columns.map((column, across): Spot => {
      const value = values[down * columns.length + across];
      const x = left + cell * across;
      shapes.push(cellShape(value, limit, range, x, y, cell, cellHeight));
      if (isWritten && cell >= 30) {
        const strong = value !== null && Math.abs(value) / limit > 0.7;
        const style = strong ? 'number over' : 'number';
        const written = value === null ? '–' : fitted(value, cell - 2);
        shapes.push(words(written, x + cell / 2, y + cellHeight / 2, { anchor: 'middle', style }));
      }
      const text = message('picture.cell', { row, column, value: value ?? '–', title: view.value });
      return { x: x + cell / 2, y: y + cellHeight / 2, width: cell, height: cellHeight, text };
    });
  });
  const key = legend(view, limit, left, bottom + 14, width, say);
  return { width, height: bottom + 20 + key.height, shapes: [...shapes, ...key.shapes], spots };
}

/** A number with as many of its digits as there is room for. */
function fitted(value: number, width: number): string {
  const candidates = [4, 3, 2].map((digits) => writtenNumber(value, digits));
  return candidates.find((written) => widthOf(written) <= width) ?? shortenedTo(candidates.at(-1)!, width);
}

/** Stronger colours for larger numbers; what is missing has an outline only. */
function cellShape(
  value: number | null,
  limit: number,
  range: MatrixView['range'],
  x: number,
  y: number,
  width: number,
  height: number,
) {
  const gap = width >= 8 ? 0.5 : 0;
  const place = {
    x: rounded(x + gap),
    y: rounded(y + gap),
    width: rounded(width - 2 * gap),
    height: rounded(height - 2 * gap),
  };
  if (value === null) return shape('rect', { class: 'cell missing', ...place });
  const isCold = range === 'signed' && value < 0;
  const strength = Math.min(1, Math.abs(value) / limit);
  return shape('rect', { class: isCold ? 'cell cold' : 'cell warm', ...place, 'fill-opacity': rounded(strength) });
}

/** What the colours stand for, in two lines where one is too short. */
function legend(
  { value, range }: MatrixView,
  limit: number,
  left: number,
  y: number,
  width: number,
  say: Drawing['say'],
): { readonly shapes: Shape[]; readonly height: number } {
  const ends = range === 'signed' ? [-1, -0.5, 0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1];
  const scale = ends.map((share, place) => cellShape(share, 1, range, left + 50 + 20 * place, y - 6, 20, 12));
  const [least, most, title] = [writtenNumber(range === 'signed' ? -limit : 0), writtenNumber(limit), say(value)];
  const isOneLine = left + 156 + widthOf(`${most}  ${title}`) <= width;
  const shapes = [
    words(least, left + 44, y, { anchor: 'end' }),
    ...scale,
    words(isOneLine ? `${most}  ${title}` : most, left + 156, y),
  ];
  if (isOneLine) return { shapes, height: 14 };
  // Under the colours if that is enough; otherwise from the very left.
  const start = left + widthOf(title) <= width ? left : 4;
  return { shapes: [...shapes, words(shortenedTo(title, width - start), start, y + 16)], height: 30 };
}
