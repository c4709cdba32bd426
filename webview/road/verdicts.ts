import { css, html, nothing } from 'lit';
import { message } from '../../src/road/message.ts';
import { controls, StoreElement } from '../parts/element.ts';
import type { RoadStore } from './store.ts';

const marks = { true: '✓', roughly: '≈', false: '✗' } as const;

/** What was said, whether it holds, and the number that decides. */
export class Verdicts extends StoreElement<RoadStore> {
  static override styles = [
    controls,
    css`
      p {
        margin: 0 0 8px;
      }
      .headline {
        font-weight: 600;
      }
      ul {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 10px;
        padding-left: 8px;
        border-left: 3px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
      }
      .true {
        border-color: var(--vscode-charts-green, #388a34);
      }
      .roughly {
        border-color: var(--vscode-charts-yellow, #b58900);
      }
      .false {
        border-color: var(--vscode-charts-red, #e51400);
      }
      strong {
        white-space: nowrap;
      }
      .reason {
        grid-column: 2;
      }
    `,
  ];

  override render() {
    const { store } = this;
    const { run } = store;
    const outcome = run?.outcome;
    if (!outcome) return nothing;
    const isPartial = store.isRunning;
    return html`<p class="headline">${isPartial ? `${this.strings('roadPage.partial')} ` : ''}${store.say(outcome.headline)}</p>
      ${run.claim ? html`<p>${this.strings('roadPage.claim', { claim: run.claim })}</p>` : nothing}
      ${
        outcome.verdicts && outcome.verdicts.length > 0
          ? html`<ul aria-label=${this.strings('roadPage.verdicts')}>
              ${outcome.verdicts.map(
                ({ claim, verdict, reason }) => html`<li class=${verdict}>
                  <strong>${marks[verdict]} ${store.say(message(`verdict.${verdict}`))}</strong>
                  <span>${store.say(claim)}</span>
                  <span class="reason dim">${store.say(reason)}</span>
                </li>`,
              )}
            </ul>`
          : nothing
      }`;
  }
}
