import type { Locator } from 'playwright-core';
import type { PositionsNavigation, PositionsState, PositionsView } from '../../../src/protocol/positionsPage.ts';
import { PageObject } from '../parts/pageObject.ts';
import type {} from './fakeHost.ts';
import type { FakeShape } from './fakePlacement.ts';

/** The positions page by what a person finds on it. */
export class PositionsPageObject extends PageObject<PositionsState, PositionsNavigation> {
  /** The sentence at the foot. */
  get readout(): Locator {
    return this.page.locator('footer [role="status"]');
  }

  tab(view: PositionsView): Locator {
    return this.page.locator(`#tab-${view}`);
  }

  /** Places a text in the fake host and waits until the page shows it. */
  async run(text: string, shape?: FakeShape, rest?: Partial<PositionsState>): Promise<void> {
    await this.page.evaluate(([what, made, more]) => window.fakePositions.run(what, made, more), [
      text,
      shape,
      rest,
    ] as const);
    await this.shown();
  }
}
