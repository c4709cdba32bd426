import { shape } from '../../src/road/picture/shape.ts';
import { svgCanvas } from './canvas.ts';
import type { LinePlot, LinePlotOptions, PlotData } from './linePlot.ts';
import { plotRoom } from './plotRoom.ts';
import { cssColour } from './ramps.ts';
import { line } from './strokes.ts';
import type { SvgCanvas } from './svgCanvas.ts';
import { ticks } from './ticks.ts';

/** The same lines as uPlot draws, noted down as vectors: its own canvas cannot be told to do so. */
export function noteLinePlot(context: SvgCanvas, plot: LinePlot, data: PlotData, options: LinePlotOptions): void {
  const { theme, lines, band, overlay } = options;
  const ratio = window.devicePixelRatio;
  const { left, top, width, height } = plot.bounds;
  const square = {
    left: left / ratio,
    top: top / ratio,
    right: (left + width) / ratio,
    bottom: (top + height) / ratio,
  };
  const at = (x: number, y: number) => plot.at(x, y).map((pixel) => pixel / ratio) as [number, number];
  drawRules(context, square, at, data, options);
  context.save();
  context.beginPath();
  context.rect(square.left, square.top, square.right - square.left, square.bottom - square.top);
  context.clip();
  if (band) {
    const [above, below] = band.between.map((place) => pointsOf(data, place));
    const corners = [...above, ...below.toReversed()].map(([x, y]) => at(x, y));
    context.beginPath();
    for (const [place, [x, y]] of corners.entries()) place === 0 ? context.moveTo(x, y) : context.lineTo(x, y);
    context.closePath();
    context.globalAlpha = band.opacity;
    context.fillStyle = cssColour(band.colour);
    context.fill();
    context.globalAlpha = 1;
  }
  for (const [place, { colour, width: wide, dash = [], hasMarkers }] of lines.entries()) {
    if (wide === 0) continue;
    const points = pointsOf(data, place).map(([x, y]) => at(x, y));
    context.strokeStyle = cssColour(colour);
    context.lineWidth = wide;
    context.setLineDash(dash);
    context.beginPath();
    for (const [first, [x, y]] of points.entries()) first === 0 ? context.moveTo(x, y) : context.lineTo(x, y);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = cssColour(theme.background);
    context.lineWidth = 1.5;
    for (const [x, y] of hasMarkers ? points : []) {
      context.beginPath();
      context.arc(x, y, 3, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  }
  context.restore();
  if (!overlay) return;
  // It draws in the pixels of the screen.
  const over = svgCanvas('overlay');
  overlay(plot, over);
  context.add(shape('g', { transform: `scale(${1 / ratio})` }, ...over.shapes));
}

/** What a line has, without its gaps. */
function pointsOf({ x, columns }: PlotData, place: number): (readonly [x: number, y: number])[] {
  return x.flatMap((value, at) => {
    const y = columns[place][at];
    return y === null ? [] : [[value, y] as const];
  });
}

interface Square {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Rules and numbers of both axes. */
function drawRules(
  context: SvgCanvas,
  { left, top, right, bottom }: Square,
  at: (x: number, y: number) => [number, number],
  { rangeX, rangeY }: PlotData,
  { theme, formatX, formatY, incrementsX }: LinePlotOptions,
): void {
  const step = incrementsX.find((one) => (rangeX[1] - rangeX[0]) / one <= (right - left) / 64) ?? rangeX[1] - rangeX[0];
  const marksX = step > 0 ? Array.from({ length: Math.floor(rangeX[1] / step) + 1 }, (_, i) => i * step) : [];
  context.font = `11px ${theme.font}`;
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  context.fillStyle = cssColour(theme.dim);
  context.strokeStyle = cssColour(theme.rule);
  context.globalAlpha = theme.isHighContrast ? 0.35 : 1;
  for (const x of marksX) line(context, at(x, 0)[0], top, at(x, 0)[0], bottom);
  for (const y of ticks(...rangeY)) line(context, left, at(0, y)[1], right, at(0, y)[1]);
  context.globalAlpha = 1;
  context.textAlign = 'center';
  for (const x of marksX) context.fillText(formatX(x), at(x, 0)[0], bottom + plotRoom.bottom / 2);
  context.textAlign = 'right';
  for (const y of ticks(...rangeY)) context.fillText(formatY(y), left - 6, at(0, y)[1]);
}
