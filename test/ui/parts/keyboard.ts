import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** A page as one meets it who has no pointer. */
export function keyboardOf(page: () => Page, settled: () => Promise<unknown>) {
  /** What has the focus, innermost: its host, and its id, role or name. */
  const focused = () =>
    page().evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const host = (element?.getRootNode() as ShadowRoot | undefined)?.host?.localName ?? '';
      return `${host} ${element?.id || element?.getAttribute('role') || element?.localName}`;
    });
  const press = async (...keys: string[]) => {
    for (const key of keys) await page().keyboard.press(key);
    await settled();
  };
  return {
    press,
    /** Asks for the list of keys, in English, and closes it. */
    async listsKeys(expected: RegExp): Promise<void> {
      await press('?');
      const dialog = page().getByRole('dialog', { name: 'Keys and gestures' });
      assert.match((await dialog.textContent())!, expected);
      await press('Escape');
      assert.equal(await dialog.count(), 0);
    },
    /** Goes on by Tab until something has the focus. */
    async tabTo(target: string): Promise<void> {
      for (let i = 0; i < 40; i += 1) {
        await page().keyboard.press('Tab');
        if ((await focused()) === target) return;
      }
      assert.fail(`Tab does not lead to ${target}`);
    },
  };
}
