import type { Requester } from '../../src/protocol/rpc.ts';

const saveMs = 150;

/** Tells the host where the page is, unasked, so that it is there again when it comes back. */
export class SavedNavigation<Navigation> {
  readonly #host: Requester<{ saveNavigation(navigation: Navigation): null }>;
  #saving: ReturnType<typeof setTimeout> | undefined;
  #unsaved: Navigation | null = null;

  constructor(host: Requester<{ saveNavigation(navigation: Navigation): null }>) {
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

  /** The host says elsewhere what is wrong with it; what is only told to it is no news to the reader. */
  protected tell(request: Promise<unknown>): void {
    request.catch(() => {});
  }
}
