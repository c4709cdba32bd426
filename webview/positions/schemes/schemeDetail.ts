import { html, nothing } from 'lit';
import { wavelength, waveShift } from '../../../src/positions/sinusoid.ts';
import { prepared } from '../../charts/canvas.ts';
import { curveStyles } from '../../charts/palette.ts';
import type { TableCell } from '../../charts/tableViewport.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import { lineSample } from '../../parts/lineSample.ts';
import { zoomButtons } from '../../parts/zoomButtons.ts';
import { cssProperties } from '../../shell/cssProperties.ts';
import { icon } from '../../shell/icons.ts';
import { formatMark, formatNumber } from '../../shell/numbers.ts';
import type { PositionsStore } from '../store.ts';
import type { TablePicture } from '../tableDrawing.ts';
import type { PinnedPlace, Placed, TableHeatmap } from '../tableHeatmap.ts';
import { drawColumnCurve } from './columnCurve.ts';
import { columnGroups } from './columnGroups.ts';
import { pinnedAfter } from './pins.ts';
import { type Curve, drawRows } from './rowCurves.ts';
import { schemeDetailStyle } from './schemeDetailStyle.ts';
import { isWave, type SchemeTable } from './schemeTable.ts';

const rowsHeight = 176;

/**
 * One scheme, large: the heatmap; to its right a dimension over positions; beneath it a position's bar code, and several
 * positions as curves over dimensions. All are about the cell in front.
 */
export class SchemeDetail extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    table: { attribute: false },
    front: { attribute: false },
    placed: { state: true },
  };
  declare table: SchemeTable;
  /** The cell in front: pointed at, or pinned, or one to begin with. */
  declare front: TableCell;
  declare placed: Placed | null;
  #picture: { readonly key: readonly unknown[]; readonly made: TablePicture } | null = null;

  static override styles = [controls, schemeDetailStyle];

  constructor() {
    super();
    this.placed = null;
  }

  override render() {
    const { store, table } = this;
    const { pinnedPositions, pinnedDimension } = store.navigation;
    return html`<div class="bar">
        <underhood-scale-legend .store=${store} .scale=${this.#scale()}></underhood-scale-legend>
        <p class="dim">${this.#colours()}</p>
        ${zoomButtons(this.strings, (by) => this.find<TableHeatmap>('underhood-positions-heatmap').zoom(by))}
      </div>
      <div class="detail" ${cssProperties({ '--rows': String(table.rows) })}>
        <underhood-positions-heatmap
          .store=${store}
          .picture=${this.#shown()}
          .label=${this.strings('positions.schemes.heatmap', { scheme: this.strings(`positions.scheme.${table.scheme}`) })}
          .front=${this.front}
          .pinnedRows=${pinnedPositions.filter((position) => position < table.rows)}
          .pinnedColumn=${pinnedDimension === null ? null : pinnedDimension - table.firstColumn}
          .describe=${(cell: TableCell) => this.#describe(cell)}
          @placed=${(event: CustomEvent<Placed>) => {
            this.placed = event.detail;
          }}
          @pin=${this.#onPin}
          @unpin=${() => store.navigate({ pinnedPositions: [], pinnedDimension: null })}
        ></underhood-positions-heatmap>
        <div class="column">
          <canvas data-curve="column" role="img" aria-label=${this.#columnLabel()}></canvas>
        </div>
        <canvas data-curve="rows" role="img" aria-label=${this.#rowsLabel()}></canvas>
        <div class="beside">${this.#pinned()}${this.#waves()}</div>
      </div>`;
  }

  #scale() {
    return { kind: 'diverging', limit: this.table.limit } as const;
  }

  /** What the colours stand for, in words. */
  #colours(): string {
    const { scheme, largest, limit } = this.table;
    const numbers = { limit: formatMark(limit) };
    if (scheme === 'learned' && largest !== undefined) {
      return this.strings('positions.schemes.coloursCut', { ...numbers, largest: formatNumber(largest) });
    }
    if (scheme === 'learned' || scheme === 'index') return this.strings('positions.schemes.coloursOwn', numbers);
    if (scheme === 'alibi') return this.strings('positions.schemes.coloursBias', numbers);
    const { rotaryQuantity } = this.store.navigation;
    if (scheme === 'rotary' && rotaryQuantity === 'angle') return this.strings('positions.schemes.coloursAngle');
    return this.strings('positions.schemes.colours');
  }

  /** The same picture as long as nothing of it changes, so that it is uploaded once. */
  #shown(): TablePicture {
    const { table, store } = this;
    const texts = store.run?.texts;
    const key = [table, texts, store.state?.language];
    if (this.#picture?.key.every((value, i) => value === key[i])) return this.#picture.made;
    const { rows, columns, data, firstColumn, scheme } = table;
    const tokens = scheme === 'alibi' ? undefined : texts?.tokens;
    const made: TablePicture = {
      rows,
      columns,
      data,
      scale: this.#scale(),
      rowName: (row) => (tokens?.[row] ? `${tokens[row].label} ${row}` : String(row)),
      columnName: (column) => formatMark(column + firstColumn),
      rowTitle: this.strings(scheme === 'alibi' ? 'positions.schemes.axisDistance' : 'positions.schemes.axisPosition'),
      columnTitle: this.strings(`positions.schemes.axis.${table.across}`),
    };
    this.#picture = { key, made };
    return made;
  }

  #describe({ row, column }: TableCell): string {
    const { table } = this;
    return this.strings('positions.schemes.cell', {
      row: this.#shown().rowName(row),
      column: this.#shown().columnName(column),
      value: formatNumber(table.data[row * table.columns + column]),
    });
  }

  #columnLabel(): string {
    return this.strings('positions.schemes.columnCurve', { column: this.#shown().columnName(this.front.column) });
  }

  #rowsLabel(): string {
    const positions = this.#curves().map(({ position }) => position);
    return this.strings('positions.schemes.rowCurves', { positions: positions.join(', ') });
  }

  /** Pinned positions, and the one in front. */
  #curves(): Curve[] {
    const { pinnedPositions } = this.store.navigation;
    const styles = curveStyles(this.theme);
    const { row } = this.front;
    const pinned = pinnedPositions.filter((position) => position < this.table.rows);
    const curves = pinned.map((position, i) => ({ position, style: styles[i], isFront: position === row }));
    if (pinned.includes(row)) return curves;
    return [...curves, { position: row, style: { colour: this.theme.foreground, dash: [] }, isFront: true }];
  }

  /** The curves by name, each with a button that lets go of it. */
  #pinned() {
    const { pinnedPositions } = this.store.navigation;
    const tokens = this.table.scheme === 'alibi' ? undefined : this.store.run?.texts.tokens;
    return html`<ul>
        ${this.#curves().map(
          ({ position, style, isFront }) => html`<li>
            ${lineSample(style, isFront ? 2.25 : 1.5)}
            <span class=${isFront ? 'front' : ''}>p = ${position}</span>
            ${tokens?.[position] ? html`<span class="token">${tokens[position].label}</span>` : nothing}
            ${
              pinnedPositions.includes(position)
                ? html`<button
                    class="quiet"
                    title=${this.strings('positions.schemes.unpin', { position })}
                    aria-label=${this.strings('positions.schemes.unpin', { position })}
                    @click=${() =>
                      this.store.navigate({ pinnedPositions: pinnedPositions.filter((other) => other !== position) })}
                  >
                    ${icon('close')}
                  </button>`
                : nothing
            }
          </li>`,
        )}
      </ul>
      <p class="dim hint">${this.strings('positions.schemes.pinHint')}</p>`;
  }

  /** What the picture's wavelengths are, and what follows. */
  #waves() {
    const { width, formula } = this.store.navigation;
    const { scheme } = this.table;
    if (isWave(scheme, this.store.navigation)) {
      const shift = { width, shift: waveShift(2, width).toFixed(2) };
      const { row } = this.front;
      return html`<p id="shift">
        ${
          row === 0
            ? this.strings('positions.schemes.shiftAny', shift)
            : this.strings('positions.schemes.shift', { ...shift, position: row, twice: 2 * row })
        }
      </p>`;
    }
    if (scheme !== 'sinusoid' && scheme !== 'sinusoidConcatenated') return nothing;
    if (formula === 'essay' && scheme === 'sinusoid')
      return html`<p class="dim hint">${this.strings('positions.schemes.palerCosines')}</p>`;
    return html`<p class="dim hint">${this.strings('positions.schemes.palerCosines')}</p>
      <p id="waves">${this.strings('positions.schemes.waves', {
        shortest: formatNumber(wavelength(0, width)),
        longest: formatNumber(wavelength(Math.ceil(width / 2) - 1, width)),
      })}</p>`;
  }

  readonly #onPin = ({ detail }: CustomEvent<PinnedPlace>) => {
    const { navigation } = this.store;
    this.store.navigate(pinnedAfter(navigation, detail, this.table.firstColumn));
  };

  override updated(): void {
    const { placed, table, theme, front } = this;
    if (placed === null || front.row >= table.rows || front.column >= table.columns) return;
    const { frame, viewport } = placed;
    if (viewport.down.count !== table.rows || viewport.across.count !== table.columns) return;
    const column = this.find<HTMLCanvasElement>('[data-curve="column"]');
    const { clientWidth: width, clientHeight: height } = this.find('.column');
    drawColumnCurve({
      context: prepared(column, width, height),
      table,
      theme,
      width,
      top: frame.top,
      down: viewport.down,
      column: front.column,
      row: front.row,
    });
    const across = frame.left + frame.width;
    drawRows({
      context: prepared(this.find('[data-curve="rows"]'), across, rowsHeight),
      table,
      theme,
      width: across,
      height: rowsHeight,
      left: frame.left,
      across: viewport.across,
      curves: this.#curves(),
      groups: columnGroups(table, this.store.navigation.pairing),
      row: front.row,
      column: front.column,
      waveWidth: isWave(table.scheme, this.store.navigation) ? this.store.navigation.width : null,
    });
  }
}
