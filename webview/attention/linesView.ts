import { css, html, nothing } from 'lit';
import { prepared } from '../charts/canvas.ts';
import { lengthOf, placeAt, revealing, type Track, trackOf } from '../charts/track.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { formatMark, formatNumber } from '../shell/numbers.ts';
import { CellFocus } from './cellFocus.ts';
import { type HeadView, scaleOf } from './headView.ts';
import { columnWidth, drawLines, faintest, leftOut, titleHeight } from './linesDrawing.ts';
import type { AttentionStore } from './store.ts';
import { cellTable } from './tables.ts';

const leastRow = 18;
const mostRow = 28;

/** The head in front as lines between two columns of tokens: who looks, left, at whom, right. */
export class LinesView extends StoreElement<AttentionStore> {
  static override properties = { ...StoreElement.properties, pointedKey: { state: true } };
  /** The key under the pointer, whose lines come forward. */
  declare pointedKey: number | null;
  readonly #focus = new CellFocus(
    () => this.store,
    ({ query }) => {
      const frame = this.find('.frame');
      if (this.#track) frame.scrollTop = revealing(this.#track, query);
    },
  );
  #track: Track | null = null;
  #width = 0;
  /** The pinned query that was brought into sight last. */
  #revealed: number | null = null;

  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
        min-height: 320px;
      }
      .frame {
        position: relative;
        flex: 1;
        min-height: 0;
        overflow: hidden auto;
        outline: none;
      }
      canvas {
        display: block;
        position: sticky;
        top: 0;
        cursor: pointer;
      }
      p {
        margin: 4px 0 0;
      }
    `,
  ];

  constructor() {
    super();
    this.pointedKey = null;
  }

  override render() {
    const view = this.store.viewOf(this.store.navigation.quantity);
    if (view === null) return nothing;
    const { cell } = this.#focus;
    return html`<div
        class="frame"
        role="grid"
        tabindex="0"
        aria-label=${this.strings('attention.lines')}
        aria-rowcount=${view.length}
        aria-colcount=${view.length}
        aria-activedescendant="cell"
        @scroll=${() => this.requestUpdate()}
        @pointermove=${this.#onPointer}
        @pointerleave=${this.#onLeave}
        @click=${this.#onClick}
        @keydown=${this.#onKey}
        @focus=${this.#onFocus}
        @blur=${() => this.#focus.leave()}
      >
        <canvas></canvas>
        <div class="rest"></div>
        <div role="row" class="hidden" aria-rowindex=${cell.query + 1}>
          <div role="gridcell" id="cell" aria-colindex=${cell.key + 1} aria-selected=${this.#focus.isPinned}>
            ${this.strings('attention.cell', {
              query: view.units.labels[cell.query],
              key: view.units.labels[cell.key],
              value: formatNumber(view.data[cell.query * view.length + cell.key]),
            })}
          </div>
        </div>
      </div>
      <p class="dim">${this.#leftOut(view)}</p>`;
  }

  /** What is not drawn, in numbers. */
  #leftOut(view: HeadView): string {
    const cutoff = faintest * scaleOf(view, false).limit;
    if (view.quantity !== 'pattern') return this.strings('attention.linesLeftOut', { cutoff: formatNumber(cutoff) });
    const share = formatNumber(leftOut(view, cutoff));
    return this.strings('attention.linesLeftOutShare', { cutoff: formatMark(cutoff), share });
  }

  override tables() {
    const { navigation, alterations } = this.store;
    const view = this.store.viewOf(navigation.quantity);
    return view ? [cellTable(view, alterations.hideFirst, faintest * scaleOf(view, false).limit)] : [];
  }

  override updated(): void {
    const { store, theme } = this;
    const view = store.viewOf(store.navigation.quantity);
    if (view === null) return;
    const frame = this.find<HTMLElement>('.frame');
    const height = frame.clientHeight;
    const window = height - titleHeight;
    this.#track = trackOf(view.length, window, leastRow, mostRow, frame.scrollTop);
    this.#width = frame.clientWidth;
    const rest = Math.max(0, lengthOf(this.#track) - window);
    this.find<HTMLElement>('.rest').style.setProperty('height', `${rest}px`);
    this.#revealPinned(view, frame);
    drawLines({
      context: prepared(this.find('canvas'), this.#width, height),
      width: this.#width,
      track: this.#track,
      view,
      scale: scaleOf(view, store.navigation.logarithmic),
      theme,
      query: store.query === null ? null : view.units.unitOf[store.query],
      key: this.pointedKey ?? (store.key === null ? null : view.units.unitOf[store.key]),
      isKeyPointed: this.pointedKey !== null,
      focused: frame.matches(':focus-visible') ? this.#focus.cell : null,
      strings: this.strings,
    });
  }

  /** A query that was pinned elsewhere, in the text or the document, is brought into sight once. */
  #revealPinned(view: HeadView, frame: HTMLElement): void {
    const { query } = this.store.navigation;
    if (query === null || query === this.#revealed || this.#track === null) return;
    this.#revealed = query;
    frame.scrollTop = revealing(this.#track, view.units.unitOf[query]);
    this.#track = { ...this.#track, offset: frame.scrollTop };
  }

  /** The token under the pointer and the column it stands in; null between the columns. */
  #under(event: MouseEvent): { readonly column: 'query' | 'key'; readonly index: number } | null {
    if (this.#track === null) return null;
    const box = this.find('canvas').getBoundingClientRect();
    const index = placeAt(this.#track, event.clientY - box.top - titleHeight);
    const x = event.clientX - box.left;
    if (index === null || event.clientY - box.top < titleHeight) return null;
    if (x < columnWidth) return { column: 'query', index };
    return x > this.#width - columnWidth ? { column: 'key', index } : null;
  }

  readonly #onPointer = (event: PointerEvent) => {
    const under = this.#under(event);
    this.pointedKey = under?.column === 'key' ? under.index : null;
    if (under?.column === 'query') this.#focus.preview({ query: under.index });
    else if (under?.column === 'key') this.#focus.preview({ query: this.#focus.cell.query, key: under.index });
    else this.#focus.preview(null);
  };

  readonly #onLeave = () => {
    this.pointedKey = null;
    this.#focus.preview(null);
  };

  readonly #onClick = (event: MouseEvent) => {
    const under = this.#under(event);
    if (under?.column === 'query') this.#focus.pin({ query: under.index });
    if (under?.column === 'key') this.#focus.pin({ query: this.#focus.cell.query, key: under.index });
  };

  readonly #onFocus = () => {
    if (this.find('.frame').matches(':focus-visible')) this.#focus.move(this.#focus.cell);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (!this.#focus.press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
