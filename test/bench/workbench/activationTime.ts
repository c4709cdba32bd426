import type { Page } from 'playwright-core';
import { runCommand } from '../../harness/workbench.ts';

/** How many milliseconds the activation of an extension took, as VS Code itself reports it. */
export async function activationTime(page: Page, name: string): Promise<number> {
  await runCommand(page, 'Developer: Show Running Extensions');
  const list = page.locator('.runtime-extensions-editor');
  const row = list.locator('.extension', { has: page.locator('.name', { hasText: name }) });
  await list.locator('.extension').first().waitFor();
  await list.hover();
  // Only rows that can be seen exist.
  for (let screen = 0; screen < 10 && (await row.count()) === 0; screen++) {
    await page.mouse.wheel(0, 200);
    await page.waitForTimeout(200);
  }
  const text = await row.locator('.activation-time').textContent({ timeout: 5000 });
  return Number(/Activation: (\d+)ms/.exec(text ?? '')![1]);
}
