import { css, html } from 'lit';
import type { Table } from '../../../src/export/table.ts';
import type { Displaced } from '../../../src/protocol/positions.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import { textOfEntry } from '../../parts/entryText.ts';
import { probabilityRow, probabilityRowStyle } from '../../parts/probabilityRow.ts';
import { formatProbability } from '../../shell/numbers.ts';
import type { PositionsStore } from '../store.ts';

/** The five likeliest next tokens with the true positions, and with others; bars of the same length mean the same. */
export class NextTokens extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    asIs: { attribute: false },
    now: { attribute: false },
  };
  declare asIs: Displaced;
  declare now: Displaced;

  static override styles = [
    controls,
    ...probabilityRowStyle,
    css`
      .lists {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
        gap: 8px 24px;
      }
      h3 {
        margin: 0 0 2px;
        font-size: 12px;
        font-weight: normal;
        color: var(--vscode-descriptionForeground);
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        gap: 8px;
        align-items: center;
        min-height: 24px;
      }
      .name {
        width: 76px;
      }
      .number {
        width: 88px;
      }
      .after {
        flex: none;
        width: 112px;
        font-size: 12px;
        white-space: nowrap;
      }
    `,
  ];

  override tables(): readonly Table[] {
    const { asIs, now } = this;
    const lists = [
      ...asIs.next.map((entry, place) => ['asItIs', place, entry, now.before[place].probability] as const),
      ...now.next.map((entry, place) => ['displaced', place, entry, null] as const),
    ];
    const rows = lists.map(([positions, place, entry, displaced]) => {
      return [positions, place + 1, entry.id, textOfEntry(entry).label, entry.probability, displaced];
    });
    const columns = ['positions', 'rank', 'id', 'token', 'probability', 'probabilityDisplaced'];
    return [{ name: this.strings('positions.model.next'), columns, rows }];
  }

  override render() {
    const { asIs, now } = this;
    const isSame = now.displacement.kind === 'asIs';
    return html`<div class="lists">
      <div id="true">
        <h3>${this.strings('positions.model.asItIs')}</h3>
        <ol>
          ${asIs.next.map((entry, place) => {
            const after = now.before[place].probability;
            return html`<li>
              ${probabilityRow(entry)}
              <span class="after dim">${isSame ? '' : `${this.strings('positions.model.instead')} ${formatProbability(after)}`}</span>
            </li>`;
          })}
        </ol>
      </div>
      <div id="now">
        <h3>${this.strings('positions.model.displaced')}</h3>
        <ol>
          ${now.next.map((entry) => html`<li>${probabilityRow(entry)}<span class="after"></span></li>`)}
        </ol>
      </div>
    </div>`;
  }
}
