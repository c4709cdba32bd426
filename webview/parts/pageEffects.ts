import type { PageHost } from './pageHost.ts';
import { SavedNavigation } from './savedNavigation.ts';

/** What a page about a text tells the host of itself, unasked: where it is, and what is pointed at. */
export class PageEffects<Navigation> extends SavedNavigation<Navigation> {
  readonly #host: PageHost;
  #hovered: number | null = null;

  constructor(host: PageHost) {
    super(host);
    this.#host = host;
  }

  hover(index: number | null): void {
    if (index === this.#hovered) return;
    this.#hovered = index;
    this.tell(this.#host.request('hoverToken', { index }));
  }
}
