import katex from 'katex';
import { css, html } from 'lit';
import { controls, StoreElement } from './element.ts';

/** A formula, typeset. One that is wider than its place is scrolled by the keyboard too. */
export class Formula extends StoreElement {
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
