import type { ReactiveController, ReactiveElement } from 'lit';

/** The width that an element has, in CSS pixels, without asking for it: that would have the page laid out. */
export class OwnWidth implements ReactiveController {
  /** 0 until it was laid out. */
  value = 0;
  readonly #element: ReactiveElement;
  readonly #sizes: ResizeObserver;

  constructor(element: ReactiveElement) {
    this.#element = element;
    this.#sizes = new ResizeObserver(([{ contentRect }]) => {
      this.value = Math.floor(contentRect.width);
      element.requestUpdate();
    });
    element.addController(this);
  }

  hostConnected(): void {
    this.#sizes.observe(this.#element);
  }

  hostDisconnected(): void {
    this.#sizes.disconnect();
  }
}
