import { css, html, nothing } from 'lit';
import { formatNumber } from '../shell/numbers.ts';
import { controls, StoreElement } from './element.ts';
import { tableStyle } from './tableStyle.ts';

/** What is told in a table: the lines of a chart, and what stands across. */
export interface CurveTablePicture {
  readonly lines: readonly { readonly name: string; readonly y: ArrayLike<number> }[];
  readonly x: string;
}

/** The numbers of a chart: a row for each place across, a column for each line. */
export class CurveTable extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    picture: { attribute: false },
    label: { attribute: false },
    nameOfRow: { attribute: false },
    isOpen: { state: true },
  };
  declare picture: CurveTablePicture;
  declare label: string;
  /** What a place across is called, by a line and a place on it. */
  declare nameOfRow: (line: number, place: number) => string;
  declare isOpen: boolean;

  static override styles = [
    controls,
    tableStyle,
    css`
      th,
      td {
        white-space: nowrap;
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
      <summary>${this.label}</summary>
      ${this.isOpen ? this.#table() : nothing}
    </details>`;
  }

  #table() {
    const { lines, x } = this.picture;
    // Lines that still grow are shorter: the longest has all places.
    const longest = lines.reduce((most, line, i) => (line.y.length > lines[most].y.length ? i : most), 0);
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${this.label}>
      <table>
        <thead>
          <tr>
            <th scope="col">${x}</th>
            ${lines.map(({ name }) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${Array.from(
            lines[longest]?.y ?? [],
            (_, place) => html`<tr>
              <th scope="row">${this.nameOfRow(longest, place)}</th>
              ${lines.map(({ y }) => html`<td>${place < y.length ? formatNumber(y[place]) : ''}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}
