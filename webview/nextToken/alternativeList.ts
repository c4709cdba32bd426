import { html } from 'lit';
import type { VocabularyEntry } from '../../src/protocol/reading.ts';
import { textOfEntry } from '../parts/entryText.ts';
import { probabilityRow, probabilityRowStyle } from '../parts/probabilityRow.ts';
import { withTokens } from '../parts/sentence.ts';
import { OptionList } from './optionList.ts';

type Alternative = VocabularyEntry & { readonly probability: number };

/** What else could stand in the place of a written token; choosing one branches off there. */
export class AlternativeList extends OptionList<Alternative> {
  static override styles = [...OptionList.styles, ...probabilityRowStyle];

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
    return probabilityRow(alternative);
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
