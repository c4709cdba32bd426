import type { PageState } from '../../../src/protocol/page.ts';
import { FakeHost } from './fakeHost.ts';

/** The host of a page about a text: what all such pages ask is answered here. */
export abstract class FakePageHost<State extends PageState<unknown, Navigation>, Navigation> extends FakeHost<
  State,
  Navigation
> {
  cursor(index: number | null): void {
    this.pushEvent('cursor', { index });
  }

  /** What pages about a text ask besides, which does nothing here. */
  protected get ofTexts() {
    const nothing = () => null;
    return {
      cancel: nothing,
      restart: nothing,
      hoverToken: nothing,
    };
  }
}
