import { css, html, nothing } from 'lit';
import { controls, StoreElement } from '../../parts/element.ts';
import { formatNumber } from '../../shell/numbers.ts';
import type { PositionsStore } from '../store.ts';
import type { SchemeTable } from './schemeTable.ts';
import { workedCell } from './workedCell.ts';

/** The row and the column in front as numbers: what the curves draw, to be read. */
export class SchemeValues extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    table: { attribute: false },
    row: { attribute: false },
    column: { attribute: false },
    isOpen: { state: true },
  };
  declare table: SchemeTable;
  declare row: number;
  declare column: number;
  declare isOpen: boolean;

  static override styles = [
    controls,
    css`
      summary {
        cursor: pointer;
      }
      .tables {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 32px;
        align-items: flex-start;
      }
      .scroll {
        max-height: 280px;
        overflow: auto;
      }
      table {
        border-collapse: collapse;
        font-family: var(--vscode-editor-font-family, monospace);
        font-size: 12px;
      }
      caption {
        text-align: left;
        font-family: var(--vscode-font-family, system-ui);
      }
      th,
      td {
        padding: 1px 16px 1px 0;
        text-align: right;
        font-weight: normal;
      }
    `,
  ];

  constructor() {
    super();
    this.isOpen = false;
  }

  override render() {
    return html`<details
      @toggle=${(event: Event) => {
        this.isOpen = (event.target as HTMLDetailsElement).open;
      }}
    >
      <summary>${this.strings('positions.schemes.table')}</summary>
      ${this.isOpen ? html`<div class="tables">${this.#row()}${this.#column()}</div>` : nothing}
    </details>`;
  }

  #row() {
    const { table, row, store } = this;
    const cells = Array.from({ length: table.columns }, (_, column) =>
      workedCell(table, row, column, store.navigation, store.own),
    );
    const hasWaves = cells.some(({ wavelength }) => wavelength !== null);
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.#title('rowTable', row)}>
      <table>
        <caption>
          ${this.#title('rowTable', row)}
        </caption>
        <thead>
          <tr>
            <th scope="col">${this.strings(`positions.schemes.column.${table.across}`)}</th>
            ${hasWaves ? html`<th scope="col">${this.strings('positions.schemes.fact.wavelength')}</th>` : nothing}
            <th scope="col">${this.strings('positions.schemes.fact.value')}</th>
          </tr>
        </thead>
        <tbody>
          ${cells.map(
            ({ dimension, wavelength, value }) => html`<tr>
              <th scope="row">${dimension < 0 ? `−${-dimension}` : dimension}</th>
              ${hasWaves ? html`<td>${wavelength === null ? '–' : formatNumber(wavelength)}</td>` : nothing}
              <td>${formatNumber(value)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #column() {
    const { table, column, store } = this;
    const tokens = table.scheme === 'alibi' ? undefined : store.run?.texts.tokens;
    const title = this.#title('columnTable', column + table.firstColumn);
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${title}>
      <table>
        <caption>
          ${title}
        </caption>
        <thead>
          <tr>
            <th scope="col">
              ${this.strings(table.scheme === 'alibi' ? 'positions.schemes.fact.distance' : 'positions.schemes.fact.position')}
            </th>
            ${tokens ? html`<th scope="col">${this.strings('positions.schemes.token')}</th>` : nothing}
            <th scope="col">${this.strings('positions.schemes.fact.value')}</th>
          </tr>
        </thead>
        <tbody>
          ${Array.from(
            { length: table.rows },
            (_, row) => html`<tr>
              <th scope="row">${row}</th>
              ${tokens ? html`<td>${tokens[row]?.label ?? ''}</td>` : nothing}
              <td>${formatNumber(table.data[row * table.columns + column])}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #title(name: 'rowTable' | 'columnTable', place: number): string {
    const kind = this.table.across;
    const row = this.table.scheme === 'alibi' ? 'distance' : 'position';
    const what = name === 'rowTable' ? `positions.schemes.fact.${row}` : `positions.schemes.column.${kind}`;
    return `${this.strings(what as 'positions.schemes.fact.position')} ${place < 0 ? `−${-place}` : place}`;
  }
}
