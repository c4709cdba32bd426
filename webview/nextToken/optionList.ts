import { css, html, type TemplateResult } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import type { NextTokenStore } from './store.ts';

/** Lines of which one can be chosen: moved among by arrows, chosen by Enter or a click. */
export abstract class OptionList<Option> extends StoreElement<NextTokenStore> {
  static override properties = { ...StoreElement.properties, focused: { state: true } };
  declare focused: number;

  static override styles = [
    controls,
    css`
      h2 {
        margin: 0 0 4px;
        font-size: 13px;
      }
      ul {
        max-height: 320px;
        overflow: auto;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      ul:focus-visible {
        outline: none;
      }
      li {
        display: flex;
        gap: 8px;
        align-items: center;
        min-height: 26px;
        padding: 1px 4px;
        cursor: pointer;
      }
      li:hover {
        background: var(--vscode-list-hoverBackground);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      ul:focus-visible .focused {
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: -1px;
      }
      li[aria-selected='true'] {
        font-weight: 600;
      }
      .front {
        flex: none;
        width: 12px;
      }
    `,
  ];

  constructor() {
    super();
    this.focused = 0;
  }

  protected abstract get options(): readonly Option[];
  protected abstract isChosen(option: Option): boolean;
  protected abstract line(option: Option, place: number): TemplateResult;
  protected abstract choose(option: Option): void;

  protected list(label: string): TemplateResult {
    const { options } = this;
    const focused = Math.max(0, Math.min(this.focused, options.length - 1));
    return html`<ul
      role="listbox"
      tabindex="0"
      aria-label=${label}
      aria-activedescendant="option-${focused}"
      @keydown=${(event: KeyboardEvent) => this.#onKey(event, focused)}
    >
      ${options.map(
        (option, place) => html`<li
          role="option"
          id="option-${place}"
          class=${place === focused ? 'focused' : ''}
          aria-selected=${this.isChosen(option)}
          @click=${() => {
            this.focused = place;
            this.choose(option);
          }}
        >
          <span class="front" aria-hidden="true">${this.isChosen(option) ? '▸' : ''}</span>${this.line(option, place)}
        </li>`,
      )}
    </ul>`;
  }

  #onKey(event: KeyboardEvent, focused: number): void {
    const last = this.options.length - 1;
    const moves: Record<string, number> = {
      ArrowUp: Math.max(0, focused - 1),
      ArrowDown: Math.min(last, focused + 1),
      Home: 0,
      End: last,
    };
    if (event.key in moves) {
      this.focused = moves[event.key];
      this.renderRoot.querySelector(`#option-${this.focused}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' || event.key === ' ') this.choose(this.options[focused]);
    else if (event.key === 'Escape') this.store.open(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
