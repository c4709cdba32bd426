import { css, html, nothing } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import { piece, piecesOf } from '../parts/pieces.ts';
import { formatCount } from '../shell/numbers.ts';
import type { TrainingStore } from './store.ts';

/** What the model of the moment writes after the prompt. */
export class SampleView extends StoreElement<TrainingStore> {
  static override styles = [
    controls,
    css`
      h2 {
        margin: 0 0 4px;
        font-size: 13px;
      }
      blockquote {
        margin: 0;
        height: 240px;
        overflow-y: auto;
        padding: 4px 8px;
        border-left: 2px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
        font-family: var(--vscode-editor-font-family, monospace);
        line-height: 20px;
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
      .prompt {
        font-weight: 600;
        background: var(--vscode-textCodeBlock-background);
      }
      .mark {
        color: var(--vscode-descriptionForeground);
      }
      p {
        margin: 4px 0 0;
      }
    `,
  ];

  override render() {
    const { moment } = this.store;
    if (moment === null) return nothing;
    const { prompt, continuation } = moment.sample;
    const title = this.strings('training.sample', { step: formatCount(moment.step) });
    const isTranslated = this.store.summary?.prepared?.probeSource !== undefined;
    return html`<h2 id="title">${title}</h2>
      <blockquote tabindex="0" aria-labelledby="title"
        ><span class="prompt">${piecesOf(prompt).map(piece)}</span>${isTranslated ? ' → ' : nothing}${piecesOf(continuation).map(piece)}</blockquote>
      <p class="dim">${this.strings(isTranslated ? 'training.sampleTranslated' : 'training.sampleMeaning')}</p>`;
  }
}
