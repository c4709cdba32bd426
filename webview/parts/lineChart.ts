import { css, html } from 'lit';
import type { Table } from '../../src/export/table.ts';
import type { Axes } from '../charts/axes.ts';
import { prepared } from '../charts/canvas.ts';
import { axesOf, drawLineChart, type LineChartPicture } from '../charts/lineChartDrawing.ts';
import { movedPoint, nearestPoint, type PointAddress } from '../charts/points.ts';
import { controls, StoreElement } from './element.ts';
import { OwnWidth } from './ownWidth.ts';

/** Lines over one axis, whose points are pointed at or walked by arrows. It tells of them (`point`) and of a press (`pick`). */
export class LineChart extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    picture: { attribute: false },
    label: { attribute: false },
    front: { attribute: false },
    describe: { attribute: false },
    height: { attribute: false },
  };
  declare picture: LineChartPicture;
  declare label: string;
  /** The point that is shown in front; null for none. */
  declare front: PointAddress | null;
  /** A point in words. */
  declare describe: (at: PointAddress) => string;
  declare height: number;
  readonly #width = new OwnWidth(this);
  #axes: Axes | null = null;

  static override styles = [
    controls,
    css`
      .frame {
        position: relative;
        outline: none;
      }
      canvas {
        display: block;
        cursor: crosshair;
      }
    `,
  ];

  constructor() {
    super();
    this.front = null;
    this.height = 240;
  }

  override render() {
    const { lines } = this.picture;
    const { line, place } = this.#place;
    return html`<div
      class="frame"
      role="grid"
      tabindex="0"
      aria-label=${this.label}
      aria-rowcount=${lines.length}
      aria-colcount=${Math.max(1, ...lines.map(({ x }) => x.length))}
      aria-activedescendant="point"
      @pointermove=${(event: PointerEvent) => this.#point(this.#under(event))}
      @pointerleave=${() => this.#point(null)}
      @click=${this.#onClick}
      @keydown=${this.#onKey}
      @focus=${this.#onFocus}
      @blur=${() => this.#point(null)}
    >
      <canvas></canvas>
      <div role="row" class="hidden" aria-rowindex=${line + 1}>
        <div role="gridcell" id="point" aria-colindex=${place + 1}>
          ${lines.length === 0 ? '' : this.describe({ line, place })}
        </div>
      </div>
    </div>`;
  }

  override tables(): readonly Table[] {
    const { lines, x, y } = this.picture;
    const rows = lines.flatMap((line) => Array.from(line.x, (at, place) => [line.name, at, line.y[place]]));
    return [{ name: this.label, columns: ['line', x, y], rows }];
  }

  override updated(): void {
    if (this.#width.value === 0) return;
    const axes = axesOf(this.picture, this.#width.value, this.height, this.theme);
    this.#axes = axes;
    drawLineChart({
      context: prepared(this.find('canvas'), axes.width, axes.height),
      theme: this.theme,
      picture: this.picture,
      axes,
      front: this.front && this.#within(this.front),
      isFocused: this.find('.frame').matches(':focus-visible'),
    });
  }

  /** Where the keyboard is: the point in front, or the end of the first line. */
  get #place(): PointAddress {
    return this.#within(this.front ?? { line: 0, place: Number.POSITIVE_INFINITY });
  }

  #within({ line, place }: PointAddress): PointAddress {
    const { lines } = this.picture;
    const kept = Math.max(0, Math.min(line, lines.length - 1));
    return { line: kept, place: Math.max(0, Math.min(place, (lines[kept]?.x.length ?? 1) - 1)) };
  }

  #under(event: MouseEvent): PointAddress | null {
    if (this.#axes === null) return null;
    const box = this.find('canvas').getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return nearestPoint(this.picture.lines, x, y, this.#axes.at, this.#axes.valueAt);
  }

  #point(at: PointAddress | null): void {
    this.dispatchEvent(new CustomEvent('point', { detail: at }));
  }

  readonly #onFocus = () => {
    if (this.find('.frame').matches(':focus-visible') && this.picture.lines.length > 0) this.#point(this.#place);
  };

  readonly #onClick = (event: MouseEvent) => {
    const at = this.#under(event);
    if (at !== null) this.dispatchEvent(new CustomEvent('pick', { detail: at }));
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const { lines } = this.picture;
    if (lines.length === 0) return;
    const next = movedPoint(lines, this.#place, event.key);
    if (next !== null) this.#point(next);
    else if (event.key === 'Enter' || event.key === ' ') {
      this.dispatchEvent(new CustomEvent('pick', { detail: this.#place }));
    } else if (event.key === 'Escape') this.dispatchEvent(new CustomEvent('unpin'));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
