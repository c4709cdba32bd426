import { css, html } from 'lit';
import type { Table } from '../../../src/export/table.ts';
import type { Recurrence } from '../../../src/protocol/translation.ts';
import { prepared } from '../../charts/canvas.ts';
import { HeatmapPainter } from '../../charts/heatmap.ts';
import { nameHeight } from '../../charts/names.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import { OwnWidth } from '../../parts/ownWidth.ts';
import { formatNumber } from '../../shell/numbers.ts';
import type { TranslateStore } from '../store.ts';
import { drawUnrolled, type UnrolledPicture } from './unrolledDrawing.ts';
import { middleOf, placeAt, type UnrolledLayout, unrolledLayout } from './unrolledLayout.ts';

/** A token of the source, and a number of the state after it. */
export interface UnrolledPlace {
  readonly token: number;
  readonly unit: number | null;
}

/**
 * A recurrent network unrolled over the source, with what is left of each token, walked by arrows. It tells of what is
 * pointed at (`point`), pressed (`pick`) and let go of (`unpin`).
 */
export class UnrolledNetwork extends StoreElement<TranslateStore> {
  static override properties = {
    ...StoreElement.properties,
    recurrence: { attribute: false },
    picture: { attribute: false },
    front: { attribute: false },
    unit: { attribute: false },
  };
  declare recurrence: Recurrence;
  declare picture: UnrolledPicture;
  /** The token in front. */
  declare front: number | null;
  declare unit: number | null;
  readonly #width = new OwnWidth(this);
  readonly #painter = new HeatmapPainter('2d');
  #uploaded: Recurrence | null = null;
  #layout: UnrolledLayout | null = null;

  static override styles = [
    controls,
    css`
      .frame {
        position: relative;
        overflow-x: auto;
        outline: none;
      }
      canvas {
        display: block;
        cursor: crosshair;
      }
    `,
  ];

  override tables(): readonly Table[] {
    const { recurrence, picture } = this;
    const { hiddenSize, states } = recurrence;
    const rows = picture.names.labels.map((label, token) => {
      const looks = picture.looks ? [picture.looks[token]] : [];
      return [
        token,
        label,
        picture.memory[token],
        ...looks,
        ...states.subarray(token * hiddenSize, (token + 1) * hiddenSize),
      ];
    });
    const units = Array.from({ length: hiddenSize }, (_, unit) => String(unit));
    const columns = ['index', 'token', 'left', ...(picture.looks ? ['attention'] : []), ...units];
    return [{ name: picture.titles.states, columns, rows }];
  }

  override render() {
    const { token, unit } = this.#place;
    return html`<div
      class="frame"
      role="grid"
      tabindex="0"
      aria-label=${this.strings('translate.memory.grid', { size: this.recurrence.hiddenSize })}
      aria-rowcount=${this.recurrence.hiddenSize}
      aria-colcount=${this.#tokens}
      aria-activedescendant="cell"
      @pointermove=${(event: PointerEvent) => this.#tell('point', this.#under(event))}
      @pointerleave=${() => this.#tell('point', null)}
      @click=${(event: MouseEvent) => {
        const place = this.#under(event);
        if (place !== null) this.#tell('pick', place);
      }}
      @scroll=${() => this.requestUpdate()}
      @keydown=${this.#onKey}
      @focus=${() => {
        if (this.find('.frame').matches(':focus-visible')) this.#tell('point', this.#place);
      }}
      @blur=${() => this.#tell('point', null)}
    >
      <canvas></canvas>
      <div role="row" class="hidden" aria-rowindex=${unit + 1}>
        <div role="gridcell" id="cell" aria-colindex=${token + 1}>
          ${this.strings('translate.memory.cell', {
            ...{ token: this.picture.names.labels[token], unit },
            value: formatNumber(this.recurrence.states[token * this.recurrence.hiddenSize + unit]),
          })}
        </div>
      </div>
    </div>`;
  }

  override updated(): void {
    if (this.#width.value === 0) return;
    const { recurrence, picture, theme } = this;
    const measuring = this.find<HTMLCanvasElement>('canvas').getContext('2d')!;
    measuring.font = `12px ${theme.codeFont}`;
    const names = Math.max(20, ...picture.names.names.map((name) => Math.min(72, nameHeight(measuring, name, 12) + 6)));
    const hasLooks = picture.looks !== null;
    const layout = unrolledLayout(this.#width.value, this.#tokens, recurrence.hiddenSize, names, hasLooks);
    this.#layout = layout;
    this.#upload();
    drawUnrolled({
      context: prepared(this.find('canvas'), Math.max(layout.width, this.#width.value), layout.height),
      ...{ theme, layout, picture, painter: this.#painter, front: this.front, unit: this.unit },
      isFocused: this.find('.frame').matches(':focus-visible'),
      scrolled: this.find('.frame').scrollLeft,
    });
  }

  get #tokens(): number {
    return this.picture.names.labels.length;
  }

  /** A column a token. */
  #upload(): void {
    const { recurrence } = this;
    if (this.#uploaded === recurrence) return;
    const { hiddenSize, states } = recurrence;
    const tokens = this.#tokens;
    const data = new Float32Array(states.length);
    for (let token = 0; token < tokens; token += 1) {
      for (let unit = 0; unit < hiddenSize; unit += 1) data[unit * tokens + token] = states[token * hiddenSize + unit];
    }
    this.#painter.setTiles({ count: 1, size: hiddenSize, columns: tokens, isWhole: true, data });
    this.#uploaded = recurrence;
  }

  /** Where the keyboard is. */
  get #place() {
    return { token: Math.min(this.#tokens - 1, this.front ?? 0), unit: this.unit ?? 0 };
  }

  #under(event: MouseEvent): UnrolledPlace | null {
    if (this.#layout === null) return null;
    const corner = this.find('canvas').getBoundingClientRect();
    return placeAt(this.#layout, event.clientX - corner.left, event.clientY - corner.top);
  }

  #tell(what: 'point' | 'pick' | 'unpin', place: UnrolledPlace | null): void {
    this.dispatchEvent(new CustomEvent(what, { detail: place }));
  }

  /** Brings a column into sight, where there are more than have room. */
  #reveal(token: number): void {
    if (this.#layout === null) return;
    const frame = this.find('.frame');
    const middle = middleOf(this.#layout, token);
    const { pitch } = this.#layout;
    if (middle - pitch < frame.scrollLeft) frame.scrollLeft = middle - pitch;
    const over = middle + pitch - frame.scrollLeft - frame.clientWidth;
    if (over > 0) frame.scrollLeft += over;
  }

  readonly #onKey = (event: KeyboardEvent) => {
    const { token, unit } = this.#place;
    const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
    const moves: Record<string, UnrolledPlace> = {
      ArrowLeft: { token: within(token - 1, this.#tokens), unit: this.unit },
      ArrowRight: { token: within(token + 1, this.#tokens), unit: this.unit },
      ArrowUp: { token, unit: within(unit - 1, this.recurrence.hiddenSize) },
      ArrowDown: { token, unit: this.unit === null ? 0 : within(unit + 1, this.recurrence.hiddenSize) },
      Home: { token: 0, unit: this.unit },
      End: { token: this.#tokens - 1, unit: this.unit },
    };
    if (event.key in moves) {
      this.#tell('point', moves[event.key]);
      this.#reveal(moves[event.key].token);
    } else if (event.key === 'Enter' || event.key === ' ') this.#tell('pick', { token, unit: this.unit });
    else if (event.key === 'Escape') this.#tell('unpin', null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
