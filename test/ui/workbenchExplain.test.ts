import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { root } from '../harness/paths.ts';
import { pictureOnFailure } from '../harness/pictures.ts';
import { descendants } from '../harness/processes.ts';
import { startVscode, type Vscode } from '../harness/vscode.ts';
import { goTo, LOADING, openWorkbench, runCommand, waitForWorkbench, workbenchAddress } from '../harness/workbench.ts';
import { AttentionPage, becomes } from './attentionPage.ts';

const TEXT = `The miller had a red boat. Every morning the miller rowed the red boat to the island.

小猫看见了小狗，小狗也看见了小猫。

short
`;

describe('Explain Attention in the workbench', function () {
  this.timeout(240_000);
  let folder: string;
  let vscode: Vscode;
  let browser: Browser;
  let workbench: Page;
  let attention: AttentionPage;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-folder-'));
    fs.writeFileSync(path.join(folder, 'story.md'), TEXT);
    vscode = await startVscode();
    browser = await launchBrowser();
    workbench = await openWorkbench(browser, vscode, { folder, file: path.join(folder, 'story.md'), extension: root });
  });

  after(async () => {
    await browser?.close();
    await vscode?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  pictureOnFailure(() => workbench);

  it('explains the paragraph around the cursor, and says so', async () => {
    await goTo(workbench, 1, 5);
    attention = await AttentionPage.explain(workbench);
    assert.match((await attention.ran.textContent()) ?? '', /paragraph at the cursor in story\.md.*bundled model/);
    const tokens = (await attention.tokens.allTextContents()).join('');
    assert.match(tokens.replace(/\W/g, ''), /^Themillerhadaredboat.*theisland$/);
  });

  it('follows a selection without another command', async () => {
    await goTo(workbench, 3);
    await workbench.keyboard.press('Shift+End');
    await becomes(attention.ran, /selection in story\.md/);
    await becomes(attention.question, /Where does .* look/);
  });

  it('asks about the token at the cursor', async () => {
    // Columns as VS Code counts them: a Chinese character takes two.
    await goTo(workbench, 3, 5);
    await becomes(attention.question, /看/);
    await goTo(workbench, 3, 21);
    await becomes(attention.question, /也/);
  });

  it('marks in the document the token pointed at on the page', async () => {
    const marks = workbench.locator('.editor-instance .view-overlays .cdr[class*="ced-"]');
    const before = await marks.count();
    await attention.tokens.filter({ hasText: '狗' }).first().hover();
    await workbench.waitForFunction(
      (count) => document.querySelectorAll('.editor-instance .view-overlays .cdr[class*="ced-"]').length > count,
      before,
    );
  });

  it('says that the text was edited, and runs it again', async () => {
    await goTo(workbench, 3, 19);
    await workbench.keyboard.type('!');
    await becomes(attention.notices, /The text has changed since this run/);
    await attention.notices.getByRole('button', { name: 'Run again' }).click();
    await becomes(attention.text, /!/);
  });

  it('gets its model process back after that was killed', async () => {
    const [killed] = await descendants(vscode.pid, 'modelProcess.js');
    assert.ok(killed, 'no model process runs');
    process.kill(killed, 'SIGKILL');
    await goTo(workbench, 1, 5);
    await runCommand(workbench, 'Underhood: Explain Attention');
    await becomes(attention.text, /mill/, 60_000);
    const running = await descendants(vscode.pid, 'modelProcess.js');
    assert.equal(running.length, 1);
    assert.notEqual(running[0], killed);
  });

  it('comes back as it was when the window is opened again', async () => {
    const asked = await attention.question.textContent();
    await workbench.waitForTimeout(1000); // A page saves where it is a moment after it came there.
    await workbench.keyboard.press('Control+S');
    // Without the file: VS Code leaves the editors of last time closed where it is told what to open.
    await workbench.goto(workbenchAddress(vscode, { folder, extension: root }), LOADING);
    await waitForWorkbench(workbench);
    attention = new AttentionPage(workbench);
    await attention.drawn();
    await becomes(attention.question, new RegExp(`^\\s*${asked?.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`));
  });

  it('speaks Chinese where its own setting says so', async () => {
    await workbench.context().close();
    vscode.configure({ 'underhood.language': 'zh-cn' });
    workbench = await openWorkbench(browser, vscode, {
      folder,
      file: path.join(folder, 'story.md'),
      extension: root,
    });
    await goTo(workbench, 3);
    const page = await AttentionPage.explain(workbench);
    await becomes(page.question, /在看哪里？/);
    assert.match((await page.ran.textContent()) ?? '', /光标所在的段落/);
  });
});
