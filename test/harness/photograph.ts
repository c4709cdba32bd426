import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { root } from './paths.ts';
import { run } from './processes.ts';
import { startVscode, type Vscode } from './vscode.ts';

/** Builds the extension, and takes pictures of it in a real VS Code. */
export async function photograph(take: (vscode: Vscode, browser: Browser) => Promise<void>): Promise<void> {
  if ((await run(process.execPath, ['esbuild.js'], { cwd: root })) !== 0) throw new Error('The build failed.');
  const vscode = await startVscode();
  const browser = await launchBrowser();
  try {
    await take(vscode, browser);
  } finally {
    await browser.close();
    await vscode.stop();
  }
}
