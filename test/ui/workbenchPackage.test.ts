import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { root } from '../harness/paths.ts';
import { pictureOnFailure } from '../harness/pictures.ts';
import { runQuietly } from '../harness/processes.ts';
import { startVscode, type Vscode } from '../harness/vscode.ts';
import { goTo, openWorkbench, runCommand, webviewFrame } from '../harness/workbench.ts';
import { AttentionPage, becomes } from './attentionPage.ts';

/** Bytes that the package of one platform may have. */
const BUDGET = (process.platform === 'win32' ? 50 : 40) * 1e6;

describe('the packaged extension', function () {
  this.timeout(300_000);
  let folder: string;
  let vsix: string;
  let vscode: Vscode | undefined;
  let browser: Browser | undefined;
  let workbench: Page | undefined;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-packaged-'));
    const command = ['--import', 'tsx', path.join(root, 'test/harness/package.ts'), '--out', folder];
    await runQuietly(process.execPath, command, { cwd: root });
    vsix = path.join(folder, fs.readdirSync(folder)[0]);
  });

  after(async () => {
    await browser?.close();
    await vscode?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  pictureOnFailure(() => workbench);

  it('is within its budget', () => {
    const { size } = fs.statSync(vsix);
    console.log(`      ${(size / 1e6).toFixed(1)} MB of ${BUDGET / 1e6}`);
    assert.ok(size <= BUDGET);
  });

  it('works where it is installed, far from the repository', async () => {
    const file = path.join(folder, 'text.txt');
    fs.writeFileSync(file, 'A red boat, a red boat.\n');
    vscode = await startVscode({ vsix });
    browser = await launchBrowser();
    workbench = await openWorkbench(browser, vscode, { folder, file });
    await goTo(workbench, 1);
    const attention = await AttentionPage.explain(workbench);
    await becomes(attention.text, /boat/);
    assert.match((await attention.ran.textContent()) ?? '', /onnxruntime-node/);
  });

  it('has the chapters of the road with it, and the digits that they read', async () => {
    const page = workbench!;
    await runCommand(page, 'Underhood: Walk the Road');
    await page.locator('.quick-input-list', { hasText: 'The data is the experience' }).waitFor({ timeout: 60_000 });
    await page.locator('.quick-input-widget input').first().fill('The data is');
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: '02-nearest-neighbours.md' }).waitFor();
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click({ timeout: 60_000 });
    await webviewFrame(page).locator('.headline', { hasText: 'nearest' }).waitFor({ timeout: 60_000 });
  });
});
