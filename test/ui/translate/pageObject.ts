import type { Locator } from 'playwright-core';
import type { TranslateNavigation, TranslateState, TranslateView } from '../../../src/protocol/translatePage.ts';
import { PageObject } from '../parts/pageObject.ts';
import type {} from './fakeHost.ts';

/** The translate page by what a person finds on it. */
export class TranslatePageObject extends PageObject<TranslateState, TranslateNavigation> {
  /** The sentence at the foot. */
  get readout(): Locator {
    return this.page.locator('footer [role="status"]');
  }

  tab(view: TranslateView): Locator {
    return this.page.locator(`#tab-${view}`);
  }

  /** Has the fake host translate a text, and waits until the page shows it. */
  async run(text: string, change: Partial<TranslateState> = {}): Promise<void> {
    await this.page.evaluate(([what, more]) => window.fakeTranslate.run(what, more), [text, change] as const);
    await this.shown();
  }

  async show(view: TranslateView): Promise<void> {
    await this.tab(view).click();
    await this.settled();
  }
}
