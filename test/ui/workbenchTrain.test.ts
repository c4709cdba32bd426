import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { sampleDocuments } from '../../src/training/samples/sampleCorpus.ts';
import { launchBrowser } from '../harness/browser.ts';
import { root } from '../harness/paths.ts';
import { pictureOnFailure } from '../harness/pictures.ts';
import { startVscode, type Vscode } from '../harness/vscode.ts';
import { openWorkbench, runCommand, webviewFrame } from '../harness/workbench.ts';
import { becomes } from './attentionPage.ts';

describe('Training on a file of one’s own, in the workbench', function () {
  this.timeout(300_000);
  let folder: string;
  let vscode: Vscode;
  let browser: Browser;
  let workbench: Page;
  let page: FrameLocator;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-folder-'));
    const file = path.join(folder, 'tales.txt');
    fs.writeFileSync(file, [...sampleDocuments('english-stories', { characters: 30_000, seed: 2 })].join(''));
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

  /** Waits for a question, types what narrows its items down or replaces its text, and accepts it. */
  async function answer(question: string, text?: string): Promise<void> {
    const input = workbench.locator('.quick-input-widget input').first();
    // A list asks in its placeholder, a box under its text.
    const asked = workbench
      .locator(`.quick-input-widget input[placeholder*="${question}"]`)
      .or(workbench.locator('.quick-input-message', { hasText: question }));
    await asked.first().waitFor({ timeout: 60_000 });
    if (text !== undefined) await input.fill(text);
    await workbench.waitForTimeout(300);
    await workbench.keyboard.press('Enter');
  }

  it('goes by keyboard from the palette to a model', async () => {
    await runCommand(workbench, 'Underhood: Train a Small Model…');
    await answer('A new model', 'A new model');
    await answer('learn from', 'This file');
    await workbench.locator('.quick-input-list', { hasText: /About .* for 5,000 steps/ }).waitFor({ timeout: 90_000 });
    await answer('How large', '0.1');
    await answer('What are its tokens', 'Characters');
    await answer('How long', 'A number of steps');
    await answer('How many steps', '60');
    await answer('What is it called');
    await becomes(page.locator('h1'), /tales has learned/, 120_000);
    const recipe = JSON.parse(fs.readFileSync(path.join(folder, 'tales.underhood.json'), 'utf8'));
    assert.deepEqual([recipe.data, recipe.training.steps], [{ files: ['tales.txt'] }, 60]);
    assert.ok(fs.existsSync(path.join(folder, 'tales/model.safetensors')));
  });

  it('can be gone on with from the recipe', async () => {
    await workbench.locator('.codelens-decoration a', { hasText: 'Resume' }).first().waitFor({ timeout: 60_000 });
  });

  it('is scrubbed through its life by keyboard', async () => {
    await page.getByRole('heading', { name: 'Heads at step 60' }).waitFor({ timeout: 60_000 });
    await page.locator('input[type=range]').last().focus();
    await workbench.keyboard.press('Home');
    await page.getByRole('heading', { name: 'Heads at step 0' }).waitFor();
    await page.getByRole('heading', { name: 'What it writes at step 0' }).waitFor();
  });

  it('explains a sentence with what was learned', async () => {
    await page.getByRole('button', { name: /^Explain attention with the best model/ }).press('Enter');
    // It comes to the front where the training page was.
    await becomes(page.locator('h1'), /^Where does .* look/, 90_000);
    await page.getByText(/tales · 2 layers × 4 heads/).waitFor();
  });
});
