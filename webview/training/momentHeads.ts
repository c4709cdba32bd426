import { css, html, nothing } from 'lit';
import type { Moment } from '../../src/protocol/training.ts';
import { prepared } from '../charts/canvas.ts';
import { drawGrid, nameColumn, nameRow } from '../charts/gridDrawing.ts';
import { type GridLayout, gridLayout, indexAt, moved } from '../charts/gridLayout.ts';
import { HeatmapPainter } from '../charts/heatmap.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { OwnWidth } from '../parts/ownWidth.ts';
import { formatCount, formatNumber } from '../shell/numbers.ts';
import { type Head, headAt } from './forming.ts';
import type { TrainingStore } from './store.ts';

/** All heads on the probe sentence, as they were at the moment. */
export class MomentHeads extends StoreElement<TrainingStore> {
  static override properties = { ...StoreElement.properties, focused: { state: true } };
  /** The head that the keyboard is on, as a place in [layers · heads]; null: the chosen one. */
  declare focused: number | null;
  readonly #painter = new HeatmapPainter();
  #uploaded: Moment | null = null;
  #layout: GridLayout | null = null;
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
        overflow-x: auto;
        padding: 2px;
        margin: 0 -2px;
        outline: none;
      }
      canvas {
        display: block;
        cursor: pointer;
      }
      underhood-weight-legend {
        margin: 8px 0 0 ${nameColumn}px;
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
    const { moment, summary, navigation } = this.store;
    if (moment === null || summary === undefined) return nothing;
    const place = this.#place;
    const { layer, head } = headAt(place, this.store.summary!.heads);
    const chosen = navigation.head;
    return html`
      <h2>${this.strings('training.heads', { step: formatCount(moment.step) })}</h2>
      <div
        class="frame"
        role="grid"
        tabindex="0"
        aria-label=${this.strings('training.headsLabel')}
        aria-activedescendant="head"
        aria-rowcount=${summary.layers}
        aria-colcount=${summary.heads}
        @pointermove=${(event: PointerEvent) => this.#preview(this.#under(event))}
        @pointerleave=${() => this.#preview(null)}
        @click=${this.#onClick}
        @keydown=${this.#onKey}
        @focus=${() => this.requestUpdate()}
        @blur=${this.#onBlur}
      >
        <canvas></canvas>
        <div role="row" class="hidden" aria-rowindex=${layer + 1}>
          <div
            role="gridcell"
            id="head"
            aria-colindex=${head + 1}
            aria-selected=${chosen?.layer === layer && chosen.head === head}
          >
            ${this.#described(place)}
          </div>
        </div>
      </div>
      <underhood-weight-legend .store=${this.store}></underhood-weight-legend>
      <p class="dim">${this.strings('training.headsMeaning')}</p>
    `;
  }

  override updated(): void {
    const { moment, summary, navigation, head } = this.store;
    if (moment === null || summary === undefined || this.#width.value === 0) return;
    const { layers, heads } = summary;
    const count = layers * heads;
    this.#layout = gridLayout({
      count,
      columns: heads,
      width: Math.min(this.#width.value, nameColumn + heads * 76),
      left: nameColumn,
      top: nameRow,
      label: 0,
    });
    if (this.#uploaded !== moment) {
      this.#painter.setTiles({ count, size: moment.tokens, data: moment.pattern });
      this.#uploaded = moment;
    }
    drawGrid({
      context: prepared(this.find('canvas'), this.#layout.width, this.#layout.height),
      layout: this.#layout,
      painter: this.#painter,
      size: moment.tokens,
      model: summary,
      heads: Array.from({ length: count }, (_, place) => place),
      isPlaced: true,
      values: null,
      logarithmic: false,
      pinned: new Set(navigation.head ? [this.#placeOf(navigation.head)] : []),
      front: head && this.#placeOf(head),
      focused: this.find('.frame').matches(':focus-visible') ? this.#place : null,
      theme: this.theme,
    });
  }

  get #place(): number {
    const { navigation, summary } = this.store;
    const place = this.focused ?? (navigation.head ? this.#placeOf(navigation.head) : 0);
    return Math.min(place, summary!.layers * summary!.heads - 1);
  }

  #placeOf({ layer, head }: Head): number {
    return layer * this.store.summary!.heads + head;
  }

  #described(place: number): string {
    const { curves, index, navigation, summary } = this.store;
    const { layer, head } = headAt(place, this.store.summary!.heads);
    if (curves?.evaluations.induction.length === 0) return this.strings('attention.headName', { layer, head });
    const count = summary!.layers * summary!.heads;
    const score =
      curves && index !== null ? curves.evaluations[navigation.statistic][index * count + place] : Number.NaN;
    return this.strings('training.headScore', {
      layer,
      head,
      statistic: this.strings(`training.statistic.${navigation.statistic}`),
      score: formatNumber(score),
    });
  }

  #under(event: MouseEvent): number | null {
    const { summary } = this.store;
    if (this.#layout === null || summary === undefined) return null;
    const box = this.find('canvas').getBoundingClientRect();
    return indexAt(this.#layout, summary.layers * summary.heads, event.clientX - box.left, event.clientY - box.top);
  }

  #preview(place: number | null): void {
    this.store.previewHead(place === null ? null : headAt(place, this.store.summary!.heads));
  }

  #choose(place: number): void {
    this.focused = place;
    this.store.navigate({ head: headAt(place, this.store.summary!.heads) });
  }

  readonly #onBlur = () => {
    this.focused = null;
    this.#preview(null);
    this.requestUpdate();
  };

  readonly #onClick = (event: MouseEvent) => {
    const place = this.#under(event);
    if (place !== null) this.#choose(place);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const { summary } = this.store;
    if (this.#layout === null || summary === undefined) return;
    const next = moved(this.#layout, summary.layers * summary.heads, this.#place, event.key);
    if (next !== null) {
      this.focused = next;
      this.#preview(next);
    } else if (event.key === 'Enter' || event.key === ' ') this.#choose(this.#place);
    else if (event.key === 'Escape') {
      this.#preview(null);
      this.store.navigate({ head: null });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
