import { css, html } from 'lit';
import type { VocabularyEntry } from '../../../src/protocol/reading.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import { probabilityRow, probabilityRowStyle } from '../../parts/probabilityRow.ts';
import { formatPercent } from '../../shell/numbers.ts';
import type { ShownWriting } from '../shownSystem.ts';
import type { TranslateStore } from '../store.ts';
import type { MomentCandidate } from './replay.ts';

/** What could come next in a text, the likeliest first. */
export class CandidateList extends StoreElement<TranslateStore> {
  static override properties = {
    ...StoreElement.properties,
    writing: { attribute: false },
    candidates: { attribute: false },
  };
  declare writing: ShownWriting;
  declare candidates: readonly MomentCandidate[];
  #entries: { readonly of: ShownWriting; readonly made: ReadonlyMap<number, VocabularyEntry> } | null = null;

  static override styles = [
    controls,
    ...probabilityRowStyle,
    css`
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
      .mark {
        flex: none;
        width: 72px;
        font-size: 12px;
      }
      li.on .token {
        outline: 2px solid var(--vscode-foreground);
        outline-offset: -1px;
      }
      p {
        margin: 4px 0 0;
      }
    `,
  ];

  override render() {
    const { candidates } = this;
    const sum = candidates.reduce((total, { probability }) => total + probability, 0);
    return html`<ol>
        ${candidates.map(
          ({ id, probability, goesOn }) => html`<li class=${goesOn ? 'on' : ''}>
            ${probabilityRow({ ...this.#entryOf(id), probability })}
            <span class="mark">${goesOn ? this.strings('translate.goesOn') : ''}</span>
          </li>`,
        )}
      </ol>
      <p class="dim">${this.strings('translate.otherTokens', { share: formatPercent(Math.max(0, 1 - sum)) })}</p>`;
  }

  #entryOf(id: number): VocabularyEntry {
    const { writing } = this;
    if (this.#entries?.of !== writing) {
      this.#entries = { of: writing, made: new Map(writing.vocabulary.map((entry) => [entry.id, entry])) };
    }
    return this.#entries.made.get(id)!;
  }
}
