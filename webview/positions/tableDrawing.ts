import { readableOn } from '../../src/colours/oklab.ts';
import { type Context2d, shortened } from '../charts/canvas.ts';
import type { HeatmapPainter } from '../charts/heatmap.ts';
import { drawHeatmap } from '../charts/heatmapDrawing.ts';
import { colourAt, cssColour } from '../charts/ramps.ts';
import { rampPosition, type ValueScale } from '../charts/scale.ts';
import { line } from '../charts/strokes.ts';
import { holdsNumbers, type TableCell, type TableViewport } from '../charts/tableViewport.ts';
import { lengthOf, startOf, type Track, visiblePlaces } from '../charts/track.ts';
import { formatNumber } from '../shell/numbers.ts';
import type { Theme } from '../shell/theme.ts';

/** A table as it is shown. */
export interface TablePicture {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns] */
  readonly data: Float32Array;
  readonly scale: ValueScale;
  readonly rowName: (row: number) => string;
  readonly columnName: (column: number) => string;
  readonly rowTitle: string;
  readonly columnTitle: string;
}

/** Where the cells stand in the canvas; names above them and to their left. CSS pixels. */
export interface TableFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface TableDrawing {
  readonly context: Context2d;
  readonly picture: TablePicture;
  readonly frame: TableFrame;
  readonly viewport: TableViewport;
  readonly painter: HeatmapPainter;
  readonly theme: Theme;
  readonly front: TableCell | null;
  readonly isFocused: boolean;
  readonly isByRows: boolean;
  readonly pinnedRows: readonly number[];
  readonly pinnedColumn: number | null;
  /** Columns from this one on are covered. */
  readonly coveredFrom: number;
}

const titleSize = 18;
const nameSize = 11;
const nameGap = 6;
const widestName = 96;
/** From one name to the next, at least. */
const rowPitch = 13;
const columnPitch = 34;

/** Room for the names is that of the longest, up to 96 pixels. */
export function tableFrame(picture: TablePicture, width: number, height: number, theme: Theme): TableFrame {
  measuring.font = `${nameSize}px ${theme.codeFont}`;
  let widest = 0;
  const step = Math.max(1, Math.floor(picture.rows / 128));
  for (let row = 0; row < picture.rows; row += step) {
    widest = Math.max(widest, measuring.measureText(picture.rowName(row)).width);
  }
  // Beneath stands “p = 12”, in line with the cells.
  widest = Math.max(widest, measuring.measureText(`p = ${picture.rows}`).width - titleSize + nameGap);
  const left = titleSize + Math.ceil(Math.min(widestName, widest)) + nameGap;
  const top = titleSize + nameSize + nameGap;
  return { left, top, width: Math.max(80, width - left - 1), height: Math.max(80, height - top - 2) };
}

const measuring = document.createElement('canvas').getContext('2d')!;

export function drawTable(drawing: TableDrawing): void {
  const { context, frame } = drawing;
  drawCells(drawing);
  context.save();
  context.beginPath();
  context.rect(frame.left - 2, frame.top - 2, frame.width + 4, frame.height + 4);
  context.clip();
  if (holdsNumbers(drawing.viewport)) drawNumbers(drawing);
  drawCover(drawing);
  drawFront(drawing);
  context.restore();
  drawNames(drawing);
  drawTitles(drawing);
}

function drawCells({ context, picture, frame, viewport, painter, theme }: TableDrawing): void {
  const ratio = window.devicePixelRatio;
  const pixels = (track: Track) => Math.round(Math.min(track.size, lengthOf(track)) * ratio);
  const [width, height] = [pixels(viewport.across), pixels(viewport.down)];
  const placement = {
    tile: 0,
    x: 0,
    y: 0,
    width,
    height,
    fromX: viewport.across.offset / viewport.across.pitch,
    fromY: viewport.down.offset / viewport.down.pitch,
    step: 1 / (viewport.across.pitch * ratio),
    stepY: 1 / (viewport.down.pitch * ratio),
  };
  const painting = { width, height, placements: [placement], scale: picture.scale, ramp: rampOf(picture, theme) };
  drawHeatmap(context, painter, painting, frame.left, frame.top);
}

function rampOf({ scale }: TablePicture, { ramps }: Theme) {
  return scale.kind === 'diverging' ? ramps.diverging : ramps.sequential;
}

function drawNumbers({ context, picture, frame, viewport, theme }: TableDrawing): void {
  const { across, down } = viewport;
  const ramp = rampOf(picture, theme);
  context.font = `${nameSize}px ${theme.codeFont}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const [firstRow, endRow] = visiblePlaces(down);
  const [firstColumn, endColumn] = visiblePlaces(across);
  for (let row = firstRow; row < endRow; row += 1) {
    for (let column = firstColumn; column < endColumn; column += 1) {
      const value = picture.data[row * picture.columns + column];
      const shade = colourAt(ramp, rampPosition(picture.scale, value));
      context.fillStyle = cssColour(readableOn(shade, [theme.foreground, theme.background]));
      const x = frame.left + startOf(across, column) + across.pitch / 2;
      const y = frame.top + startOf(down, row) + down.pitch / 2;
      context.fillText(shortened(context, formatNumber(value), across.pitch), x, y);
    }
  }
}

/** What is covered is hatched, so that it is not taken for zeros. */
function drawCover({ context, frame, viewport, theme, coveredFrom }: TableDrawing): void {
  const { across, down } = viewport;
  const left = frame.left + Math.max(0, startOf(across, coveredFrom));
  const right = frame.left + Math.min(across.size, lengthOf(across));
  const height = Math.min(down.size, lengthOf(down));
  if (left >= right) return;
  context.fillStyle = cssColour(theme.background);
  context.fillRect(left, frame.top, right - left, height);
  context.save();
  context.beginPath();
  context.rect(left, frame.top, right - left, height);
  context.clip();
  context.beginPath();
  for (let x = left - height; x < right; x += 10) {
    context.moveTo(x, frame.top + height);
    context.lineTo(x + height, frame.top);
  }
  context.lineWidth = 1;
  context.strokeStyle = cssColour(theme.dim);
  context.globalAlpha = 0.35;
  context.stroke();
  context.restore();
  context.strokeStyle = cssColour(theme.foreground);
  context.lineWidth = 2;
  line(context, left, frame.top, left, frame.top + height);
}

/** The row and the column in front, and the cell in which they cross. */
function drawFront(drawing: TableDrawing): void {
  const { context, picture, frame, viewport, theme, front, isFocused, isByRows } = drawing;
  if (front === null) return;
  const { across, down } = viewport;
  const [x, y] = [frame.left + startOf(across, front.column), frame.top + startOf(down, front.row)];
  context.strokeStyle = cssColour(theme.foreground);
  context.lineWidth = 1;
  const [width, height] = [picture.columns * across.pitch, picture.rows * down.pitch];
  const row = [frame.left - across.offset - 0.5, y - 0.5, width + 1, down.pitch + 1] as const;
  if (isByRows) {
    context.strokeStyle = cssColour(isFocused ? theme.focus : theme.foreground);
    context.lineWidth = isFocused ? 3 : 1;
    context.strokeRect(...row);
    return;
  }
  context.strokeRect(...row);
  context.strokeRect(x - 0.5, frame.top - down.offset - 0.5, across.pitch + 1, height + 1);
  context.strokeStyle = cssColour(isFocused ? theme.focus : theme.foreground);
  context.lineWidth = isFocused ? 3 : 2;
  const out = context.lineWidth / 2;
  context.strokeRect(x - out, y - out, across.pitch + 2 * out, down.pitch + 2 * out);
}

/** Steps of 1, 2, 5, 10, …: the smallest at which names stand so many pixels apart. */
function strideOf(pitch: number, room: number): number {
  for (let decade = 1; ; decade *= 10) {
    for (const step of [decade, 2 * decade, 5 * decade]) if (step * pitch >= room) return step;
  }
}

function drawNames(drawing: TableDrawing): void {
  const { viewport, front, pinnedRows, pinnedColumn } = drawing;
  const rows = [...pinnedRows, ...(front ? [front.row] : [])];
  const columns = [
    ...(pinnedColumn === null || pinnedColumn >= viewport.across.count ? [] : [pinnedColumn]),
    ...(front && !drawing.isByRows ? [front.column] : []),
  ];
  for (const [track, room, fronts, isAcross] of [
    [viewport.down, rowPitch, rows, false],
    [viewport.across, columnPitch, columns, true],
  ] as const) {
    const stride = strideOf(track.pitch, room);
    const [first, end] = visiblePlaces(track);
    for (let index = Math.ceil(first / stride) * stride; index < end; index += stride) {
      const isHidden = fronts.some((other) => other !== index && Math.abs(other - index) * track.pitch < room);
      if (!isHidden && !fronts.includes(index)) drawAxisName(drawing, index, isAcross, false);
    }
    // The last is in front: of those that would touch it, none is named.
    fronts.forEach((index, place) => {
      const later = fronts.slice(place + 1);
      const isHidden = later.some((other) => Math.abs(other - index) * track.pitch < room);
      if (!isHidden) drawAxisName(drawing, index, isAcross, true);
    });
  }
}

function drawAxisName(drawing: TableDrawing, index: number, isAcross: boolean, isFront: boolean): void {
  const { context, picture, frame, viewport, theme } = drawing;
  const track = isAcross ? viewport.across : viewport.down;
  const middle = startOf(track, index) + track.pitch / 2;
  if (middle < 0 || middle > track.size) return;
  context.font = `${isFront ? 'bold ' : ''}${nameSize}px ${theme.codeFont}`;
  context.fillStyle = cssColour(isFront ? theme.foreground : theme.dim);
  context.textAlign = isAcross ? 'center' : 'right';
  context.textBaseline = isAcross ? 'alphabetic' : 'middle';
  if (isAcross) context.fillText(picture.columnName(index), frame.left + middle, frame.top - nameGap + 2);
  else {
    const text = shortened(context, picture.rowName(index), frame.left - titleSize - nameGap + 2);
    context.fillText(text, frame.left - nameGap + 2, frame.top + middle);
  }
}

function drawTitles({ context, picture, frame, theme }: TableDrawing): void {
  context.font = `12px ${theme.font}`;
  context.fillStyle = cssColour(theme.dim);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillText(shortened(context, picture.columnTitle, frame.width), frame.left, titleSize / 2 - 2);
  context.save();
  context.translate(titleSize / 2 - 2, frame.top);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'right';
  context.fillText(shortened(context, picture.rowTitle, frame.height), 0, 0);
  context.restore();
}
