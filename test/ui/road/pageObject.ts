import type { Locator } from 'playwright-core';
import type { RoadNavigation, RoadPageState, RoadRun } from '../../../src/protocol/roadPage.ts';
import type { Settings } from '../../../src/road/field.ts';
import { PageObject } from '../parts/pageObject.ts';

/** The page of an experiment by what a person finds on it. */
export class RoadPageObject extends PageObject<RoadPageState, RoadNavigation> {
  get readout(): Locator {
    return this.page.locator('footer [role="status"]');
  }

  get headline(): Locator {
    return this.page.locator('.headline');
  }

  get verdicts(): Locator {
    return this.page.locator('underhood-verdicts li strong');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  field(name: string): Locator {
    return this.page.locator(`#${name}`);
  }

  picture(name: string): Locator {
    return this.page.getByRole('grid', { name });
  }

  async cook(settings: Settings = {}, claim?: string): Promise<void> {
    await this.page.evaluate(([chosen, said]) => window.fakeRoad.cook(chosen as object, said), [
      settings,
      claim,
    ] as const);
    await this.settled();
  }

  async showGallery(run: Partial<RoadRun> = {}): Promise<void> {
    await this.page.evaluate((change) => window.fakeRoad.showGallery(change), run);
    await this.settled();
  }

  async change(run: Partial<RoadRun>): Promise<void> {
    await this.page.evaluate((change) => window.fakeRoad.change(change), run);
    await this.settled();
  }
}
