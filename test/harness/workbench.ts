import type { Browser, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';
import type { Vscode } from './vscode.ts';

interface WorkbenchOptions {
  /** The folder that is opened. */
  readonly folder: string;
  /** A file opened in an editor. */
  readonly file?: string;
  /** The folder of the extension under development. */
  readonly extension?: string;
  /** The script run inside the extension host: it exports `run()`. */
  readonly tests?: string;
}

/** How a workbench is gone to: on a busy machine its ten megabytes of scripts take their time. */
export const LOADING = { waitUntil: 'commit', timeout: 120_000 } as const;

/** The address of a workbench. */
export function workbenchAddress(vscode: Vscode, { folder, file, extension, tests }: WorkbenchOptions): string {
  const uri = (name: string) => `vscode-remote://${vscode.host}${name}`;
  const payload = [['skipWelcome', 'true']];
  if (file) payload.push(['openFile', uri(file)]);
  if (extension) payload.push(['extensionDevelopmentPath', uri(extension)]);
  if (tests) payload.push(['extensionTestsPath', uri(tests)]);
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return `http://${vscode.host}/?${query}`;
}

/** Opens a workbench in a browser page of its own. */
export async function openWorkbench(
  browser: Browser,
  vscode: Vscode,
  options: WorkbenchOptions,
  context: BrowserContextOptions = {},
): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context })).newPage();
  await page.goto(workbenchAddress(vscode, options), LOADING);
  await waitForWorkbench(page);
  if (options.file) await page.locator('.editor-instance .view-lines').first().waitFor({ timeout: 60_000 });
  return page;
}

/** Waits until the workbench of a page that is being loaded has been laid out. */
export async function waitForWorkbench(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 120_000 });
}

/** What only this text matches, whatever space is around it. */
export function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}

/** The row of an open quick pick whose label is exactly this text. */
function quickPickRow(page: Page, label: string): Locator {
  const labels = page.locator('.label-name', { hasText: exactly(label) });
  return page.locator('.quick-input-list .monaco-list-row', { has: labels }).first();
}

/** Picks an entry of the quick pick that is open. */
async function pick(page: Page, label: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor({ state: 'visible' });
  await input.fill(label);
  await quickPickRow(page, label).click();
}

/** Types into the list of choices that is open, and waits until what it goes to fits: it is filtered a moment later. */
export async function narrowDown(page: Page, text: string): Promise<void> {
  await page.locator('.quick-input-widget input').first().fill(text);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text }).waitFor();
}

/**
 * Opens the palette on a command. Commands of extensions appear there only when the extension host has reported in, and what
 * takes the focus closes it: so this tries again until the row is there. @returns the row
 */
async function findCommand(page: Page, title: string, timeout: number): Promise<Locator> {
  const input = page.locator('.quick-input-widget input').first();
  const row = quickPickRow(page, title);
  for (const end = Date.now() + timeout; ; ) {
    try {
      await page.keyboard.press('F1');
      await input.waitFor({ state: 'visible', timeout: 3000 });
      await input.fill(`>${title}`, { timeout: 3000 });
      await row.waitFor({ timeout: 2500 });
      return row;
    } catch (error) {
      if (Date.now() > end) throw error;
      await page.keyboard.press('Escape');
      await page.waitForTimeout(300);
    }
  }
}

/** Runs a command by its title in the palette. Once its row may have been clicked, nothing is tried again. */
export async function runCommand(page: Page, title: string, { timeout = 60_000 } = {}): Promise<void> {
  await (await findCommand(page, title, timeout)).click();
}

/** The same by keyboard: where the command leaves its window, a click would wait for that in vain. */
export async function runByKeyboard(page: Page, title: string): Promise<void> {
  const row = await findCommand(page, title, 60_000);
  const isFocused = () => row.evaluate((element) => element.classList.contains('focused'));
  while (!(await isFocused())) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** The content of the nth webview: the workbench puts it two frames down. */
export function webviewFrame(page: Page, nth = 0): FrameLocator {
  return page.locator('iframe.webview.ready').nth(nth).contentFrame().locator('iframe#active-frame').contentFrame();
}

/** Changes the colour theme of an open workbench, through the picker that a person uses. */
export async function setTheme(page: Page, theme: string): Promise<void> {
  await runCommand(page, 'Preferences: Color Theme');
  await page.locator('.quick-input-widget input[placeholder*="Color Theme"]').first().waitFor();
  await pick(page, theme);
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/** Puts the cursor of the active editor at a line and a column, both from 1. */
export async function goTo(page: Page, line: number, column = 1): Promise<void> {
  await page.locator('.editor-instance .view-lines').first().click();
  await page.keyboard.press('Control+g');
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor({ state: 'visible' });
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/**
 * Waits until what the extension remembers of the folder, as the workbench keeps it in the browser's own storage, matches:
 * a page tells where it is a moment after it came there, and that is written a moment later.
 */
export async function remembered(page: Page, pattern: RegExp): Promise<void> {
  const find = async (source: string) => {
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith('vscode-web-state-db-')) continue;
      const opening = indexedDB.open(name);
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const reading = database.transaction('ItemTable').objectStore('ItemTable').get('underhood.underhood');
      const value = await new Promise<unknown>((resolve, reject) => {
        reading.onsuccess = () => resolve(reading.result);
        reading.onerror = () => reject(reading.error);
      });
      database.close();
      if (new RegExp(source).test(String(value))) return true;
    }
    return false;
  };
  await page.waitForFunction(find, pattern.source, { polling: 200, timeout: 60_000 });
}
