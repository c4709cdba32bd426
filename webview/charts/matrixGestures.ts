import type { MatrixFrame } from './matrixDrawing.ts';
import { type Cell, cellAt, fitted, isWhole, panned, resized, showing, type Viewport, zoomed } from './viewport.ts';

const zoomStep = 1.25;
/** Pixels that a pointer may move and still click. */
const clickReach = 3;

/** What a matrix does about what its gestures find. */
interface MatrixListener {
  redraw(): void;
  /** Null: nothing is pointed at any more. */
  preview(cell: Cell | null): void;
  pin(cell: Cell): void;
}

/**
 * Which part of a matrix is seen, and the pointer on it: hover previews, a click pins, dragging and the wheel move, the wheel
 * with Control zooms. Its listeners belong on the element that holds the canvas. Matrices that are seen together share one.
 */
export class MatrixGestures {
  viewport: Viewport = fitted(1, 1);
  #frame: MatrixFrame | null = null;
  #dragged: { readonly x: number; readonly y: number; readonly isMoved: boolean } | null = null;
  readonly #listener: MatrixListener;

  constructor(listener: MatrixListener) {
    this.#listener = listener;
  }

  /** Told of the frame and the size of what is drawn, before it is drawn. */
  place(frame: MatrixFrame, rows: number, columns = rows): void {
    const { viewport } = this;
    if (viewport.rows !== rows || viewport.columns !== columns) this.viewport = fitted(rows, frame.side, columns);
    if (this.viewport.side !== frame.side) this.viewport = resized(this.viewport, frame.side);
    this.#frame = frame;
  }

  /** Zooms in (1) or out (−1) around the middle, or shows the whole (0). */
  zoom(direction: -1 | 0 | 1): void {
    const { rows, columns, side } = this.viewport;
    const middle = side / 2;
    this.#see(
      direction === 0 ? fitted(rows, side, columns) : zoomed(this.viewport, zoomStep ** direction, middle, middle),
    );
  }

  /** Whether the key zooms, and is done with. */
  press(key: string): boolean {
    if (key === '+' || key === '=') this.zoom(1);
    else if (key === '-' || key === '−') this.zoom(-1);
    else return false;
    return true;
  }

  /** Brings a cell into sight. */
  show(cell: Cell): void {
    this.#see(showing(this.viewport, cell));
  }

  readonly onPointer = (event: PointerEvent) => {
    const drag = this.#dragged;
    if (drag && (drag.isMoved || Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > clickReach)) {
      this.#dragged = { x: event.clientX, y: event.clientY, isMoved: true };
      this.#see(panned(this.viewport, event.clientX - drag.x, event.clientY - drag.y));
      return;
    }
    this.#listener.preview(this.#under(event));
  };

  readonly onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    this.#dragged = { x: event.clientX, y: event.clientY, isMoved: false };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };

  readonly onUp = (event: PointerEvent) => {
    const wasDragged = this.#dragged?.isMoved ?? false;
    this.#dragged = null;
    const cell = this.#under(event);
    if (!wasDragged && cell !== null) this.#listener.pin(cell);
  };

  readonly onLeave = () => this.#listener.preview(null);

  /** With Control (or a pinch) the wheel zooms; without, it moves what is larger than its frame. */
  readonly onWheel = (event: WheelEvent) => {
    if (event.ctrlKey || event.metaKey) {
      const [x, y] = this.#inSquare(event);
      this.#see(zoomed(this.viewport, Math.exp(-event.deltaY / 300), x, y));
    } else {
      if (isWhole(this.viewport)) return;
      this.#see(panned(this.viewport, -event.deltaX, -event.deltaY));
    }
    event.preventDefault();
  };

  #see(viewport: Viewport): void {
    this.viewport = viewport;
    this.#listener.redraw();
  }

  #inSquare(event: MouseEvent): readonly [x: number, y: number] {
    const box = (event.currentTarget as Element).querySelector('canvas')!.getBoundingClientRect();
    const { left, top } = this.#frame!;
    return [event.clientX - box.left - left, event.clientY - box.top - top];
  }

  #under(event: MouseEvent): Cell | null {
    return this.#frame === null ? null : cellAt(this.viewport, ...this.#inSquare(event));
  }
}
