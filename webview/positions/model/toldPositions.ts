import { css, html } from 'lit';
import type { Table } from '../../../src/export/table.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import { formatCount } from '../../shell/numbers.ts';
import type { LoadedPlacement, PositionsStore } from '../store.ts';

/** Every token with the position that it is told. */
export class ToldPositions extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    run: { attribute: false },
    told: { attribute: false },
  };
  declare run: LoadedPlacement;
  /** [T]; null: no positions at all. */
  declare told: Int32Array | null;

  static override styles = [
    controls,
    css`
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
        max-height: 148px;
        margin: 0;
        padding: 0;
        overflow: auto;
        list-style: none;
      }
      li {
        display: flex;
        flex-direction: column;
        align-items: center;
        min-width: 20px;
      }
      .number {
        font-size: 11px;
        line-height: 16px;
        color: var(--vscode-descriptionForeground);
      }
      .else .number {
        font-weight: 600;
        color: var(--vscode-foreground);
        text-decoration: underline;
      }
    `,
  ];

  override tables(): readonly Table[] {
    const rows = this.run.texts.tokens.map(({ label }, token) => [token, label, this.told?.[token] ?? null]);
    return [{ name: this.strings('positions.model.told'), columns: ['index', 'token', 'position'], rows }];
  }

  override render() {
    const { told, run } = this;
    return html`<ol tabindex="0" aria-label=${this.strings('positions.model.told')}>
      ${run.texts.tokens.map(({ label }, token) => {
        const isElse = told !== null && told[token] !== token;
        const number = told === null ? '–' : formatCount(told[token]);
        const title = isElse ? this.strings('positions.model.toldInstead', { told: number, position: token }) : number;
        return html`<li class=${isElse ? 'else' : ''} title=${title}>
          <span class="token">${label}</span><span class="number">${number}</span>
        </li>`;
      })}
    </ol>`;
  }
}
