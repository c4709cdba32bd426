import type { PageHost } from './pageHost.ts';

const saveMs = 150;

/** What a page tells the host of itself, unasked: where it is, and what is pointed at. */
export class PageEffects<Navigation> {
  readonly #host: PageHost;
  #saving: ReturnType<typeof setTimeout> | undefined;
  #unsaved: Navigation | null = null;
  #hovered: number | null = null;

  constructor(host: PageHost) {
    this.#host = host;
  }

  save(navigation: Navigation): void {
    this.#unsaved = navigation;
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.flush(), saveMs);
  }

  /** Saves now: the page may be about to go. */
  flush(): void {
    clearTimeout(this.#saving);
    if (this.#unsaved) this.tell(this.#host.request('saveNavigation', this.#unsaved));
    this.#unsaved = null;
  }

  hover(index: number | null): void {
    if (index === this.#hovered) return;
    this.#hovered = index;
    this.tell(this.#host.request('hoverToken', { index }));
  }

  /** The host says elsewhere what is wrong with it; a mark that was not drawn is no news to the reader. */
  protected tell(request: Promise<unknown>): void {
    request.catch(() => {});
  }
}
