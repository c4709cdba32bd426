import { css, html } from 'lit';
import type { Table } from '../../src/export/table.ts';
import { prepared } from '../charts/canvas.ts';
import { HeatmapPainter } from '../charts/heatmap.ts';
import { drawMask } from '../charts/maskDrawing.ts';
import { drawMatrix, type MatrixNames, matrixFrame } from '../charts/matrixDrawing.ts';
import { MatrixGestures } from '../charts/matrixGestures.ts';
import { weightScale } from '../charts/scale.ts';
import type { Cell } from '../charts/viewport.ts';
import { controls, StoreElement } from './element.ts';
import { OwnWidth } from './ownWidth.ts';

/** Room for the title beside few rows, in CSS pixels. */
const leastHeight = 84;

/** Weights between two rows of tokens. */
export interface Weights {
  /** Beside the rows: what looks. */
  readonly rows: MatrixNames;
  /** Above the columns: what is looked at. */
  readonly columns: MatrixNames;
  /** [rows, columns] */
  readonly data: Float32Array;
  /** Whether a row sees only as many columns as stand before it, and its own. */
  readonly isCausal: boolean;
  readonly titles: { readonly query: string; readonly key: string };
}

/** A cell, where weights have it: what was pointed at may be of larger ones, before these took their place. */
export function cellOf({ rows, columns }: Weights, cell: Cell | null): Cell | null {
  return cell && cell.query < rows.labels.length && cell.key < columns.labels.length ? cell : null;
}

/** What of a matrix is in front: a cell, a row, a column or nothing. */
export interface FrontCell {
  readonly query: number | null;
  readonly key: number | null;
}

/**
 * Attention as a matrix, walked by arrows. It tells of the cell that is pointed at (`point`), pressed (`pick`) and let go of
 * (`unpin`).
 */
export class WeightMatrix extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    weights: { attribute: false },
    front: { attribute: false },
    grown: { attribute: false },
    label: { attribute: false },
    describe: { attribute: false },
    largest: { attribute: false },
  };
  declare weights: Weights;
  declare front: FrontCell;
  /** So many rows are there by now; null: all. */
  declare grown: number | null;
  declare label: string;
  /** A cell in words. */
  declare describe: (cell: Cell) => string;
  /** The side of the square of cells at most, in CSS pixels. */
  declare largest: number;
  readonly #width = new OwnWidth(this);
  readonly #painter = new HeatmapPainter('2d');
  readonly #gestures = new MatrixGestures({
    redraw: () => this.requestUpdate(),
    preview: (cell) => this.#tell('point', cell && this.#within(cell)),
    pin: (cell) => this.#tell('pick', this.#within(cell)),
  });
  #uploaded: { readonly data: Float32Array | null; readonly grown: number } = { data: null, grown: 0 };

  static override styles = [
    controls,
    css`
      .frame {
        position: relative;
        overflow: hidden;
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
    this.front = { query: null, key: null };
    this.grown = null;
    this.largest = 320;
  }

  override render() {
    const { rows, columns } = this.weights;
    const cell = this.#cell;
    return html`<div
      class="frame"
      role="grid"
      tabindex="0"
      aria-label=${this.label}
      aria-rowcount=${rows.labels.length}
      aria-colcount=${columns.labels.length}
      aria-activedescendant="cell"
      @pointermove=${this.#gestures.onPointer}
      @pointerdown=${this.#gestures.onDown}
      @pointerup=${this.#gestures.onUp}
      @pointerleave=${this.#gestures.onLeave}
      @wheel=${this.#gestures.onWheel}
      @keydown=${this.#onKey}
      @focus=${this.#onFocus}
      @blur=${() => this.#tell('point', null)}
    >
      <canvas></canvas>
      <div role="row" class="hidden" aria-rowindex=${cell.query + 1}>
        <div role="gridcell" id="cell" aria-colindex=${cell.key + 1}>${this.describe(cell)}</div>
      </div>
    </div>`;
  }

  override tables(): readonly Table[] {
    const { rows, columns, data, isCausal } = this.weights;
    const wide = columns.labels.length;
    const drawn = rows.labels
      .slice(0, this.grown ?? undefined)
      .flatMap((queryToken, query) =>
        columns.labels
          .slice(0, isCausal ? query + 1 : wide)
          .map((keyToken, key) => [query, queryToken, key, keyToken, data[query * wide + key]]),
      );
    return [{ name: this.label, columns: ['query', 'queryToken', 'key', 'keyToken', 'pattern'], rows: drawn }];
  }

  override updated(): void {
    if (this.#width.value === 0) return;
    const { rows, columns, isCausal, titles } = this.weights;
    const [high, wide] = [rows.labels.length, columns.labels.length];
    const room = matrixFrame(rows, this.#width.value, Number.POSITIVE_INFINITY, this.theme, columns);
    const side = Math.max(1, Math.min(room.side, this.largest));
    const frame = { ...room, side };
    this.#gestures.place(frame, high, wide);
    const { viewport } = this.#gestures;
    this.#upload();
    const width = frame.left + Math.min(side, wide * viewport.cell) + 2;
    const height = frame.top + Math.max(leastHeight, Math.min(side, high * viewport.cell)) + 2;
    // The title of the columns may be longer than they are.
    const context = prepared(this.find('canvas'), Math.max(width, this.#width.value), height);
    const isFocused = this.find('.frame').matches(':focus-visible');
    drawMatrix({
      ...{ context, frame, viewport, titles, theme: this.theme, strings: this.strings },
      ...{ units: rows, across: columns, isWhole: !isCausal },
      painter: this.#painter,
      scale: weightScale(false),
      ...this.front,
      focused: isFocused ? this.#cell : null,
    });
    drawMask({ context, frame, viewport, theme: this.theme, isCausal, grown: this.grown ?? high });
  }

  /** Rows that are not there yet have no colours. */
  #upload(): void {
    const { data, rows, columns, isCausal } = this.weights;
    const [size, wide] = [rows.labels.length, columns.labels.length];
    const grown = Math.min(this.grown ?? size, size);
    if (this.#uploaded.data === data && this.#uploaded.grown === grown) return;
    const shown = new Float32Array(data.length);
    shown.set(data.subarray(0, grown * wide));
    this.#painter.setTiles({ count: 1, size, columns: wide, isWhole: !isCausal, data: shown });
    this.#uploaded = { data, grown };
  }

  /** Where the keyboard is: what is in front, or the strongest of the row in front, or of the last. */
  get #cell(): Cell {
    const { rows, columns, data } = this.weights;
    const wide = columns.labels.length;
    const query = this.front.query ?? Math.min(this.grown ?? rows.labels.length, rows.labels.length) - 1;
    if (this.front.key !== null) return this.#within({ query, key: this.front.key });
    const row = data.subarray(query * wide, (query + 1) * wide);
    return this.#within({ query, key: row.indexOf(Math.max(...row)) });
  }

  #within({ query, key }: Cell): Cell {
    const { rows, columns, isCausal } = this.weights;
    const down = Math.max(0, Math.min(rows.labels.length, this.grown ?? rows.labels.length, query + 1) - 1);
    const last = isCausal ? Math.min(down, columns.labels.length - 1) : columns.labels.length - 1;
    return { query: down, key: Math.max(0, Math.min(last, key)) };
  }

  #tell(what: 'point' | 'pick' | 'unpin', cell: Cell | null): void {
    this.dispatchEvent(new CustomEvent(what, { detail: cell }));
  }

  readonly #onFocus = () => {
    if (this.find('.frame').matches(':focus-visible')) this.#tell('point', this.#cell);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const { query, key } = this.#cell;
    const moves: Record<string, Cell> = {
      ArrowUp: { query: query - 1, key },
      ArrowDown: { query: query + 1, key },
      ArrowLeft: { query, key: key - 1 },
      ArrowRight: { query, key: key + 1 },
      Home: { query, key: 0 },
      End: { query, key: Number.MAX_SAFE_INTEGER },
    };
    if (event.key in moves) {
      const next = this.#within(moves[event.key]);
      this.#tell('point', next);
      this.#gestures.show(next);
    } else if (event.key === 'Enter' || event.key === ' ') this.#tell('pick', { query, key });
    else if (event.key === 'Escape') this.#tell('unpin', null);
    else if (!this.#gestures.press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
