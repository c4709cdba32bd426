import { css, html, nothing } from 'lit';
import { pinned } from '../../src/protocol/attentionPage.ts';
import type { Thumbnails } from '../../src/protocol/run.ts';
import { prepared } from '../charts/canvas.ts';
import { drawGrid, edge, labelHeight, nameColumn, nameRow } from '../charts/gridDrawing.ts';
import { type GridLayout, gridLayout, indexAt, moved, placeOf } from '../charts/gridLayout.ts';
import { HeatmapPainter } from '../charts/heatmap.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { type Head, headAt, placeOfHead } from '../parts/heads.ts';
import { formatNumber } from '../shell/numbers.ts';
import { orderedHeads, parseOrder, unpinned } from './navigation.ts';
import type { AttentionStore } from './store.ts';
import { headTable } from './tables.ts';

/** All heads at once: one canvas of thumbnails. */
export class HeadGrid extends StoreElement<AttentionStore> {
  static override properties = { ...StoreElement.properties, focused: { state: true } };
  /** The head that the keyboard is on, as a place in [layers · heads]; null until it was moved. */
  declare focused: number | null;
  readonly #painter = new HeatmapPainter();
  #uploaded: Thumbnails | null = null;
  #layout: GridLayout | null = null;
  #heads: readonly number[] = [];

  static override styles = [
    controls,
    css`
      .frame {
        position: relative;
        overflow-x: auto;
        padding: 2px;
        margin: 0 -2px;
        outline: none;
      }
      canvas {
        display: block;
        cursor: pointer;
      }
      .meaning {
        margin-top: 8px;
      }
      p {
        margin: 4px 0 0;
      }
    `,
  ];

  constructor() {
    super();
    this.focused = null;
  }

  override render() {
    const { run } = this.store;
    if (run === null) return nothing;
    const place = this.#place;
    const { layer, head } = this.#headAt(place);
    return html`
      <div
        class="frame"
        role="grid"
        tabindex="0"
        aria-label=${this.strings('attention.grid')}
        aria-activedescendant="head"
        aria-rowcount=${run.model.layers}
        aria-colcount=${run.model.heads}
        @pointermove=${this.#onPointer}
        @pointerleave=${this.#onLeave}
        @click=${this.#onClick}
        @keydown=${this.#onKey}
        @focus=${this.#onFocus}
        @blur=${this.#onBlur}
      >
        <canvas></canvas>
        <div role="row" class="hidden" aria-rowindex=${layer + 1}>
          <div role="gridcell" id="head" aria-colindex=${head + 1} aria-selected=${this.#pinnedPlaces.has(place)}>
            ${this.#described(place)}
          </div>
        </div>
      </div>
      <div class="meaning">
        <underhood-legend .store=${this.store} .quantity=${'pattern'}></underhood-legend>
        <p class="dim">${this.#meaning()}</p>
      </div>
    `;
  }

  /** What a thumbnail shows, and what it leaves out. */
  #meaning(): string {
    const { thumbnails } = this.store;
    const isReduced = thumbnails !== null && thumbnails.length > thumbnails.size;
    return this.strings(isReduced ? 'attention.gridReduced' : 'attention.gridMeaning');
  }

  override tables() {
    return this.store.run ? [headTable(this.store.run)] : [];
  }

  override updated(): void {
    const { run, thumbnails, navigation, head } = this.store;
    if (run === null || thumbnails === null) return;
    const order = parseOrder(navigation.sort);
    this.#heads = orderedHeads(run, order, navigation.threshold);
    const isPlaced = order.by === 'place' && navigation.threshold === null;
    const frame = this.find('.frame');
    this.#layout = gridLayout({
      count: this.#heads.length,
      columns: isPlaced ? run.model.heads : 0,
      width: frame.clientWidth - 4,
      left: isPlaced ? nameColumn : edge,
      top: isPlaced ? nameRow : edge,
      label: labelHeight * ((isPlaced ? 0 : 1) + (order.statistic === null ? 0 : 1)),
    });
    if (this.#uploaded !== thumbnails) {
      const count = run.model.layers * run.model.heads;
      this.#painter.setTiles({ count, size: thumbnails.size, data: thumbnails.data });
      this.#uploaded = thumbnails;
    }
    drawGrid({
      context: prepared(this.find('canvas'), this.#layout.width, this.#layout.height),
      layout: this.#layout,
      painter: this.#painter,
      size: thumbnails.size,
      model: run.model,
      heads: this.#heads,
      isPlaced,
      values: order.statistic && run.statistics[order.statistic],
      logarithmic: navigation.logarithmic,
      pinned: this.#pinnedPlaces,
      front: head && this.#placeOf(head),
      focused: frame.matches(':focus-visible') ? this.#place : null,
      theme: this.theme,
    });
  }

  /** Where the keyboard is: where it was moved to, or the head in front. */
  get #place(): number {
    const { navigation, run } = this.store;
    const front = navigation.pinned[navigation.active];
    const { layers, heads } = run!.model;
    return Math.min(this.focused ?? (front ? this.#placeOf(front) : 0), layers * heads - 1);
  }

  #placeOf(head: Head): number {
    return placeOfHead(head, this.store.run!.model);
  }

  #headAt(place: number): Head {
    return headAt(place, this.store.run!.model.heads);
  }

  get #pinnedPlaces(): ReadonlySet<number> {
    return new Set(this.store.navigation.pinned.map((head) => this.#placeOf(head)));
  }

  #described(place: number): string {
    const name = this.strings('attention.headName', { ...this.#headAt(place) });
    const { statistic } = parseOrder(this.store.navigation.sort);
    if (statistic === null) return name;
    const value = formatNumber(this.store.run!.statistics[statistic][place]);
    return `${name}, ${this.strings(`attention.name.${statistic}`)} ${value}`;
  }

  #under(event: MouseEvent): number | null {
    if (this.#layout === null) return null;
    const box = this.find('canvas').getBoundingClientRect();
    const index = indexAt(this.#layout, this.#heads.length, event.clientX - box.left, event.clientY - box.top);
    return index === null ? null : this.#heads[index];
  }

  #pin(place: number): void {
    this.focused = place;
    this.store.navigate(pinned(this.store.navigation, this.#headAt(place)));
  }

  readonly #onPointer = (event: PointerEvent) => {
    const place = this.#under(event);
    this.store.show(place === null ? {} : { head: this.#headAt(place) });
  };

  readonly #onLeave = () => this.store.show({});

  /** Coming back, the keyboard begins with the head in front. */
  readonly #onBlur = () => {
    this.focused = null;
    this.store.show({});
  };

  readonly #onClick = (event: MouseEvent) => {
    const place = this.#under(event);
    if (place !== null) this.#pin(place);
  };

  readonly #onFocus = () => {
    if (this.find('.frame').matches(':focus-visible')) this.store.show({ head: this.#headAt(this.#place) });
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (this.#layout === null || this.#heads.length === 0) return;
    const index = Math.max(0, this.#heads.indexOf(this.#place));
    const next = moved(this.#layout, this.#heads.length, index, event.key);
    if (next !== null) {
      this.focused = this.#heads[next];
      this.store.show({ head: this.#headAt(this.focused) });
      this.#reveal(this.#layout, next);
    } else if (event.key === 'Enter' || event.key === ' ') this.#pin(this.#heads[index]);
    else if (event.key === 'Escape') {
      this.store.show({});
      this.store.navigate(unpinned(this.store.navigation));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** The element that stands for the focused head goes where it is drawn, and is scrolled into sight there. */
  #reveal(layout: GridLayout, index: number): void {
    const { x, y } = placeOf(layout, index);
    const row = this.find<HTMLElement>('[role="row"]');
    row.style.setProperty('left', `${x}px`);
    row.style.setProperty('top', `${y}px`);
    row.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}
