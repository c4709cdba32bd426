import { css, html } from 'lit';
import type { Table } from '../../src/export/table.ts';
import { prepared } from '../charts/canvas.ts';
import { type HeadFrames, labelHeight, nameColumn, nameRow } from '../charts/gridDrawing.ts';
import { type GridLayout, gridLayout, indexAt, moved, placeOf } from '../charts/gridLayout.ts';
import { controls, StoreElement } from './element.ts';
import { headAt } from './heads.ts';
import { OwnWidth } from './ownWidth.ts';

/**
 * A small picture of every head, a row for each layer, walked by arrows. It tells of the head that is pointed at (`point`),
 * chosen (`pick`) and let go of (`unpin`), as its place in [layers · heads].
 */
export abstract class HeadMultiples extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    model: { attribute: false },
    pinned: { attribute: false },
    front: { attribute: false },
    focused: { state: true },
  };
  declare model: { readonly layers: number; readonly heads: number };
  declare pinned: number | null;
  /** The head that is shown large. */
  declare front: number;
  /** Where the keyboard is; null until it was moved. */
  declare focused: number | null;
  readonly #width = new OwnWidth(this);
  #layout: GridLayout | null = null;

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
    `,
  ];

  constructor() {
    super();
    this.focused = null;
    this.pinned = null;
    this.front = 0;
  }

  override tables(): readonly Table[] {
    const { values, model } = this;
    if (values === null) return [];
    const rows = Array.from(values, (value, at) => [Math.floor(at / model.heads), at % model.heads, value]);
    return [{ name: this.label, columns: ['layer', 'head', 'value'], rows }];
  }

  protected abstract readonly label: string;
  /** A number to write under each head, [layers · heads]; null for none. */
  protected abstract get values(): ArrayLike<number> | null;
  /** A head in words. */
  protected abstract describe(place: number): string;
  protected abstract draw(frames: HeadFrames): void;

  override render(): unknown {
    const { layers, heads } = this.model;
    const place = this.#place;
    const { layer, head } = headAt(place, heads);
    return html`<div
      class="frame"
      role="grid"
      tabindex="0"
      aria-label=${this.label}
      aria-activedescendant="head"
      aria-rowcount=${layers}
      aria-colcount=${heads}
      @pointermove=${(event: PointerEvent) => this.tell('point', this.#under(event))}
      @pointerleave=${() => this.tell('point', null)}
      @click=${this.#onClick}
      @keydown=${this.#onKey}
      @focus=${this.#onFocus}
      @blur=${this.#onBlur}
    >
      <canvas></canvas>
      <div role="row" class="hidden" aria-rowindex=${layer + 1}>
        <div role="gridcell" id="head" aria-colindex=${head + 1} aria-selected=${place === this.pinned}>
          ${this.describe(place)}
        </div>
      </div>
    </div>`;
  }

  override updated(): void {
    if (this.#width.value === 0) return;
    const { layers, heads } = this.model;
    const count = layers * heads;
    const { values } = this;
    this.#layout = gridLayout({
      count,
      columns: heads,
      width: Math.min(this.#width.value, nameColumn + heads * 84),
      left: nameColumn,
      top: nameRow,
      label: values === null ? 0 : labelHeight,
    });
    const frame = this.find('.frame');
    this.draw({
      context: prepared(this.find('canvas'), this.#layout.width, this.#layout.height),
      layout: this.#layout,
      model: this.model,
      heads: Array.from({ length: count }, (_, place) => place),
      isPlaced: true,
      values,
      pinned: new Set(this.pinned === null ? [] : [this.pinned]),
      front: this.front,
      focused: frame.matches(':focus-visible') ? this.#place : null,
      theme: this.theme,
    });
  }

  get #count(): number {
    return this.model.layers * this.model.heads;
  }

  get #place(): number {
    return Math.min(this.focused ?? this.front, this.#count - 1);
  }

  #under(event: MouseEvent): number | null {
    if (this.#layout === null) return null;
    const box = this.find('canvas').getBoundingClientRect();
    return indexAt(this.#layout, this.#count, event.clientX - box.left, event.clientY - box.top);
  }

  protected tell(what: 'point' | 'pick' | 'unpin', place: number | null): void {
    this.dispatchEvent(new CustomEvent(what, { detail: place }));
  }

  readonly #onFocus = () => {
    if (this.find('.frame').matches(':focus-visible')) this.tell('point', this.#place);
  };

  readonly #onBlur = () => {
    this.focused = null;
    this.tell('point', null);
  };

  readonly #onClick = (event: MouseEvent) => {
    const place = this.#under(event);
    if (place === null) return;
    this.focused = place;
    this.tell('pick', place);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (this.#layout === null) return;
    const next = moved(this.#layout, this.#count, this.#place, event.key);
    if (next !== null) {
      this.focused = next;
      this.tell('point', next);
      const { x, y } = placeOf(this.#layout, next);
      const row = this.find<HTMLElement>('[role="row"]');
      row.style.setProperty('left', `${x}px`);
      row.style.setProperty('top', `${y}px`);
      row.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else if (event.key === 'Enter' || event.key === ' ') this.tell('pick', this.#place);
    else if (event.key === 'Escape') this.tell('unpin', null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
