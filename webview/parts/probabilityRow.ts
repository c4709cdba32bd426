import { css, html, type TemplateResult } from 'lit';
import type { VocabularyEntry } from '../../src/protocol/reading.ts';
import { cssProperties } from '../shell/cssProperties.ts';
import { formatProbability } from '../shell/numbers.ts';
import { barStyle } from './barStyle.ts';
import { textOfEntry } from './entryText.ts';

/** A token of the vocabulary, its probability as a number and as a bar: what stands in a line of `probabilityRowStyle`. */
export function probabilityRow(entry: VocabularyEntry & { readonly probability: number }): TemplateResult {
  return html`<span class="name"><span class="token">${textOfEntry(entry).label}</span></span>
    <span class="number">${formatProbability(entry.probability)}</span>
    <span class="track"><i ${cssProperties({ '--share': String(entry.probability) })}></i></span>`;
}

export const probabilityRowStyle = [
  barStyle,
  css`
    .name {
      flex: none;
      width: 96px;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .number {
      flex: none;
      width: 92px;
      font-family: var(--vscode-editor-font-family, monospace);
      font-size: 12px;
    }
    .track {
      flex: 1;
      height: 10px;
    }
  `,
];
