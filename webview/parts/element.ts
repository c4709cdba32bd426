import { css, LitElement } from 'lit';
import type { Table } from '../../src/export/table.ts';
import type { Strings } from '../shell/strings.ts';
import { observeTheme, type Theme } from '../shell/theme.ts';
import type { Store } from './store.ts';

/** A part of the page: draws what the store knows, again after every change of it, of the theme, or of its own size. */
export abstract class StoreElement<Known extends Store = Store> extends LitElement {
  static override properties = { store: { attribute: false } };
  declare store: Known;
  #unsubscribe = () => {};
  readonly #sizes = new ResizeObserver(() => this.requestUpdate());
  readonly #onResize = () => this.requestUpdate(); // the zoom of the window changes the pixel ratio

  get strings(): Strings {
    return this.store.strings;
  }

  get theme(): Theme {
    return theme;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const unsubscribe = this.store.subscribe(() => this.requestUpdate());
    themed.add(this);
    this.#sizes.observe(this);
    window.addEventListener('resize', this.#onResize);
    this.#unsubscribe = () => {
      unsubscribe();
      themed.delete(this);
      this.#sizes.disconnect();
      window.removeEventListener('resize', this.#onResize);
    };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe();
  }

  /** What it draws, in numbers, for whoever takes it away. An element that draws no data of its own has none. */
  tables(): readonly Table[] {
    return [];
  }

  /** An element that the template always has. */
  find<Found extends Element>(selector: string): Found {
    const found = this.renderRoot.querySelector<Found>(selector);
    if (found === null) throw new Error(`The template lacks ${selector}.`);
    return found;
  }
}

/** Has every part of the page drawn once more, whether or not anything changed. */
export async function redrawAll(): Promise<void> {
  for (const element of themed) element.requestUpdate();
  // An element's update may lead to that of another.
  while ([...themed].some((element) => element.isUpdatePending)) {
    await Promise.all([...themed].map((element) => element.updateComplete));
  }
}

const themed = new Set<LitElement>();
let theme: Theme = observeTheme((next) => {
  theme = next;
  for (const element of themed) element.requestUpdate();
});

/** What all parts look alike in. Controls are native ones in the theme's own colours. */
export const controls = css`
  :host {
    display: block;
    font: var(--vscode-font-size, 13px) / 1.45 var(--vscode-font-family, system-ui);
    font-variant-numeric: tabular-nums;
    color: var(--vscode-foreground);
  }
  * {
    box-sizing: border-box;
  }
  button {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 24px;
    padding: 1px 8px;
    border: 1px solid var(--vscode-button-secondaryBorder, var(--vscode-button-border, transparent));
    border-radius: 2px;
    font: inherit;
    color: var(--vscode-button-secondaryForeground);
    background: var(--vscode-button-secondaryBackground);
    cursor: pointer;
  }
  button:hover {
    background: var(--vscode-button-secondaryHoverBackground);
  }
  button.primary {
    color: var(--vscode-button-foreground);
    background: var(--vscode-button-background);
  }
  button.primary:hover {
    background: var(--vscode-button-hoverBackground);
  }
  button.quiet {
    min-width: 24px;
    padding: 1px 4px;
    justify-content: center;
    border-color: transparent;
    color: var(--vscode-icon-foreground, inherit);
    background: transparent;
  }
  button.quiet:hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  select {
    min-height: 24px;
    padding: 1px 4px;
    border: 1px solid var(--vscode-dropdown-border, transparent);
    border-radius: 2px;
    font: inherit;
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
  }
  :where(input[type='number'], input[type='text'], textarea) {
    min-height: 24px;
    padding: 1px 4px;
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
    border-radius: 2px;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
  }
  [aria-invalid='true'] {
    border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground));
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 24px;
    white-space: nowrap;
  }
  @media (max-width: 699px) {
    label {
      flex-wrap: wrap;
      white-space: normal;
    }
  }
  input[type='checkbox'] {
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--vscode-focusBorder);
  }
  input[type='range'] {
    height: 24px;
    margin: 0;
    accent-color: var(--vscode-focusBorder);
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .dim {
    color: var(--vscode-descriptionForeground);
  }
  .token {
    padding: 0 2px;
    border-radius: 2px;
    font-family: var(--vscode-editor-font-family, monospace);
    background: var(--vscode-textCodeBlock-background);
    white-space: pre;
  }
  .icon {
    flex: none;
    vertical-align: -3px;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
