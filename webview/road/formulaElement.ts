import katex from 'katex';
import { css, html } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import type { RoadStore } from './store.ts';

/** A formula, typeset. */
export class FormulaElement extends StoreElement<RoadStore> {
  static override properties = { ...StoreElement.properties, tex: { attribute: false } };
  declare tex: string;

  static override styles = [
    controls,
    css`
      div {
        overflow-x: auto;
        padding: 4px 0;
        font-size: 15px;
      }
    `,
  ];

  override render() {
    return html`<div tabindex="0"></div>`;
  }

  override updated(): void {
    katex.render(this.tex, this.find<HTMLElement>('div'), { output: 'mathml', displayMode: true, throwOnError: false });
  }
}
