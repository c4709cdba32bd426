import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { launchBrowser } from '../../harness/browser.ts';
import { root } from '../../harness/paths.ts';
import { descendants, removeAtTheEnd } from '../../harness/processes.ts';
import { startVscode, type Vscode } from '../../harness/vscode.ts';
import { goTo, LOADING, waitForWorkbench, workbenchAddress } from '../../harness/workbench.ts';
import type { Moment } from '../page/probe.ts';
import { forgetMoments, lastOf, momentsUntilShown, probe } from '../page/probed.ts';
import { packaged } from './packaged.ts';

/** What is opened: Underhood's page, or an empty webview. */
export type Opened = 'page' | 'empty';

const commands = {
  page: { title: 'Underhood: Explain Attention', key: 'h' },
  empty: { title: 'Empty Webview: Show', key: 'y' },
} as const;
/** Both are commands that are known as soon as the extensions are; neither is activated by that. */
const yardstick = path.join(root, 'test/bench/emptyWebview');

/** Two paragraphs, at lines 1 and 3. */
const text = `The miller had a red boat. Every morning the miller rowed the red boat to the island, and every evening the wind
brought the red boat back. One day the wind did not come.

我前天在深圳坐上了过山车，吓得大喊大叫，至今忘记不了那天。 The little dog saw the cat, and the cat saw the little dog. Then
both of them ran into the garden, where the old man was asleep.
`;

/** A VS Code with the packaged extension, and the extension that opens an empty webview. */
export class BenchedVscode {
  readonly #hosts = new Set<number>();

  private constructor(
    private readonly vscode: Vscode,
    private readonly browser: Browser,
    private readonly folder: string,
    private readonly script: string,
  ) {}

  static async start(): Promise<BenchedVscode> {
    const folder = removeAtTheEnd(fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-bench-')));
    fs.writeFileSync(path.join(folder, 'text.md'), text);
    const [vscode, browser] = [await startVscode({ vsix: await packaged() }), await launchBrowser()];
    return new BenchedVscode(vscode, browser, folder, await probe());
  }

  /** A fresh window with the text in its editor: nothing of either extension has run in it. */
  async open(): Promise<BenchedWindow> {
    const page = await (await this.browser.newContext({ viewport: { width: 1920, height: 1000 } })).newPage();
    await page.addInitScript(this.script);
    const options = { folder: this.folder, file: path.join(this.folder, 'text.md'), extension: yardstick };
    await page.goto(workbenchAddress(this.vscode, options), LOADING);
    await waitForWorkbench(page);
    await page.locator('.editor-instance .view-lines').first().waitFor({ timeout: 60_000 });
    for (const { title } of Object.values(commands)) await known(page, title);
    const hosts = await descendants(this.vscode.pid, '--type=extensionHost');
    const host = hosts.find((pid) => !this.#hosts.has(pid));
    if (host === undefined) throw new Error('The window has no extension host of its own.');
    this.#hosts.add(host);
    await page.waitForTimeout(2000); // What the workbench does after it has come up.
    return new BenchedWindow(page, host);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.vscode.stop();
  }
}

export class BenchedWindow {
  constructor(
    readonly page: Page,
    /** Process id of its extension host. */
    readonly host: number,
  ) {}

  /** Gives a command by its keys. */
  async give(what: Opened): Promise<Answer> {
    const before = await this.#frameOf(what);
    for (const frame of [this.page, ...(before ? [before] : [])]) await forgetMoments(frame);
    await this.page.keyboard.press('Control+K');
    await this.page.keyboard.press(commands[what].key);
    const frame = before ?? (await this.#appearing(what));
    const moments = await momentsUntilShown(frame);
    const pressed = lastOf(await this.page.evaluate(() => window.moments), `key ${commands[what].key}`);
    return { frame, milliseconds: lastOf(moments, 'shown') - pressed, pressed, moments };
  }

  /** Puts the cursor into the first or the second paragraph. */
  async goTo(paragraph: 1 | 2): Promise<void> {
    await goTo(this.page, 2 * paragraph - 1);
  }

  /** A window that is only closed may leave its extension host waiting for it to come back. */
  async close(): Promise<void> {
    await this.page.context().close();
    try {
      process.kill(this.host, 'SIGKILL');
    } catch {
      // It knew that the window would not come back.
    }
  }

  async #appearing(what: Opened): Promise<Frame> {
    for (const end = Date.now() + 60_000; Date.now() < end; await this.page.waitForTimeout(100)) {
      const frame = await this.#frameOf(what);
      if (frame) return frame;
    }
    throw new Error(`The webview never came: ${what}.`);
  }

  async #frameOf(what: Opened): Promise<Frame | undefined> {
    const selector = what === 'page' ? 'underhood-attention' : '#shown';
    for (const frame of this.page.frames()) {
      // A frame may go while it is looked at.
      if (await frame.evaluate((name) => document.querySelector(name) !== null, selector).catch(() => false))
        return frame;
    }
    return undefined;
  }
}

/** What came of a command. */
export interface Answer {
  readonly frame: Frame;
  /** From the key to the screen. */
  readonly milliseconds: number;
  /** When the key was pressed, on the clock of the moments. */
  readonly pressed: number;
  readonly moments: readonly Moment[];
}

/** Waits until the palette knows a command; the extension host has reported in then. */
async function known(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  for (const end = Date.now() + 60_000; ; ) {
    await page.keyboard.press('F1');
    await input.waitFor({ state: 'visible' });
    await input.fill(`>${title}`);
    const isThere = await row.waitFor({ timeout: 2500 }).then(
      () => true,
      () => false,
    );
    await page.keyboard.press('Escape');
    if (isThere) return;
    if (Date.now() > end) throw new Error(`The palette never came to know ${title}.`);
  }
}
