import { css, html, type PropertyValues } from 'lit';
import type { Rgb } from '../../src/colours/oklab.ts';
import { painted, type Spot } from '../../src/road/digits/brush.ts';
import { pixelCount, side } from '../../src/road/digits/digits.ts';
import { drawingText, isBlank, parseDrawing } from '../../src/road/digits/drawing.ts';
import { prepared } from '../charts/canvas.ts';
import { cssColour } from '../charts/ramps.ts';
import { controls, StoreElement } from '../parts/element.ts';

/** Of the whole pad, in CSS pixels: eight for every pixel of the drawing. */
const size = 8 * side;

/** As all pictures of digits are drawn, in every theme. */
const paper: Rgb = [255, 255, 255];
const ink: Rgb = [17, 17, 17];

const moves: Readonly<Record<string, Spot>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * A sheet to write a digit on, with a pointer or by keyboard. Fires `change` with the drawing's lines ('' where it is blank)
 * when a stroke is done.
 */
export class DigitPad extends StoreElement {
  static override properties = { ...StoreElement.properties, value: {}, label: {}, isErasing: { state: true } };
  declare value: string;
  /** What is drawn here, for whoever does not see it. */
  declare label: string;
  declare isErasing: boolean;
  #pixels: Float32Array = new Float32Array(pixelCount);
  #cursor: Spot = [side / 2, side / 2];
  #stroke: Spot | null = null;

  static override styles = [
    controls,
    css`
      canvas {
        display: block;
        border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--vscode-panel-border)));
        border-radius: 2px;
        cursor: crosshair;
        touch-action: none;
      }
      .row {
        display: flex;
        gap: 6px;
        align-items: center;
        margin-top: 4px;
      }
      button[aria-pressed='true'] {
        color: var(--vscode-button-foreground);
        background: var(--vscode-button-background);
      }
      p {
        max-width: ${size}px;
        margin: 4px 0 0;
      }
    `,
  ];

  constructor() {
    super();
    this.value = '';
    this.label = '';
    this.isErasing = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('value')) return;
    this.#pixels = parseDrawing(this.value) ?? new Float32Array(pixelCount);
  }

  protected override render() {
    const { strings } = this;
    return html`
      <canvas
        tabindex="0"
        role="application"
        aria-label=${this.label}
        aria-roledescription=${strings('road.pad.role')}
        aria-describedby="help at"
        @pointerdown=${this.#onDown}
        @pointermove=${this.#onMove}
        @pointerup=${this.#onUp}
        @pointercancel=${this.#onUp}
        @keydown=${this.#onKey}
        @focus=${() => this.requestUpdate()}
        @blur=${() => this.requestUpdate()}
      ></canvas>
      <div class="row">
        <button ?disabled=${isBlank(this.#pixels)} @click=${this.#clear}>${strings('road.pad.clear')}</button>
        <button aria-pressed=${this.isErasing} @click=${() => (this.isErasing = !this.isErasing)}>
          ${strings('road.pad.erase')}
        </button>
      </div>
      <p id="help" class="dim">${strings('road.pad.help')}</p>
      <output id="at" class="hidden">${this.#place()}</output>
    `;
  }

  protected override updated(): void {
    const canvas = this.find<HTMLCanvasElement>('canvas');
    const isFocused = this.shadowRoot?.activeElement === canvas;
    drawPad(canvas, this.#pixels, isFocused ? this.#cursor : null, this.theme.focus);
  }

  /** Where the cursor stands, and what is there. */
  #place(): string {
    const [across, down] = this.#cursor;
    const level = Math.round(9 * this.#pixels[down * side + across]);
    const key = level === 0 ? 'road.pad.paper' : 'road.pad.ink';
    return this.strings(key, { row: down + 1, column: across + 1, level });
  }

  readonly #onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const canvas = event.currentTarget as HTMLCanvasElement;
    canvas.setPointerCapture(event.pointerId);
    this.#stroke = spotOf(event, canvas);
    this.#paint(this.#stroke, this.#stroke);
  };

  readonly #onMove = (event: PointerEvent) => {
    if (this.#stroke === null) return;
    // A fast pointer is asked for all the places that it came by.
    const coalesced = event.getCoalescedEvents?.() ?? [];
    for (const passed of coalesced.length > 0 ? coalesced : [event]) {
      const spot = spotOf(passed, event.currentTarget as HTMLCanvasElement);
      this.#paint(this.#stroke, spot);
      this.#stroke = spot;
    }
  };

  readonly #onUp = () => {
    if (this.#stroke === null) return;
    this.#stroke = null;
    this.#tell();
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const move = moves[event.key];
    const from = this.#cursor;
    if (move) this.#cursor = [within(from[0] + move[0]), within(from[1] + move[1])];
    const isErasing = event.key === 'Delete' || event.key === 'Backspace' || this.isErasing;
    const isPainting = move ? event.shiftKey : [' ', 'Enter', 'Delete', 'Backspace'].includes(event.key);
    if (!move && !isPainting) return;
    event.preventDefault();
    event.stopPropagation();
    this.requestUpdate();
    if (!isPainting) return;
    this.#paint(from, this.#cursor, isErasing);
    this.#tell();
  };

  readonly #clear = () => {
    this.#pixels = new Float32Array(pixelCount);
    this.#tell();
    this.find<HTMLCanvasElement>('canvas').focus();
  };

  #paint(from: Spot, to: Spot, isErasing = this.isErasing): void {
    this.#pixels = painted(this.#pixels, from, to, isErasing);
    this.requestUpdate();
  }

  #tell(): void {
    const value = isBlank(this.#pixels) ? '' : drawingText(this.#pixels);
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('change', { detail: value }));
  }
}

function within(place: number): number {
  return Math.max(0, Math.min(side - 1, place));
}

function spotOf(event: PointerEvent, canvas: HTMLCanvasElement): Spot {
  const box = canvas.getBoundingClientRect();
  const place = (at: number, from: number) => ((at - from - 1) / size) * side - 0.5;
  return [place(event.clientX, box.left), place(event.clientY, box.top)];
}

function drawPad(canvas: HTMLCanvasElement, pixels: Float32Array, cursor: Spot | null, focus: Rgb): void {
  const context = prepared(canvas, size, size);
  const cell = size / side;
  context.fillStyle = cssColour(paper);
  context.fillRect(0, 0, size, size);
  for (let i = 0; i < pixelCount; i++) {
    if (pixels[i] === 0) continue;
    context.fillStyle = cssColour(mixed(paper, ink, pixels[i]));
    context.fillRect((i % side) * cell, Math.floor(i / side) * cell, cell, cell);
  }
  if (cursor === null) return;
  const [x, y] = [cursor[0] * cell, cursor[1] * cell];
  context.lineWidth = 2;
  context.strokeStyle = cssColour(focus);
  context.strokeRect(x - 1, y - 1, cell + 2, cell + 2);
}

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const mix = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * share;
  return [mix(0), mix(1), mix(2)];
}
