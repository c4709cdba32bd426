import type { Locator } from 'playwright-core';
import type { AttentionNavigation, AttentionState } from '../../../src/protocol/attentionPage.ts';
import { PageObject } from '../parts/pageObject.ts';
import type {} from './fakeHost.ts';
import type { FakeShape } from './fakeRun.ts';

/** The attention page by what a person finds on it. */
export class AttentionPageObject extends PageObject<AttentionState, AttentionNavigation> {
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
    await this.shown();
  }
}
