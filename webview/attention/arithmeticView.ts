import katex from 'katex';
import { css, html, nothing } from 'lit';
import type { CellArithmetic } from '../../src/protocol/run.ts';
import { prepared } from '../charts/canvas.ts';
import { lengthOf, placeAt, revealing, type Track, trackOf } from '../charts/track.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { withTokens } from '../parts/sentence.ts';
import { formatDifference, formatNumber } from '../shell/numbers.ts';
import { tolerance, type WorkedCell, workedCell } from './arithmetic.ts';
import {
  axisRoom,
  barsHeight,
  drawAdded,
  drawColumn,
  drawStage,
  drawTerms,
  drawTokenRow,
  type Limits,
  limitsOf,
  termsHeight,
} from './arithmeticDrawing.ts';
import { CellFocus } from './cellFocus.ts';
import { formulas, type Stage, stages } from './formulas.ts';
import type { AttentionStore } from './store.ts';
import { stageTables } from './tables.ts';

const leastColumn = 16;
const mostColumn = 40;
const sumWidth = 24;
/** The sum stands apart from what is summed. */
const sumRoom = axisRoom;
const namesHeight = 72;
const valuesHeight = 130;

/** A cell with what is worked out of it. */
interface Shown {
  readonly cell: CellArithmetic;
  readonly worked: WorkedCell;
  readonly limits: Limits;
}

/** How one weight comes about, from q and k to what it adds: five stages over one row of tokens. */
export class ArithmeticView extends StoreElement<AttentionStore> {
  readonly #focus = new CellFocus(
    () => this.store,
    ({ key }) => {
      if (this.#track) this.find('.scroll').scrollLeft = revealing(this.#track, key);
    },
  );
  #track: Track | null = null;
  /** The cell whose key was brought into sight last. */
  #revealed: CellArithmetic | null = null;
  #shown: Shown | null = null;
  readonly #rendered = new Map<Stage, string>();

  static override styles = [
    controls,
    css`
      :host {
        height: 100%;
      }
      .scroll {
        height: 100%;
        overflow: auto;
        outline: none;
      }
      .wide {
        min-width: 100%;
      }
      .still {
        position: sticky;
        left: 0;
      }
      .names {
        position: sticky;
        top: 0;
        z-index: 1;
        background: var(--vscode-editor-background);
      }
      canvas {
        display: block;
        position: sticky;
        left: 0;
      }
      canvas[data-tokens] {
        cursor: pointer;
      }
      section {
        padding-top: 8px;
      }
      .text {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 24px;
        padding-bottom: 4px;
      }
      h2 {
        margin: 0;
        font-size: inherit;
        font-weight: 600;
      }
      .formula {
        min-height: 32px;
        display: inline-flex;
        align-items: center;
        font-size: 15px;
      }
      p {
        margin: 8px 0 0;
      }
      .wrong {
        color: var(--vscode-errorForeground);
      }
    `,
  ];

  /** Made once for each cell: the view is drawn more often, as it scrolls. */
  #made(): Shown | null {
    const { cell } = this.store;
    if (cell === null) return null;
    if (this.#shown?.cell !== cell) this.#shown = { cell, worked: workedCell(cell), limits: limitsOf(cell) };
    return this.#shown;
  }

  override render() {
    const shown = this.#made();
    if (shown === null || this.store.run === null) return nothing;
    const { cell, worked, limits } = shown;
    const labels = this.store.units!.labels;
    return html`<div
      class="scroll"
      @scroll=${() => this.requestUpdate()}
      @pointermove=${this.#onPointer}
      @pointerleave=${() => this.#focus.preview(null)}
      @click=${this.#onClick}
    >
      <div class="wide">
        <div
          class="names"
          role="grid"
          tabindex="0"
          aria-label=${this.strings('attention.arithmetic')}
          aria-activedescendant="cell"
          @keydown=${this.#onKey}
          @focus=${this.#onFocus}
          @blur=${() => this.#focus.leave()}
        >
          <canvas data-tokens="names"></canvas>
          <div role="row" class="hidden">
            <div role="gridcell" id="cell" aria-selected=${this.#focus.isPinned}>
              ${this.strings('attention.cell', {
                query: labels[cell.query],
                key: labels[cell.key],
                value: formatNumber(cell.weights[cell.key]),
              })}
            </div>
          </div>
        </div>
        ${stages.map(
          (stage) => html`<section>
            <div class="text still">
              <h2>${this.strings(`attention.stage.${stage}`)}</h2>
              <span class="formula" data-formula=${stage}></span>
              ${stage === 'addUp' ? this.#addUpMeaning(cell, worked, limits.addUp) : nothing}
            </div>
            ${stage === 'compare' ? html`<canvas data-terms></canvas>` : nothing}
            <canvas data-tokens=${stage}></canvas>
          </section>`,
        )}
        <p class="still ${worked.disagreement <= tolerance ? 'dim' : 'wrong'}">
          ${this.strings(worked.disagreement <= tolerance ? 'attention.agrees' : 'attention.disagrees', {
            value: formatDifference(worked.disagreement),
          })}
        </p>
      </div>
    </div>`;
  }

  #addUpMeaning({ key }: CellArithmetic, { component, own, others }: WorkedCell, limit: number) {
    const numbers = { component, own: formatNumber(own), others: formatNumber(others), limit: formatNumber(limit) };
    const meaning = this.strings('attention.addUpMeaning', numbers);
    return html`<span class="dim">${withTokens(meaning, { key: this.store.units!.labels[key] })}</span>`;
  }

  override tables() {
    const { cell, run } = this.store;
    return cell && run
      ? stageTables(
          cell,
          run.texts.tokens.map(({ label }) => label),
        )
      : [];
  }

  override updated(): void {
    const shown = this.#made();
    if (shown === null || this.store.run === null) return;
    this.#typeset(shown.cell, shown.worked);
    const scroll = this.find<HTMLElement>('.scroll');
    const width = scroll.clientWidth;
    const { length } = shown.cell.raw;
    this.#track = trackOf(length, width - sumRoom, leastColumn, mostColumn, scroll.scrollLeft);
    this.find<HTMLElement>('.wide').style.setProperty('width', `${lengthOf(this.#track) + sumRoom}px`);
    for (const still of this.renderRoot.querySelectorAll<HTMLElement>('.still')) {
      still.style.setProperty('width', `${width}px`);
    }
    if (this.#revealed !== shown.cell && this.store.preview.key === undefined) {
      this.#revealed = shown.cell;
      scroll.scrollLeft = revealing(this.#track, shown.cell.key);
      this.#track = { ...this.#track, offset: scroll.scrollLeft };
    }
    this.#draw(shown, this.#track, width);
  }

  /** KaTeX builds MathML, which needs no fonts and no inline style. */
  #typeset(cell: CellArithmetic, worked: WorkedCell): void {
    const all = formulas(cell, worked);
    for (const stage of stages) {
      const node = this.find<HTMLElement>(`[data-formula="${stage}"]`);
      if (this.#rendered.get(stage) === all[stage] && node.firstChild) continue;
      katex.render(all[stage], node, { output: 'mathml' });
      this.#rendered.set(stage, all[stage]);
    }
  }

  #draw({ cell, worked, limits }: Shown, track: Track, width: number): void {
    const { theme } = this;
    const canvas = (name: string, height: number) => {
      const context = prepared(this.find(`[data-tokens="${name}"]`), width, height);
      drawColumn(context, track, cell.key, height, theme);
      return context;
    };
    drawTokenRow(
      canvas('names', namesHeight),
      track,
      this.store.units!.names,
      namesHeight,
      cell.query,
      cell.key,
      theme,
    );
    drawTerms(prepared(this.find('[data-terms]'), width, termsHeight), width, cell, worked, theme);
    const scaled = cell.raw.map((raw) => raw * cell.scale);
    drawStage(canvas('compare', barsHeight), track, cell.raw, limits.compare, true, null, theme);
    drawStage(canvas('scale', barsHeight), track, scaled, limits.scale, true, null, theme);
    drawStage(canvas('mask', barsHeight), track, cell.scores, limits.mask, true, cell.query + 1, theme);
    drawStage(canvas('softmax', barsHeight), track, cell.weights, 1, false, null, theme);
    const sumAt = Math.min(lengthOf(track), width - sumRoom) + (sumRoom - sumWidth) / 2;
    drawAdded(canvas('addUp', valuesHeight), track, valuesHeight, sumAt, sumWidth, cell, worked, limits.addUp, theme);
  }

  #under(event: MouseEvent): number | null {
    const canvas = (event.target as Element).closest('canvas[data-tokens]');
    if (canvas === null || this.#track === null) return null;
    return placeAt(this.#track, event.clientX - canvas.getBoundingClientRect().left);
  }

  readonly #onPointer = (event: PointerEvent) => {
    const key = this.#under(event);
    const query = this.store.navigation.query ?? this.#focus.cell.query;
    this.#focus.preview(key === null || key > query ? null : { query, key });
  };

  readonly #onClick = (event: MouseEvent) => {
    const key = this.#under(event);
    if (key !== null) this.#focus.pin({ query: this.#focus.cell.query, key });
  };

  readonly #onFocus = () => {
    if (this.find('.names').matches(':focus-visible')) this.#focus.move(this.#focus.cell);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (!this.#focus.press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
