import uPlot from 'uplot';
import type { Rgb } from '../../src/colours/oklab.ts';
import type { Theme } from '../shell/theme.ts';
import { type Context2d, notedCanvas } from './canvas.ts';
import { noteLinePlot } from './linePlotDrawing.ts';
import { plotRoom } from './plotRoom.ts';
import { cssColour } from './ramps.ts';

interface Line {
  readonly colour: Rgb;
  readonly width: number;
  /** Dashes and gaps; whole where absent. */
  readonly dash?: number[];
  readonly hasMarkers?: boolean;
}

export interface LinePlotOptions {
  readonly lines: readonly Line[];
  /** Between the lines of two places in `lines`, the higher first. */
  readonly band?: { readonly between: readonly [number, number]; readonly colour: Rgb; readonly opacity: number };
  readonly theme: Theme;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
  /** Draws over the lines. */
  readonly overlay?: (plot: LinePlot, context: Context2d) => void;
  /** From one number of the axis to the next; the first that leaves room is taken. */
  readonly incrementsX: readonly number[];
  /** Told of the place under the pointer; null when it left. */
  readonly point: (at: { readonly x: number; readonly y: number } | null) => void;
  /** Told of the place that was pressed, or dragged to. */
  readonly pick: (x: number) => void;
}

export interface PlotData {
  readonly x: readonly number[];
  /** One for each line, as long as `x`; null where a line has no point. */
  readonly columns: readonly (readonly (number | null)[])[];
  readonly rangeX: readonly [number, number];
  readonly rangeY: readonly [number, number];
}

/** Lines over one axis. The classes that it makes are styled by `linePlotStyle`. */
export class LinePlot {
  readonly #plot: uPlot;
  readonly #marker = document.createElement('div');
  #data: PlotData = { x: [], columns: [], rangeX: [0, 1], rangeY: [0, 1] };
  readonly #given: LinePlotOptions;
  #marked: number | null = null;
  #isPointed = false;

  constructor(parent: HTMLElement, width: number, height: number, options: LinePlotOptions) {
    this.#given = options;
    this.#plot = new uPlot(this.#options(width, height, options), [[], ...options.lines.map(() => [])], parent);
    this.#marker.className = 'marker';
    this.#plot.over.append(this.#marker);
    const pick = (event: PointerEvent) => {
      if (event.buttons === 1) options.pick(this.#plot.posToVal(event.clientX - this.#box().left, 'x'));
    };
    this.#plot.over.addEventListener('pointerdown', pick);
    this.#plot.over.addEventListener('pointermove', pick);
  }

  show(data: PlotData): void {
    this.#data = data;
    this.#plot.setData([[...data.x], ...data.columns.map((column) => [...column])] as uPlot.AlignedData);
    this.mark(this.#marked);
  }

  resize(width: number, height: number): void {
    if (this.#plot.width === width && this.#plot.height === height) return;
    this.#plot.setSize({ width, height });
    this.mark(this.#marked);
  }

  /** Notes down what it shows where a picture is being taken. */
  note(): void {
    const noted = notedCanvas(this.#plot.ctx.canvas);
    if (noted !== null) noteLinePlot(noted, this, this.#data, this.#given);
  }

  redraw(): void {
    this.#plot.redraw(false);
  }

  /** Moves the upright line; null hides it. */
  mark(x: number | null): void {
    this.#marked = x;
    const [least, most] = this.#data.rangeX;
    this.#marker.hidden = x === null || x < least || x > most;
    if (x === null) return;
    const across = this.#plot.width - plotRoom.left - plotRoom.right;
    this.#marker.style.setProperty('transform', `translateX(${((x - least) / (most - least)) * across}px)`);
  }

  /** Where a point stands in the canvas, in its own pixels. */
  at(x: number, y: number): readonly [x: number, y: number] {
    return [this.#plot.valToPos(x, 'x', true), this.#plot.valToPos(y, 'y', true)];
  }

  /** The square of the lines in the canvas, in its own pixels. */
  get bounds(): { readonly left: number; readonly top: number; readonly width: number; readonly height: number } {
    return this.#plot.bbox;
  }

  destroy(): void {
    this.#plot.destroy();
  }

  #box(): DOMRect {
    return this.#plot.over.getBoundingClientRect();
  }

  #options(width: number, height: number, options: LinePlotOptions): uPlot.Options {
    const { theme, lines, band } = options;
    const axis = {
      stroke: cssColour(theme.dim),
      font: `11px ${theme.font}`,
      // A contrast theme's rules are as loud as the lines.
      grid: { stroke: theme.isHighContrast ? veil(theme.rule, 0.35) : cssColour(theme.rule), width: 1 },
      ticks: { show: false },
    };
    return {
      width,
      height,
      padding: [plotRoom.top, plotRoom.right, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
      scales: {
        x: { time: false, range: () => [...this.#data.rangeX] as [number, number] },
        y: { range: () => [...this.#data.rangeY] as [number, number] },
      },
      axes: [
        {
          ...axis,
          size: plotRoom.bottom,
          gap: 4,
          incrs: [...options.incrementsX],
          values: (_, values) => values.map(options.formatX),
        },
        { ...axis, size: plotRoom.left, gap: 6, values: (_, values) => values.map(options.formatY) },
      ],
      series: [{}, ...lines.map((line) => seriesOf(line, theme))],
      bands: band && [{ series: [band.between[0] + 1, band.between[1] + 1], fill: veil(band.colour, band.opacity) }],
      hooks: {
        draw: [() => options.overlay?.(this, this.#plot.ctx)],
        setCursor: [
          ({ cursor }) => {
            const { left = -1, top = -1 } = cursor;
            const isIn = left >= 0 && top >= 0;
            if (isIn) options.point({ x: this.#plot.posToVal(left, 'x'), y: this.#plot.posToVal(top, 'y') });
            else if (this.#isPointed) options.point(null);
            this.#isPointed = isIn;
          },
        ],
      },
    };
  }
}

function seriesOf({ colour, width, dash, hasMarkers = false }: Line, theme: Theme): uPlot.Series {
  return {
    stroke: cssColour(colour),
    width,
    dash,
    spanGaps: true,
    points: { show: hasMarkers, size: 6, width: 1.5, stroke: cssColour(colour), fill: cssColour(theme.background) },
  };
}

function veil([red, green, blue]: Rgb, opacity: number): string {
  return `rgba(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)}, ${opacity})`;
}
