import { css, html, nothing } from 'lit';
import type { Table } from '../../src/export/table.ts';
import { type Message, roadText } from '../../src/road/message.ts';
import { writtenNumber } from '../../src/road/numbers.ts';
import { twinOf } from '../../src/road/picture/twin.ts';
import type { View } from '../../src/road/view.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { tableStyle } from '../parts/tableStyle.ts';
import type { RoadStore } from './store.ts';

/** Rows that are shown at once. */
const mostRows = 200;

/** One view of a result: its picture, or its words, and the same as a table. */
export class ViewElement extends StoreElement<RoadStore> {
  static override properties = { ...StoreElement.properties, view: { attribute: false }, place: { attribute: false } };
  declare view: View;
  declare place: number;

  static override styles = [
    controls,
    tableStyle,
    css`
      header {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: 8px;
      }
      h2 {
        margin: 0;
        font-size: 13px;
        font-weight: 600;
      }
      header button {
        flex: none;
        white-space: nowrap;
      }
      .scroll {
        max-height: 360px;
      }
      th,
      td {
        vertical-align: top;
      }
      th:first-child,
      td:first-child {
        text-align: left;
      }
      .words {
        text-align: left;
      }
      [aria-current='true'] {
        background: var(--vscode-list-inactiveSelectionBackground);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
      }
      p {
        margin: 4px 0;
      }
    `,
  ];

  override render() {
    const { view, store, place } = this;
    const title = store.say(view.title);
    const isTable = view.kind === 'table' || store.navigation.asTable.includes(place);
    const label = this.strings(isTable ? 'roadPage.picture' : 'roadPage.table');
    return html`<header>
        <h2>${title}</h2>
        ${
          view.kind === 'table'
            ? nothing
            : html`<button
                class="quiet"
                data-table
                aria-pressed=${isTable}
                aria-label=${this.strings('roadPage.asTable', { title })}
                @click=${() => store.showAsTable(place, !isTable)}
              >
                ${label}
              </button>`
        }
      </header>
      ${isTable ? this.#table(title) : this.#shown(view)}`;
  }

  override tables(): readonly Table[] {
    const { view, store } = this;
    const { columns, rows } = twinOf(view);
    const value = (one: Message | number | null) => (typeof one === 'object' && one !== null ? store.say(one) : one);
    return [
      {
        name: store.say(view.title),
        columns: columns.map((one) => store.say(one)),
        rows: rows.map((row) => row.map(value)),
      },
    ];
  }

  #shown(view: View) {
    const { store } = this;
    if (view.kind === 'text') return html`<underhood-text .store=${store} .view=${view}></underhood-text>`;
    if (view.kind === 'sound') return html`<underhood-sound .store=${store} .view=${view}></underhood-sound>`;
    if (view.kind === 'formula') return html`<underhood-formula .store=${store} .tex=${view.tex}></underhood-formula>`;
    return html`<underhood-picture .store=${store} .view=${view}></underhood-picture>`;
  }

  #table(title: string) {
    const { columns, rows, marked } = twinOf(this.view);
    const language = this.store.state?.language ?? 'en';
    const cell = (value: Message | number | null) => {
      if (value === null) return html`<td>–</td>`;
      if (typeof value === 'number') return html`<td>${writtenNumber(value)}</td>`;
      return html`<td class="words">${roadText(language, value)}</td>`;
    };
    const rest = rows.length - mostRows;
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${title}>
      <table>
        <thead>
          <tr>
            ${columns.map((column, at) => {
              const isWords = rows.length > 0 && typeof rows[0][at] === 'object' && rows[0][at] !== null;
              return html`<th scope="col" class=${isWords ? 'words' : ''}>${roadText(language, column)}</th>`;
            })}
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, mostRows).map((row, at) => html`<tr aria-current=${at === marked}>${row.map(cell)}</tr>`)}
        </tbody>
      </table>
      ${rest > 0 ? html`<p class="dim">${this.strings('roadPage.rest', { count: rest })}</p>` : nothing}
    </div>`;
  }
}
