import { css, html, nothing } from 'lit';
import { prepared } from '../charts/canvas.ts';
import { HeatmapPainter } from '../charts/heatmap.ts';
import { drawMatrix, type MatrixFrame, matrixFrame } from '../charts/matrixDrawing.ts';
import {
  type Cell,
  cellAt,
  fitted,
  isWhole,
  panned,
  resized,
  showing,
  type Viewport,
  zoomed,
} from '../charts/viewport.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { formatNumber } from '../shell/numbers.ts';
import { CellFocus } from './cellFocus.ts';
import { scaleOf } from './headView.ts';
import type { AttentionStore } from './store.ts';

const zoomStep = 1.25;

/** The pinned head as a matrix: who looks, down, at whom, across. */
export class MatrixView extends StoreElement<AttentionStore> {
  readonly #painter = new HeatmapPainter();
  readonly #focus = new CellFocus(
    () => this.store,
    (cell) => {
      this.#viewport = showing(this.#viewport, cell);
      this.requestUpdate();
    },
  );
  #viewport: Viewport = fitted(1, 1);
  #frame: MatrixFrame | null = null;
  #uploaded: Float32Array | null = null;
  #dragged: { readonly x: number; readonly y: number; moved: boolean } | null = null;

  static override styles = [
    controls,
    css`
      :host {
        height: 100%;
        min-height: 320px;
      }
      .frame {
        position: relative;
        height: 100%;
        overflow: hidden;
        outline: none;
        touch-action: none;
      }
      canvas {
        display: block;
        position: absolute;
        cursor: crosshair;
      }
    `,
  ];

  override render() {
    const view = this.store.viewOf(this.store.navigation.quantity);
    if (view === null) return nothing;
    const { cell } = this.#focus;
    return html`<div
      class="frame"
      role="grid"
      tabindex="0"
      aria-label=${this.strings('attention.matrix')}
      aria-rowcount=${view.length}
      aria-colcount=${view.length}
      aria-activedescendant="cell"
      @pointermove=${this.#onPointer}
      @pointerdown=${this.#onDown}
      @pointerup=${this.#onUp}
      @pointerleave=${this.#onLeave}
      @wheel=${this.#onWheel}
      @keydown=${this.#onKey}
      @focus=${this.#onFocus}
      @blur=${() => this.#focus.leave()}
    >
      <canvas></canvas>
      <div role="row" class="hidden" aria-rowindex=${cell.query + 1}>
        <div role="gridcell" id="cell" aria-colindex=${cell.key + 1} aria-selected=${this.#focus.isPinned}>
          ${this.strings('attention.cell', {
            query: view.units.labels[cell.query],
            key: view.units.labels[cell.key],
            value: formatNumber(view.data[cell.query * view.length + cell.key]),
          })}
        </div>
      </div>
    </div>`;
  }

  override updated(): void {
    const { store, theme } = this;
    const view = store.viewOf(store.navigation.quantity);
    if (view === null) return;
    const box = this.find('.frame');
    const frame = matrixFrame(view.units, box.clientWidth, box.clientHeight, theme);
    if (this.#viewport.length !== view.length) this.#viewport = fitted(view.length, frame.side);
    if (this.#viewport.side !== frame.side) this.#viewport = resized(this.#viewport, frame.side);
    this.#frame = frame;
    if (this.#uploaded !== view.data) {
      this.#painter.setTiles({ count: 1, size: view.length, data: view.data });
      this.#uploaded = view.data;
    }
    drawMatrix({
      context: prepared(this.find('canvas'), frame.width, frame.height),
      frame,
      units: view.units,
      viewport: this.#viewport,
      painter: this.#painter,
      scale: scaleOf(view, store.navigation.logarithmic),
      theme,
      query: store.query === null ? null : view.units.unitOf[store.query],
      key: store.key === null ? null : view.units.unitOf[store.key],
      focused: box.matches(':focus-visible') ? this.#focus.cell : null,
      strings: this.strings,
    });
  }

  /** Zooms in (1) or out (−1) around the middle, or shows the whole (0). */
  zoom(direction: -1 | 0 | 1): void {
    const middle = this.#viewport.side / 2;
    this.#viewport =
      direction === 0
        ? fitted(this.#viewport.length, this.#viewport.side)
        : zoomed(this.#viewport, zoomStep ** direction, middle, middle);
    this.requestUpdate();
  }

  #under(event: PointerEvent | MouseEvent): Cell | null {
    const frame = this.#frame;
    if (frame === null) return null;
    const box = this.find('canvas').getBoundingClientRect();
    return cellAt(this.#viewport, event.clientX - box.left - frame.left, event.clientY - box.top - frame.top);
  }

  readonly #onPointer = (event: PointerEvent) => {
    const drag = this.#dragged;
    if (drag && (drag.moved || Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 3)) {
      this.#viewport = panned(this.#viewport, event.clientX - drag.x, event.clientY - drag.y);
      this.#dragged = { x: event.clientX, y: event.clientY, moved: true };
      this.requestUpdate();
      return;
    }
    this.#focus.preview(this.#under(event));
  };

  readonly #onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    this.#dragged = { x: event.clientX, y: event.clientY, moved: false };
    this.find('.frame').setPointerCapture(event.pointerId);
  };

  readonly #onUp = (event: PointerEvent) => {
    const wasDragged = this.#dragged?.moved ?? false;
    this.#dragged = null;
    const cell = this.#under(event);
    if (wasDragged || cell === null) return;
    this.#focus.pin(cell);
  };

  readonly #onLeave = () => this.#focus.preview(null);

  /** With Control (or a pinch) the wheel zooms; without, it moves what is larger than its frame. */
  readonly #onWheel = (event: WheelEvent) => {
    const { left, top } = this.#frame!;
    const box = this.find('canvas').getBoundingClientRect();
    if (event.ctrlKey || event.metaKey) {
      const factor = Math.exp(-event.deltaY / 300);
      this.#viewport = zoomed(this.#viewport, factor, event.clientX - box.left - left, event.clientY - box.top - top);
    } else {
      if (isWhole(this.#viewport)) return;
      this.#viewport = panned(this.#viewport, -event.deltaX, -event.deltaY);
    }
    event.preventDefault();
    this.requestUpdate();
  };

  readonly #onFocus = () => {
    if (this.find('.frame').matches(':focus-visible')) this.#focus.move(this.#focus.cell);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key === '+' || event.key === '=') this.zoom(1);
    else if (event.key === '-' || event.key === '−') this.zoom(-1);
    else if (!this.#focus.press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
