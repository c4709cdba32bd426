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

  /**
   * Waits until nothing is asked for and nothing is to be drawn any more: in several frames one after the other nothing was
   * asked, and neither an answer nor a timer is waited for. What keeps on, as training does, is waited for a moment only.
   */
  async settled(): Promise<void> {
    await this.page.evaluate(async () => {
      const [frames, momentMs] = [4, 200];
      let [asked, since, still] = [-1, 0, 0];
      while (still < frames) {
        const now = await new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
        const { calls, unanswered } = window.fakePage;
        if (calls.length !== asked) [asked, since, still] = [calls.length, now, 0];
        else if ((unanswered > 0 || window.timersRunning() > 0) && now < since + momentMs) still = 0;
        else still++;
      }
    });
  }

  /**
   * Which of the given words stand anywhere on the page, as often as they do.
   * @param words global: all matches count
   * @param leftOut a selector of elements that are not looked into
   */
  async shownWords(words: RegExp, leftOut = 'style'): Promise<string[]> {
    const text = await this.page.evaluate((unread) => {
      const texts: string[] = [];
      const visit = (node: Node) => {
        if (node instanceof Text) texts.push(node.data);
        if (node instanceof Element && node.shadowRoot) visit(node.shadowRoot);
        if (!(node instanceof Element && node.matches(unread))) node.childNodes.forEach(visit);
      };
      visit(document.body.lastElementChild!);
      return texts.join(' ');
    }, leftOut);
    return text.match(words) ?? [];
  }

  /** By how many pixels the page is wider than its window. */
  overflow(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
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
