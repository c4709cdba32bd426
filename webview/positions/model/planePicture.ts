import { css, html, nothing } from 'lit';
import type { Table } from '../../../src/export/table.ts';
import type { TableGeometry } from '../../../src/protocol/positions.ts';
import { Axes, drawAxes } from '../../charts/axes.ts';
import { type Context2d, prepared } from '../../charts/canvas.ts';
import { colourAt, cssColour } from '../../charts/ramps.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import { OwnWidth } from '../../parts/ownWidth.ts';
import { formatPercent } from '../../shell/numbers.ts';
import type { Theme } from '../../shell/theme.ts';
import type { PositionsStore } from '../store.ts';
import { kept, nearestRow, planeRanges, rowsBeyond } from './geometry.ts';

const height = 340;

/** The rows of a table in the plane in which they differ most, joined in the order of positions. */
export class PlanePicture extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    geometry: { attribute: false },
    front: { attribute: false },
    describe: { attribute: false },
    beyond: { state: true },
  };
  declare geometry: TableGeometry;
  /** The position that is pointed at, here or elsewhere. */
  declare front: number | null;
  declare describe: (position: number) => string;
  /** Rows that lie beyond the edge. */
  declare beyond: readonly number[];
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
      p {
        margin: 0;
      }
    `,
  ];

  constructor() {
    super();
    this.beyond = [];
  }

  override tables(): readonly Table[] {
    const { norms, plane } = this.geometry;
    const rows = Array.from(norms, (_, position) => [position, plane[2 * position], plane[2 * position + 1]]);
    return [{ name: this.strings('positions.model.plane'), columns: ['position', 'first', 'second'], rows }];
  }

  override render() {
    const position = this.front ?? 0;
    return html`<div
      class="frame"
      role="listbox"
      tabindex="0"
      aria-label=${this.strings('positions.model.plane')}
      aria-activedescendant="position"
      @pointermove=${(event: PointerEvent) => this.#point(this.#under(event))}
      @pointerleave=${() => this.#point(null)}
      @keydown=${this.#onKey}
      @focus=${this.#onFocus}
      @blur=${() => this.#point(null)}
    >
      <canvas></canvas>
      <div
        class="hidden"
        role="option"
        id="position"
        aria-selected="true"
        aria-posinset=${position + 1}
        aria-setsize=${this.geometry.norms.length}
      >
        ${this.describe(position)}
      </div>
      ${
        this.beyond.length === 0
          ? nothing
          : html`<p id="beyond">${this.strings('positions.model.planeBeyond', { positions: this.beyond.join(', ') })}</p>`
      }
    </div>`;
  }

  override updated(): void {
    const width = this.#width.value;
    if (width === 0) return;
    const { plane, explained } = this.geometry;
    const square = new Axes(width, height, [-1, 1], [-1, 1]);
    const aspect = (square.right - square.left) / (square.bottom - square.top);
    const ranges = planeRanges(plane, aspect);
    const axes = new Axes(width, height, ...ranges);
    this.#axes = axes;
    const beyond = rowsBeyond(plane, ranges);
    if (beyond.join() !== this.beyond.join()) this.beyond = beyond;
    const context = prepared(this.find('canvas'), width, height);
    const [x, y] = explained.map((share, i) =>
      this.strings(`positions.model.component${i === 0 ? 'First' : 'Second'}`, {
        share: formatPercent(share),
      }),
    );
    drawAxes(context, axes, this.theme, { x, y });
    drawRows({ context, axes, plane, theme: this.theme, beyond });
    if (this.front !== null) drawFront(context, axes, plane, this.front, this.theme);
  }

  #under(event: MouseEvent): number | null {
    if (this.#axes === null) return null;
    const box = this.find('canvas').getBoundingClientRect();
    return nearestRow(this.geometry.plane, event.clientX - box.left, event.clientY - box.top, inside(this.#axes));
  }

  #point(position: number | null): void {
    this.dispatchEvent(new CustomEvent('point', { detail: position }));
  }

  readonly #onFocus = () => {
    if (this.find('.frame').matches(':focus-visible')) this.#point(this.front ?? 0);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const last = this.geometry.norms.length - 1;
    const at = this.front ?? 0;
    const page = Math.max(1, Math.round(last / 16));
    const moves: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      PageUp: at - page,
      PageDown: at + page,
      Home: 0,
      End: last,
    };
    if (!(event.key in moves)) return;
    this.#point(Math.max(0, Math.min(last, moves[event.key])));
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Where a point is drawn: at the edge, where it lies beyond. */
function inside({ at, x, y }: Axes): Axes['at'] {
  return (across, down) => at(kept(x, across), kept(y, down));
}

interface RowsDrawing {
  readonly context: Context2d;
  readonly axes: Axes;
  readonly plane: Float64Array;
  readonly theme: Theme;
  readonly beyond: readonly number[];
}

/** Points shaded along the position, and a thin line through them; squares at the edge for those beyond it. */
function drawRows({ context, axes, plane, theme, beyond }: RowsDrawing): void {
  const count = plane.length / 2;
  context.save();
  context.beginPath();
  context.rect(axes.left, axes.top, axes.right - axes.left, axes.bottom - axes.top);
  context.clip();
  context.strokeStyle = cssColour(theme.dim);
  context.lineWidth = 0.75;
  context.beginPath();
  for (let row = 0; row < count; row += 1) context.lineTo(...axes.at(plane[2 * row], plane[2 * row + 1]));
  context.stroke();
  context.restore();
  context.strokeStyle = cssColour(theme.dim);
  context.lineWidth = 0.75;
  const at = inside(axes);
  const radius = count > 200 ? 2.5 : 3.5;
  const squares = new Set(beyond);
  for (let row = 0; row < count; row += 1) {
    const [x, y] = at(plane[2 * row], plane[2 * row + 1]);
    context.beginPath();
    if (squares.has(row)) context.rect(x - 4, y - 4, 8, 8);
    else context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = cssColour(colourAt(theme.ramps.sequential, row / Math.max(1, count - 1)));
    context.fill();
    context.stroke();
  }
}

function drawFront(context: Context2d, axes: Axes, plane: Float64Array, row: number, theme: Theme) {
  const [x, y] = inside(axes)(plane[2 * row], plane[2 * row + 1]);
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.strokeStyle = cssColour(theme.foreground);
  context.lineWidth = 2.5;
  context.stroke();
  context.font = `bold 12px ${theme.codeFont}`;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  const name = String(row);
  const width = context.measureText(name).width;
  context.fillStyle = cssColour(theme.background);
  context.fillRect(x - width / 2 - 2, y - 23, width + 4, 15);
  context.fillStyle = cssColour(theme.foreground);
  context.fillText(name, x, y - 8);
}
