import { css, html, type TemplateResult } from 'lit';
import { cssProperties } from '../shell/cssProperties.ts';

/** Beneath what runs: how far it is. */
export const growingBarStyle = css`
  .bar {
    background: var(--vscode-panel-border, transparent);
  }
  .bar i {
    display: block;
    height: 2px;
    background: var(--vscode-progressBar-background);
    transform: scaleX(var(--share));
    transform-origin: left;
  }
`;

/** A line as long as what is done. @param share 0…1 */
export function growingBar(share: number): TemplateResult {
  return html`<i ${cssProperties({ '--share': String(share) })}></i>`;
}
