import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { root } from '../harness/paths.ts';
import { pictureOnFailure } from '../harness/pictures.ts';
import { start, stop } from '../harness/processes.ts';
import { goTo, LOADING, runCommand, waitForWorkbench } from '../harness/workbench.ts';
import { AttentionPage, becomes } from './attentionPage.ts';

describe('npm start', function () {
  this.timeout(240_000);
  let command: ChildProcess;
  let browser: Browser;
  let page: Page;

  before(async () => {
    const parameters = ['--import', 'tsx', path.join(root, 'test/harness/start.ts'), '--server', '--no-open'];
    command = start(process.execPath, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    const address = await printedAddress(command);
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(address, LOADING);
    await waitForWorkbench(page);
  });

  after(async () => {
    await browser?.close();
    if (command) await stop(command);
  });

  pictureOnFailure(() => page);

  it('opens the sample document', async () => {
    const editor = page.locator('.editor-instance', { hasText: 'Explain' }).first();
    await editor.waitFor({ timeout: 60_000 });
    assert.match((await editor.textContent()) ?? '', /Look\sunder\sthe\shood/);
  });

  it('has a walkthrough whose first button explains a sentence, which ticks it off', async () => {
    await runCommand(page, 'Underhood: Get Started');
    const step = page.locator('[data-step-id$="#explain"]');
    const mark = (state: 'checked' | 'unchecked') => step.locator(`.codicon-getting-started-step-${state}`).first();
    await mark('unchecked').waitFor({ timeout: 60_000 });
    assert.equal(await page.locator('[data-step-id^="underhood.underhood#"]').count(), 6);
    const picture = page.locator('.getting-started-media img').first();
    await page.waitForFunction((image) => (image as HTMLImageElement)?.naturalWidth > 0, await picture.elementHandle());
    await step.getByRole('button', { name: 'Explain a Sentence' }).click();
    const attention = new AttentionPage(page);
    await attention.drawn();
    assert.match((await attention.ran.textContent()) ?? '', /selection in .*welcome\.md/);
    await page.locator('.tab', { hasText: 'Welcome' }).filter({ hasNotText: '.md' }).click();
    await mark('checked').waitFor();
  });

  it('has the extension loaded: the command opens the page', async () => {
    await page.locator('.tab', { hasText: 'welcome.md' }).first().click();
    await goTo(page, 15);
    const attention = await AttentionPage.explain(page);
    await becomes(attention.question, /^\s*Where does .* look/);
    assert.match((await attention.ran.textContent()) ?? '', /paragraph at the cursor in welcome\.md/);
  });

  it('asks for a model on the hub, and says what it makes of what is typed', async () => {
    await runCommand(page, 'Underhood: Open from Hugging Face…');
    const row = page.locator('.quick-input-list .monaco-list-row');
    await row.filter({ hasText: 'openai-community/gpt2-medium' }).waitFor();
    const input = page.locator('.quick-input-widget input').first();
    await input.fill('https://huggingface.co/owner/name/tree/v2');
    await row.filter({ hasText: /owner\/name.*at v2/ }).waitFor();
    await input.fill('owner/name/too');
    await row.filter({ hasText: 'This names no model.' }).waitFor();
    await page.keyboard.press('Enter');
    assert.ok(await row.filter({ hasText: 'This names no model.' }).isVisible(), 'it stays there to be corrected');
    await page.keyboard.press('Escape');
    await input.waitFor({ state: 'hidden' });
  });
});

/** The address that the command prints when all is ready. */
function printedAddress(command: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    command.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const address = /http:\/\/\S+(?=\s)/.exec(output)?.[0];
      if (address) resolve(address);
    });
    command.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
  });
}
