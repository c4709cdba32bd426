import { css, html } from 'lit';
import type { Table } from '../../../src/export/table.ts';
import type { OrderComparison } from '../../../src/protocol/positions.ts';
import { prepared } from '../../charts/canvas.ts';
import { HeatmapPainter } from '../../charts/heatmap.ts';
import { drawHeatmap } from '../../charts/heatmapDrawing.ts';
import type { ValueScale } from '../../charts/scale.ts';
import { barStyle } from '../../parts/barStyle.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import { cssProperties } from '../../shell/cssProperties.ts';
import { formatMagnitude, formatNumber } from '../../shell/numbers.ts';
import type { PositionsStore } from '../store.ts';
import { apartOf, barCodes } from './ordering.ts';

/** A token's row; of it one strip for each order, and room to the next token. */
const rowHeight = 30;
const stripHeight = 12;

/** One setting: what it gives out for each token in both orders, and how far apart that is. Tells of what is pointed at. */
export class SettingPanel extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    comparison: { attribute: false },
    place: { attribute: false },
    labels: { attribute: false },
    scale: { attribute: false },
    token: { attribute: false },
  };
  declare comparison: OrderComparison;
  /** Of the setting, in the comparison. */
  declare place: number;
  /** The tokens as they are shown. */
  declare labels: readonly string[];
  declare scale: ValueScale;
  /** The token in front. */
  declare token: number | null;
  readonly #painter = new HeatmapPainter('2d');
  #uploaded: unknown = null;

  static override styles = [
    controls,
    barStyle,
    css`
      h2 {
        margin: 0;
        font-size: 13px;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        table-layout: fixed;
      }
      table:focus-visible {
        outline: none;
      }
      table:focus-visible .front th {
        outline: 2px solid var(--vscode-focusBorder);
        outline-offset: -2px;
      }
      th,
      td {
        height: 30px;
        padding: 0;
        font-weight: normal;
        text-align: left;
      }
      thead th {
        height: 22px;
        font-size: 12px;
        color: var(--vscode-descriptionForeground);
      }
      .name {
        width: 72px;
        padding-right: 8px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .vectors {
        vertical-align: top;
      }
      canvas {
        display: block;
      }
      .difference {
        width: 148px;
        padding-left: 12px;
      }
      .cell {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      .number {
        flex: none;
        width: 84px;
        font-family: var(--vscode-editor-font-family, monospace);
        font-size: 12px;
        white-space: nowrap;
      }
      .track {
        flex: 1;
        height: 10px;
      }
      .front th,
      .front .difference {
        background: var(--vscode-list-hoverBackground);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
      }
      p {
        margin: 4px 0 0;
      }
    `,
  ];

  override tables(): readonly Table[] {
    const { setting, first, second, difference } = this.#setting;
    const { width } = this.comparison;
    const rows = this.labels.flatMap((label, token) =>
      [first, second].map((vectors, order) => {
        const own = vectors.subarray(token * width, (token + 1) * width);
        return [token, label, order + 1, difference[token], ...own];
      }),
    );
    const dimensions = Array.from({ length: width }, (_, dimension) => String(dimension));
    const columns = ['index', 'token', 'order', 'difference', ...dimensions];
    return [{ name: this.strings(`positions.order.setting.${setting}`), columns, rows }];
  }

  override render() {
    const setting = this.#setting;
    const name = this.strings(`positions.order.setting.${setting.setting}`);
    const { length } = this.labels;
    const limit = Math.max(1, ...this.comparison.settings.flatMap(({ difference }) => [...difference]));
    return html`<h2 id="name">${name}</h2>
      <table
        role="grid"
        tabindex="0"
        aria-labelledby="name"
        aria-activedescendant="token-${this.token ?? 0}"
        @keydown=${this.#onKey}
        @focus=${this.#onFocus}
        @blur=${() => this.#point(null)}
        @pointerleave=${() => this.#point(null)}
      >
        <thead>
          <tr>
            <th scope="col" class="name">${this.strings('positions.order.token')}</th>
            <th scope="col">${this.strings('positions.order.vectors', { width: this.comparison.width })}</th>
            <th scope="col" class="difference">${this.strings('positions.order.difference')}</th>
          </tr>
        </thead>
        <tbody @pointermove=${this.#onPointer}>
          ${this.labels.map((label, token) => {
            const difference = setting.difference[token];
            return html`<tr id="token-${token}" data-token=${token} class=${token === this.token ? 'front' : ''}>
              <th scope="row" class="name"><span class="token">${label}</span></th>
              ${token === 0 ? html`<td class="vectors" rowspan=${length}><canvas aria-hidden="true"></canvas></td>` : ''}
              <td class="difference">
                <div class="cell">
                  <span class="number">${formatMagnitude(difference)}</span>
                  <span class="track"><i ${cssProperties({ '--share': String(difference / limit) })}></i></span>
                </div>
              </td>
            </tr>`;
          })}
        </tbody>
      </table>
      <p id="follows">${this.#follows()}</p>`;
  }

  override updated(): void {
    const { width } = this.comparison;
    const across = this.find('.vectors').clientWidth;
    const { length } = this.labels;
    const setting = this.#setting;
    if (this.#uploaded !== setting) {
      const data = barCodes(setting, width);
      this.#painter.setTiles({ count: 1, size: 2 * length, columns: width, isWhole: true, data });
      this.#uploaded = setting;
    }
    const ratio = window.devicePixelRatio;
    const [pixels, strip] = [Math.round(across * ratio), Math.round(stripHeight * ratio)];
    const context = prepared(this.find('canvas'), across, length * rowHeight);
    if (pixels === 0) return;
    const placements = Array.from({ length: 2 * length }, (_, row) => ({
      tile: 0,
      x: 0,
      y: Math.round((Math.floor(row / 2) * rowHeight + 2 + (row % 2) * (stripHeight + 1)) * ratio),
      width: pixels,
      height: strip,
      fromX: 0,
      fromY: row,
      step: width / pixels,
      stepY: 1 / strip,
    }));
    const down = Math.round(length * rowHeight * ratio);
    const painting = { width: pixels, height: down, placements, scale: this.scale, ramp: this.theme.ramps.diverging };
    drawHeatmap(context, this.#painter, painting, 0, 0);
  }

  get #setting() {
    return this.comparison.settings[this.place];
  }

  /** What follows from the numbers. */
  #follows(): string {
    const setting = this.#setting;
    const { least, most, isRounding } = apartOf(setting);
    return this.strings(`positions.order.${isRounding ? 'same' : 'apart'}.${setting.setting}`, {
      least: formatNumber(least),
      most: isRounding ? formatMagnitude(most) : formatNumber(most),
      first: this.comparison.texts[0],
      second: this.comparison.texts[1],
    });
  }

  #point(token: number | null): void {
    this.dispatchEvent(new CustomEvent('point', { detail: token }));
  }

  readonly #onPointer = (event: PointerEvent) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-token]');
    if (row === null) return;
    // All vectors stand in the cell of the first row.
    const isPicture = (event.target as Element).localName === 'canvas';
    const token = isPicture ? Math.floor(event.offsetY / rowHeight) : Number(row.dataset.token);
    this.#point(Math.min(token, this.labels.length - 1));
  };

  readonly #onFocus = () => {
    if (this.find('table').matches(':focus-visible')) this.#point(this.token ?? 0);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const last = this.labels.length - 1;
    const at = this.token ?? 0;
    const moves: Record<string, number> = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: last };
    if (!(event.key in moves)) return;
    this.#point(Math.max(0, Math.min(last, moves[event.key])));
    event.preventDefault();
    event.stopPropagation();
  };
}
