import type { Page } from 'playwright-core';
import { runByKeyboard } from '../harness/workbench.ts';

/**
 * Takes one of our pages to a window of its own, which makes it anew, back into the column of the document, where it is made
 * anew once more, and back beside it.
 * @param title of its tab
 * @param check told the window that it is in, after each way
 */
export async function moveAround(
  workbench: Page,
  title: string,
  check: (window: Page) => Promise<void>,
): Promise<void> {
  const move = async (command: string) => {
    await workbench.locator('.tab', { hasText: title }).click();
    await runByKeyboard(workbench, command);
  };
  const [window] = await Promise.all([
    workbench.context().waitForEvent('page'),
    move('View: Move Editor into New Window'),
  ]);
  await check(window);
  // It may be gone before the key is let go.
  const restore = runByKeyboard(window, 'View: Restore Editors into Main Window').catch(() => undefined);
  await Promise.all([window.waitForEvent('close'), restore]);
  await check(workbench);
  await move('View: Move Editor into Right Group');
  await workbench.locator('.editor-group-container').nth(1).waitFor();
  await check(workbench);
}
