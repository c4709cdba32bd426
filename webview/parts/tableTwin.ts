import { css, html, nothing, type TemplateResult } from 'lit';
import type { Table, TableValue } from '../../src/export/table.ts';
import { isPageKey } from '../../src/localisation.ts';
import { tablesOf } from '../export/tables.ts';
import { formatCount, formatMagnitude, formatNumber } from '../shell/numbers.ts';
import { PageDialog } from './pageDialog.ts';

/** What is laid out at most; a file has all of it. */
const mostRows = 200;
const mostColumns = 40;

/** All numbers that a page draws, as tables, for whoever would rather read them: as they were when it was opened. */
export class TableTwin extends PageDialog {
  static override properties = { ...PageDialog.properties, shown: { state: true } };
  declare shown: readonly Table[] | null;

  static override styles = [
    PageDialog.styles,
    css`
      dialog {
        width: min(1000px, calc(100vw - 32px));
        max-height: calc(100vh - 32px);
        overflow: auto;
      }
      .scroll {
        max-height: 60vh;
        margin-top: 16px;
        overflow: auto;
      }
      table {
        border-collapse: collapse;
      }
      caption {
        padding-bottom: 4px;
        font-weight: 600;
        text-align: left;
        white-space: nowrap;
      }
      th,
      td {
        padding: 2px 16px 2px 0;
        font-weight: normal;
        text-align: right;
        white-space: nowrap;
      }
      .words {
        text-align: left;
      }
      thead th {
        position: sticky;
        top: 0;
        font-weight: 600;
        background: var(--vscode-editorWidget-background);
      }
      p {
        margin: 4px 0 0;
      }
    `,
  ];

  protected readonly heading = 'page.numbers';

  constructor() {
    super();
    this.shown = null;
  }

  /** @param parts what of the page is drawn, from top to bottom */
  async open(parts: readonly Element[]): Promise<void> {
    this.shown = tablesOf(parts);
    await this.updateComplete;
    this.show();
  }

  protected override closed(): void {
    this.shown = null;
  }

  protected content(): TemplateResult {
    return html`${this.shown?.length === 0 ? html`<p>${this.strings('page.numbersNone')}</p>` : nothing}
      ${this.shown?.map((table) => this.#table(table))}`;
  }

  #table({ name: given, columns, rows }: Table): TemplateResult {
    const name = this.#named(`numbers.table.${given}`, given);
    const shownColumns = columns.slice(0, mostColumns);
    const areWords = shownColumns.map((_, at) => typeof rows[0]?.[at] === 'string');
    const isCut = rows.length > mostRows || columns.length > mostColumns;
    const counts = {
      rows: formatCount(Math.min(mostRows, rows.length)),
      allRows: formatCount(rows.length),
      columns: formatCount(shownColumns.length),
      allColumns: formatCount(columns.length),
    };
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${name}>
        <table>
          <caption>
            ${name}
          </caption>
          <thead>
            <tr>
              ${shownColumns.map(
                (column, at) =>
                  html`<th scope="col" class=${areWords[at] ? 'words' : ''}>${this.#named(`numbers.column.${column}`, column)}</th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${rows.slice(0, mostRows).map(
              (row) => html`<tr>
                ${row
                  .slice(0, mostColumns)
                  .map((value) => html`<td class=${typeof value === 'string' ? 'words' : ''}>${written(value)}</td>`)}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${isCut ? html`<p class="dim">${this.strings('page.numbersRest', counts)}</p>` : nothing}`;
  }

  /** What files call by one word, a person may call by others. */
  #named(key: string, name: string): string {
    return isPageKey(key) ? this.strings(key) : name;
  }
}

function written(value: TableValue): string {
  if (typeof value !== 'number') return value ?? '–';
  return Number.isInteger(value) || !Number.isFinite(value) ? formatNumber(value) : formatMagnitude(value);
}
