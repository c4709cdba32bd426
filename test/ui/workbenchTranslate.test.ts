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

describe('Translating in the workbench', function () {
  this.timeout(240_000);
  let folder: string;
  let vscode: Vscode;
  let browser: Browser;
  let workbench: Page;
  let page: FrameLocator;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-folder-'));
    const file = path.join(folder, 'love.md');
    fs.writeFileSync(file, '我爱你。\n');
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

  const translations = () => page.locator('underhood-translate-system .translation');

  it('translates the paragraph around the cursor with all three systems', async () => {
    await goTo(workbench, 1, 2);
    await runCommand(workbench, 'Underhood: Translate and Show Attention');
    await becomes(page.locator('h1'), /我爱你/, 90_000);
    await becomes(translations().nth(2), /^I love you\.$/, 90_000);
    assert.equal(await translations().count(), 3);
    await becomes(translations().nth(1), /^I love you\.$/);
    await becomes(page.locator('#none'), /./);
  });

  it('goes through the views by the keyboard, each with what this sentence makes of it', async () => {
    await page.getByRole('tab', { selected: true }).first().focus();
    for (const shown of [
      'underhood-translate-candidates',
      'underhood-translate-kind-heads canvas',
      'underhood-translate-unrolled',
      'underhood-translate-forgetting canvas',
      'underhood-translate-parallel',
    ]) {
      await workbench.keyboard.press('ArrowRight');
      await page.locator(shown).first().waitFor({ timeout: 30_000 });
    }
    for (let tab = 0; tab < 3; tab++) await workbench.keyboard.press('ArrowLeft');
    await page.locator('#kind-encoder').waitFor();
  });

  it('comes back where it was after the window was reloaded', async () => {
    await workbench.waitForTimeout(1000); // A page saves where it is a moment after it came there.
    // Without the file: VS Code leaves the editors of last time closed where it is told what to open.
    await workbench.goto(workbenchAddress(vscode, { folder, extension: root }), LOADING);
    await waitForWorkbench(workbench);
    await becomes(page.locator('h1'), /我爱你/, 90_000);
    await page.locator('#kind-encoder').waitFor({ timeout: 60_000 });
  });
});
