import { css, html } from 'lit';
import type { HeaderState } from '../../src/protocol/page.ts';
import { take } from '../export/take.ts';
import type { TakeMenu } from '../export/takeMenu.ts';
import type { Way } from '../export/ways.ts';
import { takingHost } from '../shell/host.ts';
import { choosePalette } from '../shell/theme.ts';
import { controls, StoreElement } from './element.ts';
import { footStyle } from './footStyle.ts';
import type { KeyList, KeyMeaning } from './keyList.ts';
import type { Store } from './store.ts';
import type { TableTwin } from './tableTwin.ts';
import { isTyping } from './typing.ts';

/** A header as what is taken away names it. */
interface TakenHeader extends Element {
  readonly heading: string;
  readonly ranText: string;
  readonly take: TakeMenu;
}

/** A whole page: the question, what the person should know, and what the page itself shows. */
export abstract class Page<Known extends Store<HeaderState>> extends StoreElement<Known> {
  static override styles = [
    controls,
    css`
      main {
        display: flex;
        flex-direction: column;
        min-height: 100vh;
        padding: 8px 16px 0;
        color: var(--vscode-editor-foreground);
        background: var(--vscode-editor-background);
      }
    `,
    footStyle,
  ];

  protected abstract readonly keys: readonly KeyMeaning[];
  /** What stands under the notices. */
  protected abstract content(): unknown;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKey);
    takingHost().hear({ take: () => void this.#header.take.open() });
    window.addEventListener('pagehide', () => this.store.effects.flush());
    document.addEventListener('visibilitychange', () => this.store.effects.flush());
  }

  /** Does what a key means wherever one is, and says whether it means anything. */
  protected press(_key: string): boolean {
    return false;
  }

  /** What of the page is drawn, from top to bottom: what is taken away with it. */
  protected get taken(): Element[] {
    const isHead = ['underhood-header', 'underhood-notices'].join();
    return [...this.find('main').children].filter((part) => !part.matches(isHead));
  }

  override render() {
    const { store } = this;
    this.#speak();
    if (store.state) choosePalette(store.state.palette);
    return html`
      <main @take=${this.#onTake}>
        <underhood-header
          .store=${store}
          @keys=${() => this.find<KeyList>('underhood-keys').open()}
          @numbers=${() => void this.find<TableTwin>('underhood-table-twin').open(this.taken)}
        ></underhood-header>
        <underhood-notices .store=${store}></underhood-notices>
        ${this.content()}
      </main>
      <underhood-table-twin .store=${store}></underhood-table-twin>
      <underhood-keys .store=${store} .keys=${this.keys}></underhood-keys>
    `;
  }

  /** Names the language of the document, once: naming it again would have every style computed anew. */
  #speak(): void {
    const language = this.store.state?.language === 'zh-cn' ? 'zh-CN' : 'en';
    const { documentElement } = document;
    if (this.store.state && documentElement.lang !== language) documentElement.lang = language;
  }

  get #header(): TakenHeader {
    return this.find<TakenHeader>('underhood-header');
  }

  readonly #onTake = ({ detail: way }: CustomEvent<Way>) => {
    const { store, theme, taken } = this;
    const { heading: question, ranText: ran } = this.#header;
    void store.attempt(
      take({ store, theme, parts: taken, question, ran, host: takingHost() }, way).then((said) => store.note(said)),
    );
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event)) return;
    if (event.key === '?') this.find<KeyList>('underhood-keys').open();
    else if (event.ctrlKey || event.metaKey || event.altKey || !this.press(event.key)) return;
    event.preventDefault();
  };
}
