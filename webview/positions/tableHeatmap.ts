import { html, nothing } from 'lit';
import type { Table } from '../../src/export/table.ts';
import { prepared } from '../charts/canvas.ts';
import { HeatmapPainter } from '../charts/heatmap.ts';
import {
  fittedTable,
  resizedTable,
  showingCell,
  type TableCell,
  type TableViewport,
  tableCellAt,
  zoomedTable,
} from '../charts/tableViewport.ts';
import { placeAt } from '../charts/track.ts';
import { controls, StoreElement } from '../parts/element.ts';
import type { PositionsStore } from './store.ts';
import { drawTable, type TableFrame, type TablePicture, tableFrame } from './tableDrawing.ts';
import { TableGestures, walkedFrom } from './tableGestures.ts';
import { tableHeatmapStyle } from './tableHeatmapStyle.ts';

const zoomStep = 1.25;

/** Where the cells stand, for what is drawn in line with them. */
export interface Placed {
  readonly frame: TableFrame;
  readonly viewport: TableViewport;
}

/** What was pinned: a cell, or by its name a row or a column alone. */
export interface PinnedPlace {
  readonly row: number | null;
  readonly column: number | null;
  /** Beside what is pinned already, rather than in its place. */
  readonly isAdded: boolean;
}

/**
 * A table as a heatmap, zoomed to its numbers, walked by arrows. It tells of what is pointed at (`point`), pinned (`pin`)
 * and let go of (`unpin`), and where its cells stand (`placed`).
 */
export class TableHeatmap extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    picture: { attribute: false },
    label: { attribute: false },
    front: { attribute: false },
    pinnedRows: { attribute: false },
    pinnedColumn: { attribute: false },
    coveredFrom: { attribute: false },
    describe: { attribute: false },
    isByRows: { attribute: false },
  };
  declare picture: TablePicture;
  declare label: string;
  declare front: TableCell | null;
  declare pinnedRows: readonly number[];
  declare pinnedColumn: number | null;
  declare coveredFrom: number;
  /** A cell in words. */
  declare describe: (cell: TableCell) => string;
  /** Whether rows are pointed at as a whole. */
  declare isByRows: boolean;
  readonly #painter = new HeatmapPainter();
  #viewport: TableViewport = fittedTable(1, 1, 1, 1);
  #frame: TableFrame | null = null;
  #uploaded: Float32Array | null = null;
  /** The cell that the keyboard is on. */
  #cell: TableCell = { row: 0, column: 0 };
  #placed = '';
  readonly #gestures: TableGestures;

  static override styles = [controls, tableHeatmapStyle];

  constructor() {
    super();
    const viewport = () => this.#viewport;
    const show = (next: TableViewport) => {
      this.#viewport = next;
      this.requestUpdate();
    };
    this.#gestures = new TableGestures({
      get viewport() {
        return viewport();
      },
      set viewport(next) {
        show(next);
      },
      placeOf: (event) => this.#placeOf(event),
      point: (x, y) => this.#point(tableCellAt(this.#viewport, x, y)),
      click: (x, y, event) => this.#click(x, y, event),
    });
    this.front = null;
    this.pinnedRows = [];
    this.pinnedColumn = null;
    this.coveredFrom = Number.POSITIVE_INFINITY;
    this.isByRows = false;
  }

  override render() {
    const { picture } = this;
    if (!picture) return nothing;
    this.#cell = this.#within(this.#cell);
    const { row, column } = this.front ?? this.#cell;
    return html`<div
      class="frame"
      role="grid"
      tabindex="0"
      aria-label=${this.label}
      aria-rowcount=${picture.rows}
      aria-colcount=${picture.columns}
      aria-activedescendant="cell"
      @pointermove=${this.#gestures.onPointer}
      @pointerdown=${this.#gestures.onDown}
      @pointerup=${this.#gestures.onUp}
      @pointerleave=${() => this.#point(null)}
      @wheel=${this.#gestures.onWheel}
      @keydown=${this.#onKey}
      @focus=${this.#onFocus}
      @blur=${() => this.#point(null)}
    >
      <canvas></canvas>
      <div role="row" class="hidden" aria-rowindex=${row + 1}>
        <div role="gridcell" id="cell" aria-colindex=${column + 1}>${this.describe(this.#within({ row, column }))}</div>
      </div>
    </div>`;
  }

  override tables(): readonly Table[] {
    const { rows, columns, data } = this.picture;
    return [
      {
        name: this.label,
        columns: ['row', ...Array.from({ length: columns }, (_, column) => String(column))],
        rows: Array.from({ length: rows }, (_, row) => [row, ...data.subarray(row * columns, (row + 1) * columns)]),
      },
    ];
  }

  override updated(): void {
    const { picture, theme } = this;
    if (!picture) return;
    const box = this.find('.frame');
    const frame = tableFrame(picture, box.clientWidth, box.clientHeight, theme);
    const { across, down } = this.#viewport;
    if (down.count !== picture.rows || across.count !== picture.columns) {
      this.#viewport = fittedTable(picture.rows, picture.columns, frame.width, frame.height);
    } else if (across.size !== frame.width || down.size !== frame.height) {
      this.#viewport = resizedTable(this.#viewport, frame.width, frame.height);
    }
    this.#frame = frame;
    if (this.#uploaded !== picture.data) {
      const { rows, columns, data } = picture;
      this.#painter.setTiles({ count: 1, size: rows, columns, isWhole: true, data });
      this.#uploaded = picture.data;
    }
    drawTable({
      context: prepared(this.find('canvas'), box.clientWidth, box.clientHeight),
      picture,
      frame,
      viewport: this.#viewport,
      painter: this.#painter,
      theme,
      front: this.front,
      isByRows: this.isByRows,
      isFocused: box.matches(':focus-visible'),
      pinnedRows: this.pinnedRows,
      pinnedColumn: this.pinnedColumn,
      coveredFrom: this.coveredFrom,
    });
    this.#tellPlace({ frame, viewport: this.#viewport });
  }

  /** Zooms in (1) or out (−1) around the middle, or shows the whole (0). */
  zoom(direction: -1 | 0 | 1): void {
    const { across, down } = this.#viewport;
    this.#viewport =
      direction === 0
        ? fittedTable(down.count, across.count, across.size, down.size)
        : zoomedTable(this.#viewport, zoomStep ** direction, across.size / 2, down.size / 2);
    this.requestUpdate();
  }

  #tellPlace(placed: Placed): void {
    const name = JSON.stringify(placed);
    if (name === this.#placed) return;
    this.#placed = name;
    this.dispatchEvent(new CustomEvent<Placed>('placed', { detail: placed }));
  }

  #within({ row, column }: TableCell): TableCell {
    const { rows, columns } = this.picture;
    return { row: Math.max(0, Math.min(rows - 1, row)), column: Math.max(0, Math.min(columns - 1, column)) };
  }

  #point(cell: TableCell | null): void {
    this.dispatchEvent(new CustomEvent<TableCell | null>('point', { detail: cell, bubbles: true, composed: true }));
  }

  #pin(place: PinnedPlace): void {
    this.dispatchEvent(new CustomEvent<PinnedPlace>('pin', { detail: place }));
  }

  #placeOf(event: MouseEvent): { readonly x: number; readonly y: number } | undefined {
    if (this.#frame === null) return undefined;
    const box = this.find('canvas').getBoundingClientRect();
    return { x: event.clientX - box.left - this.#frame.left, y: event.clientY - box.top - this.#frame.top };
  }

  /** Pins a cell; by its name, a row or a column alone. */
  #click(x: number, y: number, { shiftKey, ctrlKey, metaKey }: PointerEvent): void {
    const row = placeAt(this.#viewport.down, y);
    const column = placeAt(this.#viewport.across, x);
    const place = { row: y < 0 ? null : row, column: x < 0 ? null : column };
    if (place.row === null && place.column === null) return;
    if (place.row !== null && place.column !== null) this.#cell = { row: place.row, column: place.column };
    this.#pin({ ...place, isAdded: shiftKey || ctrlKey || metaKey });
  }

  readonly #onFocus = () => {
    if (this.find('.frame').matches(':focus-visible')) this.#go(this.front ?? this.#cell);
  };

  #go(cell: TableCell): void {
    this.#cell = this.#within(cell);
    this.#viewport = showingCell(this.#viewport, this.#cell);
    this.#point(this.#cell);
    this.requestUpdate();
  }

  readonly #onKey = (event: KeyboardEvent) => {
    const { row, column } = this.#cell;
    const next = walkedFrom(this.#cell, event.key, this.picture.columns);
    if (next) this.#go(next);
    else if (event.key === 'Enter' || event.key === ' ') this.#pin({ row, column, isAdded: event.shiftKey });
    else if (event.key === 'Escape') this.dispatchEvent(new CustomEvent('unpin'));
    else if (event.key === '+' || event.key === '=') this.zoom(1);
    else if (event.key === '-' || event.key === '−') this.zoom(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
