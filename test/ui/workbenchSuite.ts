import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { root } from '../harness/paths.ts';
import { pictureOnFailure } from '../harness/pictures.ts';
import { startVscode, type Vscode, type VscodeOptions } from '../harness/vscode.ts';
import {
  LOADING,
  openWorkbench,
  remembered,
  waitForWorkbench,
  webviewFrame,
  workbenchAddress,
} from '../harness/workbench.ts';

interface WorkbenchSuite {
  /** The folder that is open. */
  readonly folder: string;
  readonly vscode: Vscode;
  /** The window. */
  readonly workbench: Page;
  /** What is in the first of our pages in it. */
  readonly page: FrameLocator;
  /** Opens another window in the place of this one, with the same file. */
  openAnother(context?: BrowserContextOptions): Promise<void>;
  /** Loads the window again, once what the extension remembers of this folder says where it was. */
  reload(remembered: RegExp): Promise<void>;
}

/** Tests in one window of a real VS Code, which has a folder of its own open, and its first file. */
export function workbenchSuite(
  title: string,
  files: Readonly<Record<string, string>>,
  define: (suite: WorkbenchSuite) => void,
  options: VscodeOptions = {},
): void {
  describe(title, function () {
    this.timeout(300_000);
    let folder: string;
    let vscode: Vscode;
    let browser: Browser;
    let workbench: Page;

    const open = async (context?: BrowserContextOptions) => {
      const [file] = Object.keys(files);
      workbench = await openWorkbench(
        browser,
        vscode,
        { folder, file: path.join(folder, file), extension: root },
        context,
      );
    };

    before(async () => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-folder-'));
      for (const [name, content] of Object.entries(files)) {
        const file = path.join(folder, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, content);
      }
      vscode = await startVscode(options);
      browser = await launchBrowser();
      await open();
    });

    after(async () => {
      await browser?.close();
      await vscode?.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    });

    pictureOnFailure(() => workbench);

    define({
      get folder() {
        return folder;
      },
      get vscode() {
        return vscode;
      },
      get workbench() {
        return workbench;
      },
      get page() {
        return webviewFrame(workbench);
      },
      async openAnother(context) {
        await workbench.context().close();
        await open(context);
      },
      async reload(pattern) {
        await remembered(workbench, pattern);
        // A page may be about to tell what it came to since: nothing outside it says when that is over.
        await workbench.waitForTimeout(1000);
        // Without the file: VS Code leaves the editors of last time closed where it is told what to open.
        await workbench.goto(workbenchAddress(vscode, { folder, extension: root }), LOADING);
        await waitForWorkbench(workbench);
      },
    });
  });
}
