import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { root } from '../harness/paths.ts';
import { pictureOnFailure } from '../harness/pictures.ts';
import { startVscode, type Vscode } from '../harness/vscode.ts';
import { goTo, openWorkbench, runCommand, webviewFrame } from '../harness/workbench.ts';
import { becomes } from './attentionPage.ts';

const TEXT = 'Once upon a time there was a little girl named';

describe('What comes next, in the workbench', function () {
  this.timeout(240_000);
  let folder: string;
  let file: string;
  let vscode: Vscode;
  let browser: Browser;
  let workbench: Page;
  let page: FrameLocator;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-folder-'));
    file = path.join(folder, 'story.md');
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

  const rows = () => page.locator('underhood-ranked-list tr[data-rank]');

  it('lists what the whole vocabulary has after the cursor', async () => {
    await goTo(workbench, 1, TEXT.length + 1);
    await runCommand(workbench, 'Underhood: Show Next-Token Probabilities');
    await becomes(page.locator('h1'), /What comes after .*named/, 90_000);
    await rows().nth(19).waitFor();
    await becomes(page.locator('underhood-ranked-list tr.rest'), /other 4,076 tokens: \d+\.\d+ %/);
  });

  it('asks about the token that is clicked, and says how likely the one was that follows', async () => {
    await page.locator('underhood-reading-strip').getByRole('option').filter({ hasText: 'time' }).click();
    await becomes(page.locator('h1'), /after .*upon·?\s?a/);
    await page
      .getByText(/time.* bits/)
      .first()
      .waitFor();
  });

  it('follows a slider without asking the model again', async () => {
    await page.locator('underhood-sampling #topK-number').fill('3');
    await page.getByText(/^Kept: 3 /).waitFor();
  });

  it('writes on, and inserts that as one step for Undo', async () => {
    await goTo(workbench, 1, TEXT.length + 1);
    await runCommand(workbench, 'Underhood: Continue Text');
    const insert = page.getByRole('button', { name: 'Insert into document' });
    await page.getByText(/Written: 30 tokens/).waitFor({ timeout: 90_000 });
    await insert.click();
    const lines = workbench.locator('.editor-instance .view-lines').first();
    await becomes(lines, /named\s.+/);
    const longer = ((await lines.textContent()) ?? '').length;
    assert.ok(longer > TEXT.length + 20);
    await lines.click();
    await workbench.keyboard.press('Control+Z');
    await becomes(lines, /named\s*$/);
  });

  it('paints how surprised the model is, and says in the status bar what that comes to', async () => {
    await goTo(workbench, 1);
    await runCommand(workbench, 'Underhood: Paint Surprisal');
    await becomes(
      workbench.locator('.statusbar-item', { hasText: 'perplexity' }),
      /[\d.]+ bits\/char · perplexity/,
      60_000,
    );
    const painted = workbench.locator('.editor-instance .view-overlays .cdr[class*="ced-"]');
    assert.ok((await painted.count()) > 5);
    await runCommand(workbench, 'Underhood: Clear Surprisal');
    await workbench.locator('.statusbar-item', { hasText: 'perplexity' }).waitFor({ state: 'hidden' });
  });
});
