import { css, html, nothing } from 'lit';
import type { PageKey } from '../../src/localisation.ts';
import { controls, StoreElement } from './element.ts';

/** What a view shows: the paragraph that says it, and the formula behind it, as TeX. */
export interface Explained {
  readonly text: PageKey;
  readonly tex: string;
}

/** “What am I looking at?”: a paragraph and a formula about the view in front, for whoever asks. */
export class About extends StoreElement {
  static override properties = { ...StoreElement.properties, explained: { attribute: false } };
  declare explained: Explained;

  static override styles = [
    controls,
    css`
      summary {
        width: fit-content;
        min-height: 24px;
        padding-right: 4px;
        line-height: 24px;
        cursor: pointer;
        color: var(--vscode-textLink-foreground);
      }
      div {
        display: grid;
        grid-template-columns: minmax(0, 72ch) minmax(0, auto);
        gap: 0 32px;
        align-items: center;
        justify-content: start;
        margin-bottom: 8px;
      }
      p {
        margin: 4px 0;
      }
      @media (max-width: 899px) {
        div {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  override render() {
    if (this.store.state === null) return nothing;
    const { text, tex } = this.explained;
    return html`<details>
      <summary>${this.strings('page.about')}</summary>
      <div>
        <p>${this.strings(text)}</p>
        <underhood-formula .store=${this.store} .tex=${tex}></underhood-formula>
        <slot></slot>
      </div>
    </details>`;
  }
}
