import { css, html, nothing } from 'lit';
import { type StatisticName, statisticNames } from '../../src/protocol/run.ts';
import { copyPixels, prepared, shortened } from '../charts/canvas.ts';
import { type GridLayout, gridLayout, indexAt, moved, placeOf } from '../charts/gridLayout.ts';
import { HeatmapPainter } from '../charts/heatmap.ts';
import { cssColour } from '../charts/ramps.ts';
import { formatCount, formatNumber } from '../shell/numbers.ts';
import { controls, StoreElement } from './element.ts';
import {
  formatOrder,
  type Head,
  type Order,
  orderedHeads,
  orders,
  parseOrder,
  pinned,
  unpinned,
} from './navigation.ts';

const nameRow = 18;
const nameColumn = 30;
const labelHeight = 16;

/** All heads at once: one canvas of thumbnails, ordered and filtered by a statistic. */
export class HeadGrid extends StoreElement {
  static override properties = { ...StoreElement.properties, focused: { state: true } };
  /** The head with the focus, as a place in [layers · heads]. */
  declare focused: number;
  readonly #painter = new HeatmapPainter();
  #uploaded: unknown = null;
  #layout: GridLayout | null = null;
  #shown: readonly number[] = [];

  static override styles = [
    controls,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        align-items: center;
      }
      .frame {
        position: relative;
        overflow-x: auto;
        outline: none;
      }
      canvas {
        display: block;
        cursor: pointer;
      }
      p {
        margin: 4px 0 8px;
      }
      input[type='range'] {
        width: 96px;
      }
    `,
  ];

  constructor() {
    super();
    this.focused = 0;
  }

  override render() {
    const { run, navigation } = this.store;
    if (run === null) return nothing;
    const order = parseOrder(navigation.sort);
    return html`
      ${this.#controls(order)}
      <p class="dim" id="statistic">
        ${order.statistic === null ? this.strings('attention.gridMeaning') : this.strings(`attention.define.${order.statistic}`)}
      </p>
      <div
        class="frame"
        role="grid"
        tabindex="0"
        aria-label=${this.strings('attention.grid')}
        aria-describedby="statistic"
        aria-activedescendant="head"
        aria-rowcount=${run.model.layers}
        aria-colcount=${run.model.heads}
        @pointermove=${this.#onPointer}
        @pointerleave=${this.#onLeave}
        @click=${this.#onClick}
        @keydown=${this.#onKey}
        @focus=${this.#onFocus}
        @blur=${this.#onLeave}
      >
        <canvas></canvas>
        <div role="row" class="hidden" aria-rowindex=${this.#headAt(this.focused).layer + 1}>
          <div
            role="gridcell"
            id="head"
            aria-colindex=${this.#headAt(this.focused).head + 1}
            aria-selected=${this.#isPinned(this.focused)}
          >
            ${this.#describe(this.focused, order)}
          </div>
        </div>
      </div>
    `;
  }

  #controls(order: Order) {
    const { run, navigation } = this.store;
    const choose = (change: Partial<Order>) =>
      this.store.navigate({ sort: formatOrder({ ...order, ...change }), threshold: null });
    const values =
      order.statistic === null ? [] : [...run!.statistics[order.statistic]].filter((v) => !Number.isNaN(v));
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const count = orderedHeads(run!, order, navigation.threshold).length;
    return html`<div class="bar">
      <label>
        ${this.strings('attention.statistic')}
        <select
          id="statistic-choice"
          @change=${(event: Event) => choose({ statistic: ((event.target as HTMLSelectElement).value || null) as StatisticName | null, by: (event.target as HTMLSelectElement).value ? order.by : 'place' })}
        >
          <option value="" ?selected=${order.statistic === null}>${this.strings('attention.statisticNone')}</option>
          ${statisticNames.map(
            (name) => html`<option value=${name} ?selected=${order.statistic === name}>
              ${this.strings(`attention.name.${name}`)}
            </option>`,
          )}
        </select>
      </label>
      ${
        order.statistic === null
          ? nothing
          : html`<label>
                ${this.strings('attention.order')}
                <select
                  id="order-choice"
                  @change=${(event: Event) => choose({ by: (event.target as HTMLSelectElement).value as Order['by'] })}
                >
                  ${orders.map(
                    (by) => html`<option value=${by} ?selected=${order.by === by}>
                      ${this.strings(`attention.order.${by}`)}
                    </option>`,
                  )}
                </select>
              </label>
              <label>
                ${this.strings('attention.atLeast')}
                <input
                  type="range"
                  min="0"
                  max="100"
                  .value=${String(navigation.threshold === null ? 0 : Math.round((100 * (navigation.threshold - least)) / (most - least)))}
                  ?disabled=${!(most > least)}
                  @input=${(event: Event) => {
                    const share = Number((event.target as HTMLInputElement).value) / 100;
                    this.store.navigate({ threshold: share === 0 ? null : least + share * (most - least) });
                  }}
                />
                <span>${
                  navigation.threshold === null
                    ? this.strings('attention.allHeads', { count: formatCount(count) })
                    : this.strings('attention.someHeads', {
                        value: formatNumber(navigation.threshold),
                        count: formatCount(count),
                        all: formatCount(run!.model.layers * run!.model.heads),
                      })
                }</span>
              </label>`
      }
    </div>`;
  }

  override updated(): void {
    const { run, thumbnails } = this.store;
    if (run === null || thumbnails === null) return;
    const order = parseOrder(this.store.navigation.sort);
    this.#shown = orderedHeads(run, order, this.store.navigation.threshold);
    const isPlaced = order.by === 'place' && this.store.navigation.threshold === null;
    this.#layout = gridLayout({
      count: this.#shown.length,
      columns: isPlaced ? run.model.heads : 0,
      width: this.find('.frame').clientWidth,
      left: isPlaced ? nameColumn : 0,
      top: isPlaced ? nameRow : 0,
      label: isPlaced && order.statistic === null ? 0 : labelHeight,
    });
    this.#draw(this.#layout, order, isPlaced);
  }

  #draw(layout: GridLayout, order: Order, isPlaced: boolean): void {
    const { thumbnails, run, navigation } = this.store;
    const { theme } = this;
    const count = run!.model.layers * run!.model.heads;
    if (this.#uploaded !== thumbnails)
      this.#painter.setTiles({ count, size: thumbnails!.size, data: thumbnails!.data });
    this.#uploaded = thumbnails;
    const context = prepared(this.find('canvas'), layout.width, layout.height);
    const ratio = window.devicePixelRatio;
    const side = Math.round(layout.side * ratio);
    const placements = this.#shown.map((tile, index) => {
      const { x, y } = placeOf(layout, index);
      const from = { fromX: 0, fromY: 0, step: thumbnails!.size / side };
      return { tile, x: Math.round(x * ratio), y: Math.round(y * ratio), width: side, height: side, ...from };
    });
    const [width, height] = [Math.ceil(layout.width * ratio), Math.ceil(layout.height * ratio)];
    const scale = { kind: navigation.logarithmic ? 'logarithmic' : 'linear', limit: 1 } as const;
    const picture = this.#painter.paint(width, height, placements, scale, theme.ramps.sequential);
    copyPixels(context, picture, 0, 0, width, height);
    context.font = `11px ${theme.font}`;
    context.fillStyle = cssColour(theme.dim);
    if (isPlaced) this.#names(context, layout);
    for (const [index, place] of this.#shown.entries()) this.#frame(context, layout, place, index, order, isPlaced);
  }

  #names(context: CanvasRenderingContext2D, layout: GridLayout): void {
    const { layers, heads } = this.store.run!.model;
    context.textBaseline = 'middle';
    context.textAlign = 'center';
    for (let head = 0; head < heads; head += 1) {
      context.fillText(`H${head}`, placeOf(layout, head).x + layout.side / 2, nameRow / 2);
    }
    context.textAlign = 'left';
    for (let layer = 0; layer < layers; layer += 1) {
      context.fillText(`L${layer}`, 0, placeOf(layout, layer * heads).y + layout.side / 2);
    }
  }

  #frame(
    context: CanvasRenderingContext2D,
    layout: GridLayout,
    place: number,
    index: number,
    order: Order,
    isPlaced: boolean,
  ): void {
    const { theme } = this;
    const { x, y } = placeOf(layout, index);
    const isFront = this.#isFront(place);
    context.lineWidth = isFront ? 2 : 1;
    context.strokeStyle = cssColour(isFront || this.#isPinned(place) ? theme.foreground : theme.rule);
    context.strokeRect(x - 1, y - 1, layout.side + 2, layout.side + 2);
    if (this.#isFocusShown && place === this.focused) {
      context.lineWidth = 2;
      context.strokeStyle = cssColour(theme.focus);
      context.strokeRect(x - 3, y - 3, layout.side + 6, layout.side + 6);
    }
    const { layer, head } = this.#headAt(place);
    const name = isPlaced ? '' : `L${layer} H${head}`;
    const value = order.statistic === null ? '' : formatNumber(this.store.run!.statistics[order.statistic][place]);
    context.fillStyle = cssColour(isFront ? theme.foreground : theme.dim);
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    const middle = y + layout.side + labelHeight / 2 + 2;
    context.fillText(name, x, middle);
    context.textAlign = isPlaced ? 'center' : 'right';
    const room = layout.side - context.measureText(name).width;
    context.fillText(
      shortened(context, value, Math.max(room, layout.side)),
      isPlaced ? x + layout.side / 2 : x + layout.side,
      middle,
    );
  }

  get #isFocusShown(): boolean {
    return this.find('.frame').matches(':focus-visible');
  }

  #headAt(place: number): Head {
    const { heads } = this.store.run!.model;
    return { layer: Math.floor(place / heads), head: place % heads };
  }

  #isPinned(place: number): boolean {
    const { layer, head } = this.#headAt(place);
    return this.store.navigation.pinned.some((known) => known.layer === layer && known.head === head);
  }

  #isFront(place: number): boolean {
    const { layer, head } = this.#headAt(place);
    return this.store.head?.layer === layer && this.store.head.head === head;
  }

  #describe(place: number, order: Order): string {
    const { layer, head } = this.#headAt(place);
    const name = this.strings('attention.headName', { layer, head });
    if (order.statistic === null) return name;
    const value = formatNumber(this.store.run!.statistics[order.statistic][place]);
    return `${name}, ${this.strings(`attention.name.${order.statistic}`)} ${value}`;
  }

  #under(event: PointerEvent | MouseEvent): number | null {
    if (this.#layout === null) return null;
    const box = this.find('canvas').getBoundingClientRect();
    const index = indexAt(this.#layout, this.#shown.length, event.clientX - box.left, event.clientY - box.top);
    return index === null ? null : this.#shown[index];
  }

  readonly #onPointer = (event: PointerEvent) => {
    const place = this.#under(event);
    this.store.show(place === null ? {} : { head: this.#headAt(place) });
  };

  readonly #onLeave = () => this.store.show({});

  readonly #onClick = (event: MouseEvent) => {
    const place = this.#under(event);
    if (place === null) return;
    this.focused = place;
    this.store.navigate(pinned(this.store.navigation, this.#headAt(place)));
  };

  readonly #onFocus = () => {
    if (this.#isFocusShown) this.store.show({ head: this.#headAt(this.focused) });
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (this.#layout === null) return;
    const index = Math.max(0, this.#shown.indexOf(this.focused));
    const next = moved(this.#layout, this.#shown.length, index, event.key);
    if (next !== null) {
      this.focused = this.#shown[next];
      this.store.show({ head: this.#headAt(this.focused) });
      this.#reveal(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.store.navigate(pinned(this.store.navigation, this.#headAt(this.focused)));
    } else if (event.key === 'Escape') {
      this.store.show({});
      this.store.navigate(unpinned(this.store.navigation));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Scrolls the focused thumbnail into sight. */
  #reveal(index: number): void {
    const layout = this.#layout!;
    const { x, y } = placeOf(layout, index);
    const cell = this.find<HTMLElement>('[role="row"]');
    cell.style.setProperty('left', `${x}px`);
    cell.style.setProperty('top', `${y}px`);
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}
