import { css, html, nothing } from 'lit';
import type { Table } from '../../src/export/table.ts';
import type { Moment, PreparedSummary } from '../../src/protocol/training.ts';
import { prepared } from '../charts/canvas.ts';
import { HeatmapPainter } from '../charts/heatmap.ts';
import { drawMatrix, type MatrixFrame, matrixFrame } from '../charts/matrixDrawing.ts';
import { weightScale } from '../charts/scale.ts';
import { type Cell, cellAt, fitted, type Viewport } from '../charts/viewport.ts';
import { controls, StoreElement } from '../parts/element.ts';
import type { Head } from '../parts/heads.ts';
import { OwnWidth } from '../parts/ownWidth.ts';
import { formatNumber } from '../shell/numbers.ts';
import { probeNames } from './probeNames.ts';
import type { TrainingStore } from './store.ts';

const largest = 320;

/** The head in front, large, with the tokens of the probe sentence beside it. */
export class MomentHead extends StoreElement<TrainingStore> {
  static override properties = { ...StoreElement.properties, cell: { state: true } };
  /** The cell under the pointer, or that the keyboard is on. */
  declare cell: Cell | null;
  readonly #painter = new HeatmapPainter();
  #uploaded = '';
  #moment: Moment | null = null;
  #drawn: { readonly frame: MatrixFrame; readonly viewport: Viewport } | null = null;
  readonly #width = new OwnWidth(this);

  static override styles = [
    controls,
    css`
      h2 {
        margin: 0 0 4px;
        font-size: 13px;
      }
      .frame {
        position: relative;
        overflow: hidden;
        outline: none;
      }
      .frame:focus-visible {
        outline: 1px solid var(--vscode-focusBorder);
      }
      canvas {
        display: block;
        cursor: crosshair;
      }
      p {
        margin: 4px 0 0;
        min-height: 38px;
      }
    `,
  ];

  constructor() {
    super();
    this.cell = null;
  }

  override render() {
    const { moment, head } = this.store;
    if (moment === null || head === null || this.#prepared === undefined) return nothing;
    const front = this.#front;
    const cell = front ?? { query: moment.tokens - 1, key: 0 };
    const title = this.strings('attention.headName', { ...head });
    return html`<h2>${title}</h2>
      <div
        class="frame"
        role="grid"
        tabindex="0"
        aria-label=${title}
        aria-rowcount=${moment.tokens}
        aria-colcount=${moment.tokens}
        aria-activedescendant="cell"
        @pointermove=${this.#onPointer}
        @pointerleave=${() => this.#go(null)}
        @blur=${() => this.#go(null)}
        @keydown=${this.#onKey}
      >
        <canvas></canvas>
        <div role="row" class="hidden" aria-rowindex=${cell.query + 1}>
          <div role="gridcell" id="cell" aria-colindex=${cell.key + 1}>${this.#read(cell, moment, head)}</div>
        </div>
      </div>
      <p class="dim">${front ? this.#read(front, moment, head) : this.strings('training.headMeaning')}</p>`;
  }

  override tables(): readonly Table[] {
    const { moment, head } = this.store;
    if (moment === null || head === null || this.#prepared === undefined) return [];
    const { labels } = probeNames(this.#prepared.probe);
    const weights = this.#weights(moment, head);
    const rows = labels.flatMap((queryToken, query) =>
      labels
        .slice(0, query + 1)
        .map((keyToken, key) => [query, queryToken, key, keyToken, weights[query * moment.tokens + key]]),
    );
    const name = `L${head.layer}H${head.head}.pattern`;
    return [{ name, columns: ['query', 'queryToken', 'key', 'keyToken', 'pattern'], rows }];
  }

  override updated(): void {
    const { moment, head } = this.store;
    if (moment === null || head === null || this.#prepared === undefined || this.#width.value === 0) return;
    const units = probeNames(this.#prepared.probe);
    const side = Math.min(largest, this.#width.value);
    const frame = matrixFrame(units, side, side, this.theme);
    const viewport = fitted(moment.tokens, frame.side);
    this.#drawn = { frame, viewport };
    const name = `${head.layer} ${head.head}`;
    if (this.#uploaded !== name || this.#moment !== moment) {
      this.#painter.setTiles({ count: 1, size: moment.tokens, data: this.#weights(moment, head) });
      this.#uploaded = name;
      this.#moment = moment;
    }
    drawMatrix({
      context: prepared(this.find('canvas'), frame.width, frame.height),
      frame,
      units,
      viewport,
      painter: this.#painter,
      scale: weightScale(false),
      theme: this.theme,
      query: this.#front?.query ?? null,
      key: this.#front?.key ?? null,
      focused: this.find('.frame').matches(':focus-visible') ? this.#front : null,
      strings: this.strings,
    });
  }

  /** The cell that is pointed at, where this run's sentence has it. */
  get #front(): Cell | null {
    const { cell } = this;
    const tokens = this.store.moment?.tokens ?? 0;
    return cell && cell.query < tokens && cell.key < tokens ? cell : null;
  }

  get #prepared(): PreparedSummary | undefined {
    return this.store.summary?.prepared;
  }

  /** The head's weights, [T, T], query down. */
  #weights({ pattern, tokens }: Moment, { layer, head }: Head): Float32Array {
    const cells = tokens * tokens;
    const place = layer * this.store.summary!.heads + head;
    return pattern.subarray(place * cells, (place + 1) * cells);
  }

  #read({ query, key }: Cell, moment: Moment, head: Head): string {
    const { labels } = probeNames(this.#prepared!.probe);
    if (key > query) return this.strings('attention.readLater', { query: labels[query], key: labels[key] });
    return this.strings('training.cell', {
      query: labels[query],
      key: labels[key],
      weight: formatNumber(this.#weights(moment, head)[query * moment.tokens + key]),
    });
  }

  #go(cell: Cell | null): void {
    if (cell?.query !== this.cell?.query || cell?.key !== this.cell?.key) this.cell = cell;
  }

  readonly #onPointer = (event: PointerEvent) => {
    if (this.#drawn === null) return;
    const { frame, viewport } = this.#drawn;
    const box = this.find('canvas').getBoundingClientRect();
    this.#go(cellAt(viewport, event.clientX - box.left - frame.left, event.clientY - box.top - frame.top));
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const last = (this.store.moment?.tokens ?? 1) - 1;
    const { query, key } = this.#front ?? { query: last, key: 0 };
    const moves: Record<string, Cell> = {
      ArrowLeft: { query, key: key - 1 },
      ArrowRight: { query, key: key + 1 },
      ArrowUp: { query: query - 1, key },
      ArrowDown: { query: query + 1, key },
      Home: { query, key: 0 },
      End: { query, key: query },
    };
    if (event.key === 'Escape' && this.cell !== null) this.#go(null);
    else if (event.key in moves) {
      const next = moves[event.key];
      const within = (value: number) => Math.max(0, Math.min(last, value));
      this.#go({ query: within(next.query), key: Math.min(within(next.key), within(next.query)) });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
