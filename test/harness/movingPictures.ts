import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { MovingPicture } from './movingPicture.ts';
import { root } from './paths.ts';
import { photograph } from './photograph.ts';
import { runScript } from './runScript.ts';
import { goTo, openWorkbench, runCommand, webviewFrame } from './workbench.ts';

// npm run moving-pictures: the README's moving picture, of the real workbench, once in each language.

const sample = path.join(root, 'media/sample/welcome.md');

interface Take {
  readonly language: string;
  /** How the line begins that is explained, and how many characters before its end the cursor stands. */
  readonly line: string;
  readonly fromEnd: number;
  readonly views: readonly string[];
}

const takes: readonly Take[] = [
  { language: 'en', line: 'Marta Olsen kept', fromEnd: 7, views: ['Lines', 'Arithmetic'] },
  { language: 'zh-cn', line: '去年冬天', fromEnd: 2, views: ['连线', '算式'] },
];

/** A reader explains a paragraph, walks through it, looks at another head in several ways, and asks what comes next. */
async function play(page: Page, { line, fromEnd, views }: Take, hold: (milliseconds: number) => Promise<void>) {
  const lines = fs.readFileSync(sample, 'utf8').split('\n');
  await goTo(page, lines.findIndex((text) => text.startsWith(line)) + 1);
  for (let press = 0; press < 2; press++) await page.keyboard.press('End');
  for (let press = 0; press < fromEnd; press++) await page.keyboard.press('ArrowLeft');
  await hold(1200);
  await page.keyboard.press('F1');
  await page.keyboard.type('Explain Attention');
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await page.waitForTimeout(500);
  await hold(1200);
  await page.keyboard.press('Escape');
  await runCommand(page, 'Underhood: Explain Attention');
  const webview = webviewFrame(page);
  await webview.locator('underhood-heads canvas').first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1500);
  await hold(1800);
  for (let press = 0; press < 4; press++) {
    await page.keyboard.press('ArrowLeft');
    await page.waitForTimeout(600);
    await hold(600);
  }
  const grid = webview.locator('underhood-heads canvas').first();
  for (const share of [0.3, 0.5, 0.7]) {
    const box = (await grid.boundingBox())!;
    await page.mouse.move(box.x + share * box.width, box.y + share * box.height);
    await page.waitForTimeout(400);
    await hold(700);
  }
  for (const view of views) {
    await webview.getByRole('button', { name: view, exact: true }).click();
    await page.mouse.move(0, 0);
    await page.waitForTimeout(800);
    await hold(2000);
  }
  await runCommand(page, 'Underhood: Show Next-Token Probabilities');
  await page.waitForTimeout(6000);
  await hold(2500);
}

async function main(): Promise<void> {
  await photograph(async (vscode, browser) => {
    for (const take of takes) {
      vscode.configure({
        'workbench.colorTheme': 'Dark Modern',
        'underhood.language': take.language,
        'editor.minimap.enabled': false,
      });
      const options = { folder: path.dirname(sample), file: sample, extension: root };
      const page = await openWorkbench(browser, vscode, options, { viewport: { width: 1280, height: 800 } });
      await page.keyboard.press('Control+B'); // The side bar takes room that the page can use.
      const picture = new MovingPicture();
      await play(page, take, async (milliseconds) => picture.add(await page.screenshot(), milliseconds));
      const file = path.join(root, 'media/readme', `explain-${take.language}.gif`);
      fs.writeFileSync(file, picture.bytes());
      console.log(`${file}: ${(fs.statSync(file).size / 2 ** 20).toFixed(1)} MiB`);
      await page.context().close();
    }
  });
}

runScript(main);
