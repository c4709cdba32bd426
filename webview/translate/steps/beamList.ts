import { css, html } from 'lit';
import { controls, StoreElement } from '../../parts/element.ts';
import { formatNumber } from '../../shell/numbers.ts';
import type { ShownWriting } from '../shownSystem.ts';
import type { TranslateStore } from '../store.ts';
import type { Moment } from './replay.ts';

/** The texts under way, the likeliest first, of which one is in front. It tells of the one that is chosen (`pick`). */
export class BeamList extends StoreElement<TranslateStore> {
  static override properties = {
    ...StoreElement.properties,
    writing: { attribute: false },
    moment: { attribute: false },
    front: { attribute: false },
  };
  declare writing: ShownWriting;
  declare moment: Moment;
  declare front: number;

  static override styles = [
    controls,
    css`
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th {
        padding: 0 8px 2px 0;
        font-size: 12px;
        font-weight: normal;
        text-align: left;
        white-space: nowrap;
        color: var(--vscode-descriptionForeground);
      }
      td {
        padding: 2px 8px 2px 0;
        vertical-align: top;
      }
      .text {
        width: 100%;
        line-height: 24px;
      }
      .text .token + .token {
        margin-left: 2px;
      }
      .number {
        white-space: nowrap;
        text-align: right;
        font-family: var(--vscode-editor-font-family, monospace);
        font-size: 12px;
        line-height: 24px;
      }
      .start {
        color: var(--vscode-descriptionForeground);
        font-style: italic;
      }
      .leads {
        text-align: center;
        line-height: 24px;
      }
      tr[aria-selected='true'] {
        background: var(--vscode-list-inactiveSelectionBackground);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      .next {
        display: inline-block;
        width: 1ch;
        border-bottom: 2px solid var(--vscode-editorCursor-foreground, currentColor);
        line-height: 16px;
      }
    `,
  ];

  override render() {
    const { moment, writing } = this;
    const isSearched = this.store.run!.beams > 1;
    return html`<table role="grid" aria-label=${this.strings(moment.isOver ? 'translate.finished' : 'translate.underWay')}>
      <thead>
        <tr>
          <th scope="col">${this.strings('translate.beam')}</th>
          <th scope="col" class="text">${this.strings('translate.decoderRead')}</th>
          <th scope="col" class="number">${this.strings(moment.isOver && isSearched ? 'translate.scorePerToken' : 'translate.score')}</th>
          <th scope="col">${isSearched ? this.strings('translate.leads') : ''}</th>
        </tr>
      </thead>
      <tbody>
        ${moment.texts.map(
          ({ tokens, score, leads }, beam) => html`<tr
            aria-selected=${beam === this.front}
            tabindex=${beam === this.front ? 0 : -1}
            data-beam=${beam}
            @click=${() => this.#pick(beam)}
            @keydown=${(event: KeyboardEvent) => this.#onKey(event, beam)}
          >
            <td class="number">${beam + 1}</td>
            <td class="text">
              <span class="token start">${this.strings('translate.start')}</span>
              ${tokens.map((id) => html`<span class="token">${writing.labels.get(id)}</span>`)}
              ${moment.isOver ? '' : html`<span class="next" aria-hidden="true"> </span>`}
            </td>
            <td class="number">${formatNumber(score)}</td>
            <td class="leads">${leads && isSearched ? this.strings('translate.yes') : ''}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #pick(beam: number): void {
    this.dispatchEvent(new CustomEvent('pick', { detail: beam }));
  }

  #onKey(event: KeyboardEvent, beam: number): void {
    const last = this.moment.texts.length - 1;
    const moves: Record<string, number> = {
      ArrowUp: Math.max(0, beam - 1),
      ArrowDown: Math.min(last, beam + 1),
      Home: 0,
      End: last,
    };
    if (!(event.key in moves)) return;
    this.#pick(moves[event.key]);
    event.preventDefault();
    event.stopPropagation();
    void this.updateComplete.then(() => this.find<HTMLElement>(`[data-beam="${moves[event.key]}"]`).focus());
  }
}
