import { css, html, nothing } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import { icon } from '../shell/icons.ts';
import type { Way } from './ways.ts';

const noteMs = 5000;

/** The button at the end of every header by which what is shown is taken away, and its menu. It tells the page (`take`). */
export class TakeMenu extends StoreElement {
  static override properties = { ...StoreElement.properties, isOpen: { state: true } };
  declare isOpen: boolean;
  #shown: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    controls,
    css`
      :host {
        position: relative;
      }
      .note {
        position: absolute;
        z-index: 2;
        top: 100%;
        right: 0;
        width: max-content;
        max-width: min(360px, calc(100vw - 32px));
        padding: 2px 8px;
        color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
        background: var(--vscode-editorHoverWidget-background, var(--vscode-editor-background));
        outline: 1px solid var(--vscode-editorHoverWidget-border, var(--vscode-contrastBorder, transparent));
      }
      /* The button is at the left here: what it opens is placed by the row that it stands in. */
      @media (max-width: 699px) {
        :host {
          position: static;
        }
      }
      .note:empty {
        display: none;
      }
      .menu {
        position: absolute;
        z-index: 3;
        top: 100%;
        right: 0;
        width: max-content;
        max-width: min(360px, calc(100vw - 32px));
        margin-top: 2px;
        padding: 4px 0;
        border: 1px solid var(--vscode-menu-border, var(--vscode-widget-border, var(--vscode-contrastBorder)));
        border-radius: 4px;
        color: var(--vscode-menu-foreground, var(--vscode-foreground));
        background: var(--vscode-menu-background, var(--vscode-editorWidget-background));
      }
      [role='menuitem'] {
        display: block;
        width: 100%;
        padding: 2px 16px;
        border: none;
        border-radius: 0;
        color: inherit;
        background: transparent;
        text-align: left;
      }
      [role='menuitem']:hover,
      [role='menuitem']:focus-visible {
        color: var(--vscode-menu-selectionForeground, inherit);
        background: var(--vscode-menu-selectionBackground, var(--vscode-list-hoverBackground));
        outline: 1px solid var(--vscode-menu-selectionBorder, transparent);
        outline-offset: -1px;
      }
      hr {
        margin: 4px 0;
        border: none;
        border-top: 1px solid var(--vscode-menu-separatorBackground, var(--vscode-panel-border));
      }
      p {
        margin: 4px 16px;
        font-size: 11px;
      }
    `,
  ];

  constructor() {
    super();
    this.isOpen = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pointerdown', this.#onPointerDown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pointerdown', this.#onPointerDown);
  }

  /** What was said goes by itself, so that it covers nothing. */
  override updated(): void {
    const { takenNote } = this.store;
    if (takenNote === this.#shown) return;
    this.#shown = takenNote;
    clearTimeout(this.#timer);
    if (takenNote !== null) this.#timer = setTimeout(() => this.store.note(null), noteMs);
  }

  override render() {
    const label = this.strings('take.button');
    return html`<button
        id="take"
        class="quiet"
        title=${label}
        aria-label=${label}
        aria-haspopup="menu"
        aria-expanded=${this.isOpen}
        @click=${() => (this.isOpen ? this.#close() : void this.open())}
        @keydown=${this.#onButtonKey}
      >
        ${icon('export')}
      </button>
      <span class="note" aria-live="polite">${this.store.takenNote}</span>
      ${this.isOpen ? this.#menu(label) : nothing}`;
  }

  /** Opens it, with the focus on its first way. */
  async open(): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    this.#items()[0].focus();
  }

  #menu(label: string) {
    return html`<div class="menu" @keydown=${this.#onKey} @focusout=${this.#onFocusOut}>
      <div role="menu" aria-label=${label}>
        ${this.store.ways.map(
          (
            way,
          ) => html`${way === 'png' || way === 'csv' || way === 'activationsView' || way === 'view' ? html`<hr role="separator" />` : nothing}
            <button role="menuitem" tabindex="-1" data-way=${way} @click=${() => this.#take(way)}>
              ${this.strings(`take.${way}`)}
            </button>`,
        )}
      </div>
      <p class="dim">${this.strings('take.csvNote')}</p>
    </div>`;
  }

  #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }

  #close(): void {
    this.isOpen = false;
    this.find<HTMLElement>('#take').focus();
  }

  #take(way: Way): void {
    this.#close();
    this.dispatchEvent(new CustomEvent<Way>('take', { detail: way, bubbles: true, composed: true }));
  }

  readonly #onPointerDown = (event: PointerEvent) => {
    if (this.isOpen && !event.composedPath().includes(this)) this.isOpen = false;
  };

  readonly #onFocusOut = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && !this.renderRoot.contains(relatedTarget)) this.isOpen = false;
  };

  readonly #onButtonKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    void this.open();
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const items = this.#items();
    const place = items.findIndex((item) => item.matches(':focus'));
    const moves: Record<string, number> = {
      ArrowDown: (place + 1) % items.length,
      ArrowUp: (place + items.length - 1) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    if (event.key in moves) items[moves[event.key]].focus();
    else if (event.key === 'Escape') this.#close();
    else if (event.key === 'Tab') {
      this.isOpen = false;
      return;
    } else if (event.key !== 'Enter' && event.key !== ' ') return;
    else {
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
}
