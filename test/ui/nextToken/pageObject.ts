import type { Locator } from 'playwright-core';
import type { NextTokenNavigation, NextTokenState } from '../../../src/protocol/nextTokenPage.ts';
import { PageObject } from '../parts/pageObject.ts';
import type { FakeShape } from './fakeHost.ts';

/** The next-token page by what a person finds on it. */
export class NextTokenPageObject extends PageObject<NextTokenState, NextTokenNavigation> {
  get places(): Locator {
    return this.page.locator('underhood-reading-strip').getByRole('option');
  }

  get list(): Locator {
    return this.page.locator('underhood-ranked-list').getByRole('grid');
  }

  get rows(): Locator {
    return this.list.locator('tr[data-rank]');
  }

  /** The last line of the list. */
  get rest(): Locator {
    return this.list.locator('tr.rest');
  }

  get readout(): Locator {
    return this.page.locator('underhood-next-readout [role="status"]');
  }

  get written(): Locator {
    return this.page.locator('underhood-written .written');
  }

  /** The texts of a row's cells. */
  async cells(rank: number): Promise<string[]> {
    const texts = await this.list.locator(`#row-${rank}`).locator('th, td').allTextContents();
    return texts.map((text) => text.trim());
  }

  tab(name: 'Next token' | 'Continue' | 'The essay’s example'): Locator {
    return this.page.getByRole('tab', { name: name.replace('’', "'") });
  }

  /** Moves a slider, as a person does. */
  async slide(name: 'temperature' | 'topK' | 'topP' | 'minP', position: number): Promise<void> {
    await this.page.locator(`underhood-sampling #${name}`).fill(String(position));
    await this.settled();
  }

  /** Types a number beside a slider. */
  async type(name: 'temperature' | 'topK' | 'topP' | 'minP', value: string): Promise<void> {
    await this.page.locator(`underhood-sampling #${name}-number`).fill(value);
    await this.settled();
  }

  /** Reads a text in the fake host and waits until the page shows it. */
  async run(text: string, shape?: FakeShape, rest?: Partial<NextTokenState>): Promise<void> {
    await this.page.evaluate(([what, size, more]) => window.fakeReader.run(what, size, more), [
      text,
      shape,
      rest,
    ] as const);
    await this.shown();
  }

  /** What the page should have got for a place, by id. */
  async logits(position: number): Promise<Float32Array> {
    return Float32Array.from(await this.page.evaluate((at) => [...window.fakeReader.logits(at)], position));
  }
}
