import type { Locator, Page } from 'playwright-core';
import type { AttentionNavigation, AttentionState } from '../../../src/protocol/attentionPage.ts';
import type { FakeShape } from './fakeRun.ts';

/** The attention page by what a person finds on it. */
export class AttentionPageObject {
  constructor(readonly page: Page) {}

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  get readout(): Locator {
    return this.page.locator('underhood-readout [role="status"]');
  }

  get tokens(): Locator {
    return this.page.getByRole('listbox').getByRole('option');
  }

  get grid(): Locator {
    return this.page.locator('underhood-heads [role="grid"]');
  }

  get matrix(): Locator {
    return this.page.locator('underhood-matrix [role="grid"]');
  }

  view(name: 'Matrix' | 'Lines' | 'Arithmetic' | 'Table'): Locator {
    return this.page.getByRole('group', { name: 'View' }).getByRole('button', { name });
  }

  /** Runs a text in the fake host and waits until the page shows it. */
  async run(text: string, shape?: FakeShape, rest?: Partial<AttentionState>): Promise<void> {
    await this.page.evaluate(([what, size, more]) => window.fake.run(what, size, more), [text, shape, rest] as const);
    await this.page.waitForFunction(() => {
      const { state } = window.fake;
      const root = document.querySelector('underhood-attention') as (HTMLElement & { store: ShownStore }) | null;
      return root?.store.run?.runId === state.run?.runId;
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
            setTimeout(() => requestAnimationFrame(() => resolve(window.fake.calls.length)), 90);
          }),
      );
      if (now === before) return;
      before = now;
    }
  }

  async push(state: Partial<AttentionState>): Promise<void> {
    await this.page.evaluate((change) => window.fake.push(change), state);
    await this.settled();
  }

  /** Requests of one kind so far. */
  calls(method: string): Promise<unknown[]> {
    return this.page.evaluate(
      (name) => window.fake.calls.filter((call) => call.method === name).map(({ request }) => request),
      method,
    );
  }

  navigation(): Promise<AttentionNavigation | null> {
    return this.page.evaluate(() => window.fake.saved);
  }
}

interface ShownStore {
  readonly run: { readonly runId: string } | null;
}
