import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import type { ThemeName } from './openPage.ts';

/**
 * Asks axe whether a page breaks any rule of accessibility. What is no matter of colours is the same in every theme: it is
 * asked in one of them.
 * @param what of the page is shown, for the message
 */
export async function breaksNoRule(page: Page, theme: ThemeName, what: string): Promise<void> {
  // One document needs no second page to put frames together in, which would take longer than the rules.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (theme === 'dark'
    ? axe
    : axe.withRules(['color-contrast', 'link-in-text-block'])
  ).analyze();
  const told = violations.map(({ id, nodes }) => `${what}: ${id} ${nodes.map(({ html }) => html).join('\n')}`);
  assert.deepEqual(told, []);
}
