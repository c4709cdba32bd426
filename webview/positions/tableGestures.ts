import { isWholeTable, pannedTable, type TableCell, type TableViewport, zoomedTable } from '../charts/tableViewport.ts';

/** What is pointed at, dragged and zoomed: a table in its frame. */
interface GestureTable {
  viewport: TableViewport;
  /** A place of the screen as one of the cells' own, in CSS pixels; undefined before anything is drawn. */
  placeOf(event: MouseEvent): { readonly x: number; readonly y: number } | undefined;
  point(x: number, y: number): void;
  /** A click that was no drag. */
  click(x: number, y: number, event: PointerEvent): void;
}

/** The pointer over a table: it points, clicks and drags, and its wheel moves or zooms. */
export class TableGestures {
  readonly #table: GestureTable;
  #dragged: { readonly x: number; readonly y: number; readonly moved: boolean } | null = null;

  constructor(table: GestureTable) {
    this.#table = table;
  }

  readonly onPointer = (event: PointerEvent) => {
    const place = this.#table.placeOf(event);
    if (place === undefined) return;
    const drag = this.#dragged;
    if (drag && (drag.moved || Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 3)) {
      this.#table.viewport = pannedTable(this.#table.viewport, event.clientX - drag.x, event.clientY - drag.y);
      this.#dragged = { x: event.clientX, y: event.clientY, moved: true };
    } else this.#table.point(place.x, place.y);
  };

  readonly onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    this.#dragged = { x: event.clientX, y: event.clientY, moved: false };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };

  readonly onUp = (event: PointerEvent) => {
    const wasDragged = this.#dragged?.moved ?? false;
    this.#dragged = null;
    const place = this.#table.placeOf(event);
    if (!wasDragged && place !== undefined) this.#table.click(place.x, place.y, event);
  };

  /** With Control (or a pinch) the wheel zooms; without, it moves what is larger than its frame. */
  readonly onWheel = (event: WheelEvent) => {
    const place = this.#table.placeOf(event);
    if (place === undefined) return;
    const { viewport } = this.#table;
    if (event.ctrlKey || event.metaKey) {
      this.#table.viewport = zoomedTable(viewport, Math.exp(-event.deltaY / 300), place.x, place.y);
    } else {
      if (isWholeTable(viewport)) return;
      this.#table.viewport = pannedTable(viewport, -event.deltaX, -event.deltaY);
    }
    event.preventDefault();
  };
}

/** Where a key leads from a cell; undefined: nowhere. */
export function walkedFrom({ row, column }: TableCell, key: string, columns: number): TableCell | undefined {
  const moves: Record<string, TableCell> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    PageUp: { row: row - 10, column },
    PageDown: { row: row + 10, column },
    Home: { row, column: 0 },
    End: { row, column: columns - 1 },
  };
  return Object.hasOwn(moves, key) ? moves[key] : undefined;
}
