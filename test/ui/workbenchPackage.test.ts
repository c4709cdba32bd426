import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { filesOf, packageNamed, packageOfThisMachine } from '../harness/packages.ts';
import { root } from '../harness/paths.ts';
import { pictureOnFailure } from '../harness/pictures.ts';
import { runQuietly } from '../harness/processes.ts';
import { startVscode, type Vscode } from '../harness/vscode.ts';
import { goTo, openWorkbench, runCommand, webviewFrame } from '../harness/workbench.ts';
import { zipNames } from '../harness/zip.ts';
import { AttentionPage, becomes } from './attentionPage.ts';

/** Those that this machine can run; all of them in the campaign `packages`. */
const tested =
  process.env.UNDERHOOD_PACKAGES === 'all'
    ? [packageOfThisMachine(), packageNamed('universal')]
    : [packageOfThisMachine()];

/** How a file is called in a package: vsce gives some a name of their own. */
function packed(file: string): string {
  const names: Record<string, string> = {
    LICENSE: 'LICENSE.txt',
    'README.md': 'readme.md',
    'CHANGELOG.md': 'changelog.md',
  };
  return `extension/${names[file] ?? file}`;
}

for (const one of tested)
  describe(`the packaged extension (${one.name})`, function () {
    this.timeout(300_000);
    let folder: string;
    let vsix: string;
    let vscode: Vscode | undefined;
    let browser: Browser | undefined;
    let workbench: Page | undefined;

    before(async () => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-packaged-'));
      const command = ['--import', 'tsx', path.join(root, 'test/harness/package.ts'), '--out', folder];
      await runQuietly(process.execPath, [...command, '--target', one.name], { cwd: root });
      vsix = path.join(folder, fs.readdirSync(folder)[0]);
    });

    after(async () => {
      await browser?.close();
      await vscode?.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    });

    pictureOnFailure(() => workbench);

    it('is within its budget, and holds what it should', () => {
      const { size } = fs.statSync(vsix);
      console.log(`      ${(size / 1e6).toFixed(1)} MB of ${one.budget / 1e6}`);
      assert.ok(size <= one.budget);
      const own = new Set(['extension.vsixmanifest', '[Content_Types].xml']);
      const names = zipNames(vsix).filter((name) => !own.has(name));
      assert.deepEqual(names.sort(), filesOf(one).map(packed).sort());
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
      const runtime = one.native.length > 0 ? 'onnxruntime-node' : 'onnxruntime-web';
      assert.ok((await attention.ran.textContent())?.includes(runtime));
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
