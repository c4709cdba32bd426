import { css, html, nothing } from 'lit';
import { prepared } from '../charts/canvas.ts';
import { HeatmapPainter } from '../charts/heatmap.ts';
import { drawMatrix, matrixFrame } from '../charts/matrixDrawing.ts';
import { MatrixGestures } from '../charts/matrixGestures.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { formatNumber } from '../shell/numbers.ts';
import { CellFocus } from './cellFocus.ts';
import { scaleOf } from './headView.ts';
import type { AttentionStore } from './store.ts';
import { cellTable } from './tables.ts';

/** The pinned head as a matrix: who looks, down, at whom, across. */
export class MatrixView extends StoreElement<AttentionStore> {
  readonly #painter = new HeatmapPainter();
  readonly #focus = new CellFocus(
    () => this.store,
    (cell) => this.#gestures.show(cell),
  );
  readonly #gestures: MatrixGestures = new MatrixGestures({
    redraw: () => this.requestUpdate(),
    preview: (cell) => this.#focus.preview(cell),
    pin: (cell) => this.#focus.pin(cell),
  });
  #uploaded: Float32Array | null = null;

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
      @pointermove=${this.#gestures.onPointer}
      @pointerdown=${this.#gestures.onDown}
      @pointerup=${this.#gestures.onUp}
      @pointerleave=${this.#gestures.onLeave}
      @wheel=${this.#gestures.onWheel}
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

  override tables() {
    const { navigation, alterations } = this.store;
    const view = this.store.viewOf(navigation.quantity);
    return view ? [cellTable(view, alterations.hideFirst)] : [];
  }

  override updated(): void {
    const { store, theme } = this;
    const view = store.viewOf(store.navigation.quantity);
    if (view === null) return;
    const box = this.find('.frame');
    const frame = matrixFrame(view.units, box.clientWidth, box.clientHeight, theme);
    this.#gestures.place(frame, view.length);
    if (this.#uploaded !== view.data) {
      this.#painter.setTiles({ count: 1, size: view.length, data: view.data });
      this.#uploaded = view.data;
    }
    drawMatrix({
      context: prepared(this.find('canvas'), frame.width, frame.height),
      frame,
      units: view.units,
      viewport: this.#gestures.viewport,
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
    this.#gestures.zoom(direction);
  }

  readonly #onFocus = () => {
    if (this.find('.frame').matches(':focus-visible')) this.#focus.move(this.#focus.cell);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (!this.#gestures.press(event.key) && !this.#focus.press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
