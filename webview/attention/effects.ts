import type { AttentionNavigation } from '../../src/protocol/attentionPage.ts';
import { PageEffects } from '../parts/pageEffects.ts';
import type { AttentionHost } from './attentionHost.ts';

const shadeMs = 60;

/** What the page tells the host of itself: where it is, what is pointed at, what the document is shaded by. */
export class Effects extends PageEffects<AttentionNavigation> {
  readonly #host: AttentionHost;
  #shading: ReturnType<typeof setTimeout> | undefined;
  #shaded = '';

  constructor(host: AttentionHost) {
    super(host);
    this.#host = host;
  }

  /** @param name tells one row of weights from another; `weights` is called only when the document is to be shaded */
  shade(name: string, query: number | null, weights: () => Float32Array): void {
    if (name === this.#shaded) return;
    this.#shaded = name;
    clearTimeout(this.#shading);
    this.#shading = setTimeout(() => {
      this.tell(this.#host.request('shade', query === null ? null : { query, weights: weights() }));
    }, shadeMs);
  }
}
