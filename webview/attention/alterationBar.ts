import { css, html, nothing } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import { icon } from '../shell/icons.ts';
import type { AttentionStore } from './store.ts';

/** The switches that change what is drawn, and what each of them does to the values while it is on. */
export class AlterationBar extends StoreElement<AttentionStore> {
  static override styles = [
    controls,
    css`
      .switches {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        gap: 8px;
        padding: 2px 0;
      }
      .icon {
        margin-top: 1px;
        color: var(--vscode-editorInfo-foreground);
      }
    `,
  ];

  override render() {
    const { run, navigation } = this.store;
    if (run === null) return nothing;
    const { alterations, logarithmic } = navigation;
    const effects: string[] = [];
    if (alterations.hideFirst) effects.push(this.strings('attention.alteredFirst'));
    if (alterations.mergeWords) effects.push(this.strings('attention.alteredWords'));
    if (logarithmic) effects.push(this.strings('attention.alteredColours'));
    const isOn = alterations.hideFirst || alterations.mergeWords;
    const isApplied = this.store.alterations === alterations;
    if (isOn && !isApplied) effects.push(this.strings('attention.alteredNotHere'));
    return html`
      <div class="switches">
        ${this.#switch('mergeWords', alterations.mergeWords, () =>
          this.store.navigate({ alterations: { ...alterations, mergeWords: !alterations.mergeWords } }),
        )}
        ${this.#switch('hideFirst', alterations.hideFirst, () =>
          this.store.navigate({ alterations: { ...alterations, hideFirst: !alterations.hideFirst } }),
        )}
        ${this.#switch('logarithmic', logarithmic, () => this.store.navigate({ logarithmic: !logarithmic }))}
      </div>
      <ul aria-live="polite">
        ${effects.map((effect) => html`<li>${icon('info')}<span>${effect}</span></li>`)}
      </ul>
    `;
  }

  #switch(name: 'mergeWords' | 'hideFirst' | 'logarithmic', isOn: boolean, toggle: () => void) {
    return html`<label>
      <input id=${name} type="checkbox" .checked=${isOn} @change=${toggle} />
      ${this.strings(`attention.${name}`)}
    </label>`;
  }
}
