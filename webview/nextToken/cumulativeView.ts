import { css, html, nothing, svg } from 'lit';
import { cumulativeCurve, tokensForMass } from '../../src/analysis/cumulative.ts';
import type { Distribution } from '../../src/analysis/sampling.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { OwnWidth } from '../parts/ownWidth.ts';
import { formatCount, formatPercentMark, formatProbability } from '../shell/numbers.ts';
import { areaOf, type CurveFrame, curveFrame, lineOf, markOf, rankAt, ticksOf, xOf, yOf } from './cumulativeDrawing.ts';
import type { NextTokenStore } from './store.ts';

const height = 152;
const leastWidth = 160;
const levels = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999];

/** How much the likeliest tokens hold together, over a logarithmic axis of their ranks, and where the nucleus ends. */
export class CumulativeView extends StoreElement<NextTokenStore> {
  static override properties = { ...StoreElement.properties, pointed: { state: true } };
  /** How many tokens the reader points at. */
  declare pointed: number | null;
  readonly #width = new OwnWidth(this);

  constructor() {
    super();
    this.pointed = null;
  }

  static override styles = [
    controls,
    css`
      h2 {
        margin: 0;
        font-size: 13px;
      }
      svg {
        display: block;
        width: 100%;
        height: 152px;
        font-size: 11px;
        overflow: visible;
      }
      svg:focus-visible {
        outline-offset: 2px;
      }
      text {
        fill: var(--vscode-foreground);
      }
      .tick {
        fill: var(--vscode-descriptionForeground);
      }
      .axis {
        stroke: var(--vscode-panel-border, var(--vscode-contrastBorder));
      }
      .kept {
        fill: var(--curve-0, var(--vscode-charts-blue, #3794ff));
        fill-opacity: 0.18;
      }
      .curve {
        fill: none;
        stroke: var(--curve-0, var(--vscode-charts-blue, #3794ff));
        stroke-width: 2;
      }
      .mark {
        stroke: var(--vscode-foreground);
        stroke-dasharray: 3 3;
      }
      .label {
        paint-order: stroke;
        stroke: var(--vscode-editor-background);
        stroke-width: 4px;
        stroke-linejoin: round;
      }
      .point {
        stroke: var(--vscode-focusBorder);
      }
      p {
        margin: 4px 0;
        min-height: 34px;
        font-size: 12px;
        line-height: 17px;
      }
      table {
        border-collapse: collapse;
      }
      th,
      td {
        padding: 1px 16px 1px 0;
        text-align: right;
        font-weight: normal;
      }
      summary {
        cursor: pointer;
      }
    `,
  ];

  override willUpdate(): void {
    // Another model may have fewer tokens.
    const size = this.store.distribution?.cumulative.length ?? 0;
    if (this.pointed !== null && this.pointed > size) this.pointed = null;
  }

  override render() {
    const { distribution } = this.store;
    if (distribution === null) return nothing;
    const { topP } = this.store.sampling;
    const seen = distribution.order === 'huggingface' ? 'tempered' : 'model';
    return html`<section>
      <h2>${this.strings('nextToken.curve')}</h2>
      ${this.#chart(distribution, topP)}
      <p class="dim">${this.#reading(distribution) ?? this.strings(`nextToken.curveMeaning.${seen}`)}</p>
      ${this.#table(distribution)}
    </section>`;
  }

  #chart(distribution: Distribution, topP: number) {
    const { cumulative, keptCount } = distribution;
    const size = cumulative.length;
    const frame = curveFrame(Math.max(leastWidth, this.#width.value), height, size);
    const curve = cumulativeCurve(cumulative);
    const mark = markOf(distribution, topP);
    const label = this.strings('nextToken.reached', {
      share: formatPercentMark(mark.level),
      count: formatCount(mark.count),
    });
    const markX = xOf(frame, mark.count);
    const isRight = markX > (frame.left + frame.right) / 2;
    return html`<svg
      role="slider"
      tabindex="0"
      aria-label=${`${this.strings('nextToken.curve')}: ${label}`}
      aria-valuemin="1"
      aria-valuemax=${size}
      aria-valuenow=${this.pointed ?? mark.count}
      aria-valuetext=${this.#reading(distribution) ?? label}
      @pointermove=${(event: PointerEvent) => this.#point(rankAt(frame, event.offsetX))}
      @pointerleave=${() => this.#point(null)}
      @blur=${() => this.#point(null)}
      @keydown=${(event: KeyboardEvent) => this.#onKey(event, frame, mark.count)}
    >
      ${ticksOf(size).map(
        (
          count,
        ) => svg`<line class="axis" x1=${xOf(frame, count)} x2=${xOf(frame, count)} y1=${frame.top} y2=${frame.bottom}></line>
          <text class="tick" x=${xOf(frame, count)} y=${height - 4} text-anchor="middle">${formatCount(count)}</text>`,
      )}
      ${[0, 0.5, 1].map(
        (
          mass,
        ) => svg`<line class="axis" x1=${frame.left} x2=${frame.right} y1=${yOf(frame, mass)} y2=${yOf(frame, mass)}></line>
          <text class="tick" x=${frame.left - 6} y=${yOf(frame, mass) + 4} text-anchor="end">${formatPercentMark(mass)}</text>`,
      )}
      <path class="kept" d=${areaOf(frame, curve, keptCount, cumulative[keptCount - 1])}></path>
      <path class="curve" d=${lineOf(frame, curve)}></path>
      <line class="mark" x1=${markX} x2=${markX} y1=${frame.top} y2=${frame.bottom}></line>
      <text
        class="label"
        x=${markX + (isRight ? -6 : 6)}
        y=${frame.bottom - 8}
        text-anchor=${isRight ? 'end' : 'start'}
      >
        ${label}
      </text>
      ${
        this.pointed === null
          ? nothing
          : svg`<line class="point" x1=${xOf(frame, this.pointed)} x2=${xOf(frame, this.pointed)} y1=${frame.top} y2=${frame.bottom}></line>`
      }
    </svg>`;
  }

  #reading({ cumulative }: Distribution): string | null {
    if (this.pointed === null) return null;
    return this.strings(this.pointed === 1 ? 'nextToken.curveFirst' : 'nextToken.curveAt', {
      count: formatCount(this.pointed),
      mass: formatProbability(Math.min(1, cumulative[this.pointed - 1])),
    });
  }

  #table({ cumulative }: Distribution) {
    return html`<details>
      <summary>${this.strings('nextToken.curveTable')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.strings('nextToken.curveShare')}</th>
            <th scope="col">${this.strings('nextToken.curveTokens')}</th>
          </tr>
        </thead>
        <tbody>
          ${levels.map(
            (level) => html`<tr>
              <th scope="row">${formatPercentMark(level)}</th>
              <td>${formatCount(tokensForMass(cumulative, level))}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </details>`;
  }

  #point(count: number | null): void {
    this.pointed = count;
  }

  #onKey(event: KeyboardEvent, frame: CurveFrame, start: number): void {
    const at = this.pointed ?? start;
    const stride = Math.max(1, Math.round(at * 0.1));
    const moves: Record<string, number> = {
      ArrowLeft: at - stride,
      ArrowDown: at - stride,
      ArrowRight: at + stride,
      ArrowUp: at + stride,
      Home: 1,
      End: frame.size,
    };
    if (event.key === 'Escape') this.#point(null);
    else if (event.key in moves) this.#point(Math.max(1, Math.min(frame.size, moves[event.key])));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
