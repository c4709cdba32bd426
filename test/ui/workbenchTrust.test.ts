import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { root } from '../harness/paths.ts';
import { pictureOnFailure } from '../harness/pictures.ts';
import { startVscode, type Vscode } from '../harness/vscode.ts';
import { goTo, openWorkbench, runCommand, webviewFrame } from '../harness/workbench.ts';
import { smallRecipe } from '../training/run/smallRun.ts';
import { AttentionPage, becomes } from './attentionPage.ts';

const restricted = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };

/** One more VS Code to start, which npm test has no time for: the campaign `trust`. */
const isCampaign = process.env.UNDERHOOD_TRUST !== undefined;

(isCampaign ? describe : describe.skip)('a folder that is not trusted', function () {
  this.timeout(300_000);
  let folder: string;
  let vscode: Vscode;
  let browser: Browser;
  let workbench: Page;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-untrusted-'));
    // What a folder sets is not taken from it: with this runtime nothing could be explained.
    fs.mkdirSync(path.join(folder, '.vscode'));
    const settings = { 'underhood.runtime': 'tensorflow', 'underhood.language': 'zh-cn' };
    fs.writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(settings));
    fs.writeFileSync(path.join(folder, 'small.underhood.json'), JSON.stringify(smallRecipe, null, 2));
    const file = path.join(folder, 'text.txt');
    fs.writeFileSync(file, 'A red boat, a red boat.\n');
    vscode = await startVscode({ settings: restricted, asksForTrust: true });
    browser = await launchBrowser();
    workbench = await openWorkbench(browser, vscode, { folder, file, extension: root });
    await workbench.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ timeout: 60_000 });
  });

  after(async () => {
    await browser?.close();
    await vscode?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  pictureOnFailure(() => workbench);

  it('is explained as ever, by the settings of the person, not by its own', async () => {
    await goTo(workbench, 1);
    const attention = await AttentionPage.explain(workbench);
    await becomes(attention.question, /^\s*Where does .* look/);
    assert.match((await attention.ran.textContent()) ?? '', /onnxruntime-node/);
  });

  it('is not trained in, and says why', async () => {
    await runCommand(workbench, 'Underhood: Train a Small Model…');
    await runCommand(workbench, 'Notifications: Show Notifications');
    await workbench.locator('.notifications-center', { hasText: 'This folder is not trusted yet' }).waitFor();
    await runCommand(workbench, 'Notifications: Clear All Notifications');
    await workbench.locator('.tab', { hasText: 'text.txt' }).click();
    await workbench.keyboard.press('Control+p');
    await workbench.locator('.quick-input-widget input').first().fill('small.underhood.json');
    await workbench.locator('.quick-input-list .monaco-list-row', { hasText: 'small.underhood.json' }).first().click();
    await workbench.locator('.codelens-decoration a', { hasText: 'Train' }).first().click({ timeout: 60_000 });
    await webviewFrame(workbench).getByText('This folder is not trusted yet').first().waitFor({ timeout: 60_000 });
    assert.equal(fs.existsSync(path.join(folder, 'model')), false);
  });
});
