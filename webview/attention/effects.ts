import type { AttentionNavigation } from '../../src/protocol/attentionPage.ts';
import type { AttentionHost } from './attentionHost.ts';

const saveMs = 150;
const shadeMs = 60;

/** What the page tells the host of itself: where it is, what is pointed at, what the document is shaded by. */
export class Effects {
  readonly #host: AttentionHost;
  #saving: ReturnType<typeof setTimeout> | undefined;
  #shading: ReturnType<typeof setTimeout> | undefined;
  #unsaved: AttentionNavigation | null = null;
  #hovered: number | null = null;
  #shaded = '';

  constructor(host: AttentionHost) {
    this.#host = host;
  }

  save(navigation: AttentionNavigation): void {
    this.#unsaved = navigation;
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => this.flush(), saveMs);
  }

  /** Saves now: the page may be about to go. */
  flush(): void {
    clearTimeout(this.#saving);
    if (this.#unsaved) this.#tell(this.#host.request('saveNavigation', this.#unsaved));
    this.#unsaved = null;
  }

  hover(index: number | null): void {
    if (index === this.#hovered) return;
    this.#hovered = index;
    this.#tell(this.#host.request('hoverToken', { index }));
  }

  /** @param name tells one row of weights from another; `weights` is called only when the document is to be shaded */
  shade(name: string, query: number | null, weights: () => Float32Array): void {
    if (name === this.#shaded) return;
    this.#shaded = name;
    clearTimeout(this.#shading);
    this.#shading = setTimeout(() => {
      this.#tell(this.#host.request('shade', query === null ? null : { query, weights: weights() }));
    }, shadeMs);
  }

  /** The host says elsewhere what is wrong with it; a mark that was not drawn is no news to the reader. */
  #tell(request: Promise<unknown>): void {
    request.catch(() => {});
  }
}
