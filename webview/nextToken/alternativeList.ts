import { css, html } from 'lit';
import type { VocabularyEntry } from '../../src/protocol/reading.ts';
import { barStyle } from '../parts/barStyle.ts';
import { withTokens } from '../parts/sentence.ts';
import { cssProperties } from '../shell/cssProperties.ts';
import { formatProbability } from '../shell/numbers.ts';
import { OptionList } from './optionList.ts';
import { textOfEntry } from './vocabulary.ts';

type Alternative = VocabularyEntry & { readonly probability: number };

/** What else could stand in the place of a written token; choosing one branches off there. */
export class AlternativeList extends OptionList<Alternative> {
  static override styles = [
    ...OptionList.styles,
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

  get #node() {
    const { openNode, continuation } = this.store;
    return openNode === null ? undefined : continuation?.nodes[openNode];
  }

  /** The likeliest, and the one that was written where it is not among them. */
  protected get options(): readonly Alternative[] {
    const node = this.#node;
    if (node === undefined) return [];
    const isAmong = node.alternatives.some(({ id }) => id === node.id);
    return isAmong ? node.alternatives : [...node.alternatives, node];
  }

  override render() {
    const node = this.#node;
    if (node === undefined) return html`<p class="dim">${this.strings('nextToken.alternativesNone')}</p>`;
    const tokens = { token: textOfEntry(node).label };
    return html`<h2>${withTokens(this.strings('nextToken.alternatives'), tokens)}</h2>
      ${this.list(this.strings('nextToken.alternativesLabel'))}
      <p class="dim">
        ${
          this.store.continuation?.isWriting
            ? this.strings('nextToken.branchLater')
            : withTokens(this.strings('nextToken.alternativesHelp'), tokens)
        }
      </p>`;
  }

  protected isChosen({ id }: Alternative): boolean {
    return id === this.#node?.id;
  }

  protected line(alternative: Alternative) {
    const { probability } = alternative;
    return html`<span class="name"><span class="token">${textOfEntry(alternative).label}</span></span>
      <span class="number">${formatProbability(probability)}</span>
      <span class="track"><i ${cssProperties({ '--share': String(probability) })}></i></span>`;
  }

  /** Another token branches off; the written one itself becomes the end of the branch again. */
  protected choose(alternative: Alternative): void {
    const { openNode: node, continuation, host } = this.store;
    if (node === null || continuation?.isWriting) return;
    const request = this.isChosen(alternative)
      ? host.request('showBranch', { tip: node })
      : host.request('branch', { node, id: alternative.id });
    void this.store.attempt(request);
  }
}
