import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { root } from '../harness/paths.ts';
import { pictureOnFailure } from '../harness/pictures.ts';
import { startVscode, type Vscode } from '../harness/vscode.ts';
import {
  goTo,
  LOADING,
  openWorkbench,
  runCommand,
  waitForWorkbench,
  webviewFrame,
  workbenchAddress,
} from '../harness/workbench.ts';
import { becomes } from './attentionPage.ts';

const TEXT = 'Once upon a time there was a little girl named';

describe('Positional encodings in the workbench', function () {
  this.timeout(240_000);
  let folder: string;
  let vscode: Vscode;
  let browser: Browser;
  let workbench: Page;
  let page: FrameLocator;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-folder-'));
    const file = path.join(folder, 'story.md');
    fs.writeFileSync(file, TEXT);
    vscode = await startVscode();
    browser = await launchBrowser();
    workbench = await openWorkbench(browser, vscode, { folder, file, extension: root });
    page = webviewFrame(workbench);
  });

  after(async () => {
    await browser?.close();
    await vscode?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  pictureOnFailure(() => workbench);

  const rows = (list: 'true' | 'now') => page.locator(`underhood-positions-next #${list} ol`);
  const textOf = async (list: 'true' | 'now') => (await rows(list).textContent())?.replace(/\s+/g, ' ').trim() ?? '';

  it('opens on the paragraph around the cursor, with all schemes', async () => {
    await goTo(workbench, 1, 5);
    await runCommand(workbench, 'Underhood: Show Positional Encodings');
    await becomes(page.locator('h1'), /How does a position become numbers/, 90_000);
    await becomes(page.locator('underhood-header .ran'), /paragraph at the cursor in story\.md.*bundled model/, 90_000);
    await page.getByRole('radio').nth(7).waitFor();
  });

  it('tells the tokens other positions, by the keyboard, and the next tokens change', async () => {
    await page.getByRole('tab', { selected: true }).first().focus();
    for (let tab = 0; tab < 4; tab++) await workbench.keyboard.press('ArrowRight');
    await becomes(page.locator('h1'), /What do the positions do in this model/);
    await becomes(rows('now'), /\d/);
    const before = await textOf('true');
    assert.equal(await textOf('now'), before, 'the truth changes nothing');
    await page.locator('#kind-asIs').focus();
    for (let button = 0; button < 3; button++) await workbench.keyboard.press('Tab');
    await workbench.keyboard.press('Enter');
    await page.locator('#seed').waitFor();
    await page.locator('underhood-positions-told li.else').first().waitFor();
    assert.ok((await textOf('true')).startsWith(before.slice(0, 5)));
    assert.notEqual(await textOf('now'), before);
  });

  it('comes back where it was after the window was reloaded', async () => {
    await workbench.waitForTimeout(1000); // A page saves where it is a moment after it came there.
    // Without the file: VS Code leaves the editors of last time closed where it is told what to open.
    await workbench.goto(workbenchAddress(vscode, { folder, extension: root }), LOADING);
    await waitForWorkbench(workbench);
    await becomes(page.locator('h1'), /What do the positions do in this model/, 90_000);
    await page.locator('underhood-positions-told li.else').first().waitFor({ timeout: 60_000 });
  });
});
