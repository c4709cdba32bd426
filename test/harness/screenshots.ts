import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { root } from './paths.ts';
import { run } from './processes.ts';
import { startVscode } from './vscode.ts';
import { goTo, openWorkbench, runCommand, webviewFrame } from './workbench.ts';

// npm run screenshots [-- --out FOLDER --theme dark --language en --width 1280 --text short]: pictures of the real
// workbench, in every combination of the options; each may be given several times.

/** The themes that come with VS Code, by the names that its setting knows them by. */
const THEMES: Readonly<Record<string, string>> = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast-dark': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};
const SAMPLE = path.join(root, 'media/sample/welcome.md');
/** How a reader gets to the text that is explained. */
const TEXTS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  short: (page) => goTo(page, lineOf('去年冬天')),
  english: (page) => goTo(page, lineOf('Marta Olsen kept')),
  long: async (page) => {
    await goTo(page, 1);
    await page.keyboard.press('Control+A');
  },
};

function lineOf(beginning: string): number {
  const lines = fs.readFileSync(SAMPLE, 'utf8').split('\n');
  return lines.findIndex((line) => line.startsWith(beginning)) + 1;
}

async function main(): Promise<void> {
  const several = { type: 'string', multiple: true } as const;
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: path.join(root, 'test/results/screenshots') },
      theme: { ...several, default: Object.keys(THEMES) },
      language: { ...several, default: ['en', 'zh-cn'] },
      width: { ...several, default: ['1280', '1920'] },
      text: { ...several, default: Object.keys(TEXTS) },
    },
  });
  if ((await run(process.execPath, ['esbuild.js'], { cwd: root })) !== 0) throw new Error('The build failed.');
  fs.mkdirSync(values.out, { recursive: true });
  const vscode = await startVscode();
  const browser = await launchBrowser();
  try {
    for (const theme of values.theme) {
      for (const language of values.language) {
        vscode.configure({ 'workbench.colorTheme': THEMES[theme], 'underhood.language': language });
        for (const text of values.text) {
          const options = { folder: path.dirname(SAMPLE), file: SAMPLE, extension: root };
          const page = await openWorkbench(browser, vscode, options);
          await page.keyboard.press('Control+B'); // The side bar takes room that the page can use.
          await TEXTS[text](page);
          await runCommand(page, 'Underhood: Explain Attention');
          await webviewFrame(page).locator('canvas').first().waitFor({ timeout: 60_000 });
          for (const width of values.width) {
            await page.setViewportSize({ width: Number(width), height: 900 });
            await page.mouse.move(0, 0);
            await page.waitForTimeout(1500); // Until what follows a resize has been drawn.
            const name = `${theme}-${language}-${text}-${width}`;
            await page.screenshot({ path: path.join(values.out, `${name}.png`) });
            console.log(`${name}.png`);
          }
          await page.context().close();
        }
      }
    }
  } finally {
    await browser.close();
    await vscode.stop();
  }
}

main().catch((error) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
