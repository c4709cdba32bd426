import { html } from 'lit';
import type { PositionsNavigation } from '../../../src/protocol/positionsPage.ts';
import { choiceStyle } from '../../parts/choiceStyle.ts';
import { StoreElement } from '../../parts/element.ts';
import { tabbed, tabbedStyle } from '../../parts/tabs.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { needsModel } from '../needsModel.ts';
import type { PositionsStore } from '../store.ts';

type Part = PositionsNavigation['modelPart'];

const parts: readonly Part[] = ['displace', 'table', 'falloff'];

/** The loaded model's own positions, and what they do to the text. */
export class ModelView extends StoreElement<PositionsStore> {
  static override styles = [...viewStyle, ...tabbedStyle, choiceStyle];

  override render() {
    const { store } = this;
    if (store.run === null) return needsModel(store);
    const { modelPart } = store.navigation;
    return tabbed(
      {
        label: this.strings('positions.model.parts'),
        views: parts,
        shown: modelPart,
        areInner: true,
        nameOf: (name) => this.strings(`positions.model.part.${name}`),
        show: (name) => store.navigate({ modelPart: name }),
      },
      this.#part(modelPart),
    );
  }

  #part(part: Part) {
    const { store } = this;
    switch (part) {
      case 'displace':
        return html`<underhood-positions-displace .store=${store}></underhood-positions-displace>`;
      case 'table':
        return html`<underhood-positions-own-table .store=${store}></underhood-positions-own-table>`;
      case 'falloff':
        return html`<underhood-positions-falloff .store=${store}></underhood-positions-falloff>`;
    }
  }
}
