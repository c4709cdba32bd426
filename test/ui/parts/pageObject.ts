import type { Locator, Page } from 'playwright-core';

/** A page by what a person finds on every one of them. */
export class PageObject<State, Navigation> {
  constructor(readonly page: Page) {}

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  /** Waits until the run of the fake host is shown. */
  async shown(): Promise<void> {
    await this.page.waitForFunction(() => {
      const { run } = window.fakePage.state as { run?: { runId: string } };
      const root = document.body.lastElementChild as (HTMLElement & { store?: ShownStore }) | null;
      return root?.store?.run?.runId === run?.runId;
    });
    await this.settled();
  }

  /** Waits until nothing is asked for and nothing is to be drawn any more. */
  async settled(): Promise<void> {
    let before = -1;
    for (;;) {
      const now = await this.page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            setTimeout(() => requestAnimationFrame(() => resolve(window.fakePage.calls.length)), 90);
          }),
      );
      if (now === before) return;
      before = now;
    }
  }

  async push(state: Partial<State>): Promise<void> {
    await this.page.evaluate((change) => window.fakePage.push(change), state as object);
    await this.settled();
  }

  /** Requests of one kind so far. */
  calls(method: string): Promise<unknown[]> {
    return this.page.evaluate(
      (name) => window.fakePage.calls.filter((call) => call.method === name).map(({ request }) => request),
      method,
    );
  }

  navigation(): Promise<Navigation | null> {
    return this.page.evaluate(() => window.fakePage.saved) as Promise<Navigation | null>;
  }
}

interface ShownStore {
  readonly run: { readonly runId: string } | null;
}
