import { css, html, nothing, type TemplateResult } from 'lit';
import type { Quantity } from '../../src/protocol/run.ts';
import { copyText } from '../parts/clipboard.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { withTokens } from '../parts/sentence.ts';
import { icon } from '../shell/icons.ts';
import { formatNumber } from '../shell/numbers.ts';
import type { HeadView } from './headView.ts';
import { ranksOf } from './reading.ts';
import type { AttentionStore } from './store.ts';
import { rowTable } from './tables.ts';

const columns: readonly Quantity[] = ['pattern', 'raw', 'scores', 'contribution'];

/** The row of the query in front, as numbers: what the matrix shows in colours. */
export class RowTable extends StoreElement<AttentionStore> {
  static override properties = { ...StoreElement.properties, byWeight: { state: true } };
  declare byWeight: boolean;

  static override styles = [
    controls,
    css`
      :host {
        height: 100%;
        overflow: auto;
      }
      table {
        border-collapse: collapse;
      }
      caption {
        padding: 8px 0;
        text-align: left;
      }
      th {
        position: sticky;
        top: 0;
        padding: 4px 12px;
        font-weight: 600;
        text-align: right;
        vertical-align: bottom;
        color: var(--vscode-foreground);
        background: var(--vscode-editor-background);
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
      }
      th[scope='row'] {
        position: static;
        font-weight: normal;
        border: none;
      }
      th:first-child,
      td:first-child {
        text-align: left;
        padding-left: 4px;
      }
      td {
        padding: 2px 12px;
        text-align: right;
        font-family: var(--vscode-editor-font-family, monospace);
      }
      tbody tr {
        cursor: pointer;
      }
      tbody tr:hover {
        background: var(--vscode-list-hoverBackground);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
      }
      tr.key {
        outline: 1px solid var(--vscode-foreground);
        outline-offset: -1px;
      }
      th button {
        padding: 0;
        font-weight: 600;
        text-align: inherit;
        justify-content: start;
      }
    `,
  ];

  constructor() {
    super();
    this.byWeight = false;
  }

  override render() {
    const { store } = this;
    const view = store.viewOf('pattern');
    if (view === null || store.query === null)
      return html`<p class="dim">${this.strings('attention.tableNoQuery')}</p>`;
    const query = view.units.unitOf[store.query];
    const shown = this.#views;
    const ranks = ranksOf(view, query);
    const keys = Array.from({ length: query + 1 }, (_, key) => key);
    const row = view.data.subarray(query * view.length, (query + 1) * view.length);
    if (this.byWeight) keys.sort((one, other) => row[other] - row[one] || one - other);
    return html`<button @click=${() => this.#copy(query, keys, shown)}>${icon('copy')} ${this.strings('page.copy')}</button>
    <table tabindex="0">
      <caption>
        ${withTokens(this.strings('attention.tableCaption'), { query: view.units.labels[query] })}
      </caption>
      <thead>
        <tr>
          ${this.#sortable(this.strings('attention.tableKey'), !this.byWeight, 'ascending', false)}
          ${this.#sortable(this.strings('attention.tableRank'), this.byWeight, 'ascending', true)}
          ${shown.map(({ quantity }) => html`<th scope="col">${this.strings(`attention.quantity.${quantity}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${keys.map((key) => this.#row(view, query, key, ranks[key], shown))}
      </tbody>
    </table>`;
  }

  override tables() {
    const { query } = this.store;
    const views = this.#views;
    return views.length === 0 || query === null ? [] : [rowTable(views, views[0].units.unitOf[query])];
  }

  /** The quantities that are here. */
  get #views(): HeadView[] {
    return columns.flatMap((quantity) => this.store.viewOf(quantity) ?? []);
  }

  /** The table as text that spreadsheets take, every number in full. */
  #copy(query: number, keys: readonly number[], shown: readonly HeadView[]): void {
    const { labels } = this.store.units!;
    const titles = [
      this.strings('attention.tableKey'),
      ...shown.map(({ quantity }) => this.strings(`attention.quantity.${quantity}`)),
    ];
    const rows = keys.map((key) => [
      labels[key],
      ...shown.map(({ data, length }) => String(data[query * length + key])),
    ]);
    const text = [titles, ...rows].map((row) => row.join('\t')).join('\n');
    void this.store.attempt(copyText(text));
  }

  #sortable(title: string, isSorted: boolean, order: string, byWeight: boolean): TemplateResult {
    return html`<th scope="col" aria-sort=${isSorted ? order : nothing}>
      <button class="quiet" @click=${() => {
        this.byWeight = byWeight;
      }}>
        ${title} ${isSorted ? icon('chevronDown') : nothing}
      </button>
    </th>`;
  }

  #row({ units }: HeadView, query: number, key: number, rank: number, shown: readonly HeadView[]): TemplateResult {
    const { store } = this;
    const { words, labels, unitOf } = units;
    const isKey = store.key !== null && unitOf[store.key] === key;
    return html`<tr
      class=${isKey ? 'key' : ''}
      @click=${() => store.navigate({ key: words[key].first })}
      @pointerenter=${() => store.effects.hover(words[key].first)}
      @pointerleave=${() => store.effects.hover(null)}
    >
      <th scope="row"><span class="dim">${words[key].first}</span> <span class="token">${labels[key]}</span></th>
      <td>${rank}</td>
      ${shown.map(({ data, length }) => html`<td>${formatNumber(data[query * length + key])}</td>`)}
    </tr>`;
  }
}
