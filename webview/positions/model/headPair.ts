import { css, html } from 'lit';
import type { Table } from '../../../src/export/table.ts';
import type { DisplacedHead } from '../../../src/protocol/positions.ts';
import { prepared } from '../../charts/canvas.ts';
import { HeatmapPainter } from '../../charts/heatmap.ts';
import { drawMatrix, type MatrixNames, matrixFrame } from '../../charts/matrixDrawing.ts';
import { MatrixGestures } from '../../charts/matrixGestures.ts';
import { nameOf } from '../../charts/names.ts';
import { weightScale } from '../../charts/scale.ts';
import type { Cell } from '../../charts/viewport.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import { OwnWidth } from '../../parts/ownWidth.ts';
import { formatNumber } from '../../shell/numbers.ts';
import type { LoadedPlacement, PositionsStore } from '../store.ts';
import { mostChanged } from './displacements.ts';

const sides = ['asIs', 'now'] as const;
type Side = (typeof sides)[number];

/** One head with the true positions and with others, cell under cell. It tells of the cell that is pointed at or pinned (`point`). */
export class HeadPair extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    run: { attribute: false },
    asIs: { attribute: false },
    now: { attribute: false },
    pointed: { state: true },
    pinned: { state: true },
  };
  declare run: LoadedPlacement;
  declare asIs: DisplacedHead;
  declare now: DisplacedHead;
  declare pointed: Cell | null;
  declare pinned: Cell | null;
  readonly #width = new OwnWidth(this);
  readonly #painters = { asIs: new HeatmapPainter(), now: new HeatmapPainter() };
  readonly #uploaded: Partial<Record<Side, Float32Array>> = {};
  readonly #gestures = new MatrixGestures({
    redraw: () => this.requestUpdate(),
    preview: (cell) => this.#point(cell),
    pin: (cell) => this.#pin(cell),
  });
  #names: { readonly of: LoadedPlacement; readonly made: MatrixNames } | null = null;

  static override styles = [
    controls,
    css`
      .pair {
        position: relative;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
        gap: 8px 16px;
        outline: none;
      }
      figure {
        min-width: 0;
        margin: 0;
      }
      figcaption {
        font-size: 12px;
        color: var(--vscode-descriptionForeground);
      }
      .square {
        position: relative;
        height: 340px;
        overflow: hidden;
        touch-action: none;
      }
      canvas {
        display: block;
        position: absolute;
        cursor: crosshair;
      }
    `,
  ];

  constructor() {
    super();
    this.pointed = null;
    this.pinned = null;
  }

  override render() {
    const { layer, head, length } = this.now;
    const cell = this.#cell;
    return html`<div
      class="pair"
      role="grid"
      tabindex="0"
      aria-label=${this.strings('positions.model.headPair', { layer, head })}
      aria-rowcount=${length}
      aria-colcount=${length}
      aria-activedescendant="cell"
      @keydown=${this.#onKey}
      @focus=${this.#onFocus}
      @blur=${() => this.#point(null)}
    >
      ${sides.map(
        (side) => html`<figure role="presentation">
          <figcaption>${this.strings(side === 'asIs' ? 'positions.model.asItIs' : 'positions.model.displaced')}</figcaption>
          <div
            class="square"
            id=${side}
            @pointermove=${this.#gestures.onPointer}
            @pointerdown=${this.#gestures.onDown}
            @pointerup=${this.#gestures.onUp}
            @pointerleave=${this.#gestures.onLeave}
            @wheel=${this.#gestures.onWheel}
          >
            <canvas></canvas>
          </div>
        </figure>`,
      )}
      <div role="row" class="hidden" aria-rowindex=${cell.query + 1}>
        <div role="gridcell" id="cell" aria-colindex=${cell.key + 1} aria-selected=${this.pinned !== null}>
          ${this.strings('positions.model.pairCell', this.#valuesOf(cell))}
        </div>
      </div>
    </div>`;
  }

  override tables(): readonly Table[] {
    const { layer, head, length } = this.now;
    const { labels } = this.#namesOf();
    const rows = labels.flatMap((queryToken, query) =>
      labels.slice(0, query + 1).map((keyToken, key) => {
        const place = query * length + key;
        return [query, queryToken, key, keyToken, this.asIs.pattern[place], this.now.pattern[place]];
      }),
    );
    const columns = ['query', 'queryToken', 'key', 'keyToken', 'asItIs', 'displaced'];
    return [{ name: this.strings('positions.model.headPair', { layer, head }), columns, rows }];
  }

  override updated(): void {
    if (this.#width.value === 0) return;
    const names = this.#namesOf();
    const isFocused = this.find('.pair').matches(':focus-visible');
    const { query, key } = this.#cell;
    for (const side of sides) {
      const box = this.find(`#${side}`);
      const frame = matrixFrame(names, box.clientWidth, box.clientHeight, this.theme);
      this.#gestures.place(frame, this.now.length);
      const { pattern } = this[side];
      if (this.#uploaded[side] !== pattern) {
        this.#painters[side].setTiles({ count: 1, size: this.now.length, data: pattern });
        this.#uploaded[side] = pattern;
      }
      drawMatrix({
        context: prepared(this.find(`#${side} canvas`), frame.width, frame.height),
        frame,
        units: names,
        viewport: this.#gestures.viewport,
        painter: this.#painters[side],
        scale: weightScale(false),
        theme: this.theme,
        query,
        key,
        focused: isFocused ? this.#cell : null,
        strings: this.strings,
      });
    }
  }

  #namesOf(): MatrixNames {
    if (this.#names?.of !== this.run) {
      const { tokens } = this.run.texts;
      const made = {
        labels: tokens.map(({ label }) => label),
        names: tokens.map(({ label, parts }) => nameOf(label, parts)),
      };
      this.#names = { of: this.run, made };
    }
    return this.#names.made;
  }

  /** What is pointed at, or pinned, or changed most for the last token. */
  get #cell(): Cell {
    const { length } = this.now;
    const cell = this.pointed ?? this.pinned;
    if (cell === null || cell.query >= length || cell.key >= length) {
      return mostChanged(this.asIs.pattern, this.now.pattern, length);
    }
    return cell;
  }

  #valuesOf({ query, key }: Cell) {
    const place = query * this.now.length + key;
    const { labels } = this.#namesOf();
    return {
      query: labels[query],
      key: labels[key],
      before: formatNumber(this.asIs.pattern[place]),
      now: formatNumber(this.now.pattern[place]),
    };
  }

  #point(cell: Cell | null): void {
    this.pointed = cell;
    this.store.effects.hover(cell === null ? null : cell.query);
    this.dispatchEvent(new CustomEvent('point', { detail: cell ?? this.pinned }));
  }

  #pin(cell: Cell | null): void {
    this.pinned = cell;
    this.dispatchEvent(new CustomEvent('point', { detail: cell }));
  }

  readonly #onFocus = () => {
    if (this.find('.pair').matches(':focus-visible')) this.#point(this.#cell);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const { query, key } = this.#cell;
    const within = (index: number) => Math.max(0, Math.min(this.now.length - 1, index));
    const moves: Record<string, Cell> = {
      ArrowUp: { query: within(query - 1), key },
      ArrowDown: { query: within(query + 1), key },
      ArrowLeft: { query, key: within(key - 1) },
      ArrowRight: { query, key: within(key + 1) },
      Home: { query, key: 0 },
      End: { query, key: query },
    };
    if (event.key in moves) {
      this.#point(moves[event.key]);
      this.#gestures.show(moves[event.key]);
    } else if (event.key === 'Enter' || event.key === ' ') this.#pin({ query, key });
    else if (event.key === 'Escape') {
      this.pointed = null;
      this.#pin(null);
    } else if (!this.#gestures.press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
