import type { Page } from 'playwright-core';
import { runCommand } from '../../harness/workbench.ts';

/** How many milliseconds each extension took to be activated, by name, as VS Code itself reports it. */
export async function activationTimes(page: Page): Promise<Map<string, number>> {
  // The list draws only the rows that fit.
  await page.setViewportSize({ width: 1280, height: 4000 });
  await runCommand(page, 'Developer: Show Running Extensions');
  const rows = page.locator('.runtime-extensions-editor .extension');
  await rows.first().waitFor();
  await page.waitForTimeout(500);
  const times = new Map<string, number>();
  for (const row of await rows.all()) {
    const name = (await row.locator('.name').textContent()) ?? '';
    const time = /Activation: (\d+)ms/.exec((await row.locator('.activation-time').textContent()) ?? '');
    if (time) times.set(name, Number(time[1]));
  }
  return times;
}
