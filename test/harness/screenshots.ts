import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { root } from './paths.ts';
import { run } from './processes.ts';
import { startVscode, type Vscode } from './vscode.ts';
import { goTo, openWorkbench, runCommand, webviewFrame } from './workbench.ts';

// npm run screenshots [-- --out FOLDER --theme dark --language en --width 1280 --text short]: pictures of the real
// workbench, in every combination of the options; each may be given several times. With --readme: the README's own.

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
  short: (page) => fromTheEnd(page, lineOf('去年冬天'), 2),
  english: (page) => fromTheEnd(page, lineOf('Marta Olsen kept'), 7),
  long: async (page) => {
    await goTo(page, 1);
    await page.keyboard.press('Control+A');
  },
};

/** Puts the cursor some characters before the end of a line, which may be wrapped. */
async function fromTheEnd(page: Page, line: number, characters: number): Promise<void> {
  await goTo(page, line);
  for (let press = 0; press < 2; press++) await page.keyboard.press('End');
  for (let press = 0; press < characters; press++) await page.keyboard.press('ArrowLeft');
}

function lineOf(beginning: string): number {
  const lines = fs.readFileSync(SAMPLE, 'utf8').split('\n');
  return lines.findIndex((line) => line.startsWith(beginning)) + 1;
}

interface Picture {
  /** Without its ending. */
  readonly name: string;
  readonly theme: string;
  readonly language: string;
  readonly text: string;
  readonly width: number;
  /** The button of the pinned head that is pressed first. */
  readonly view?: string;
}

const README: readonly Picture[] = [
  { name: 'attention-dark-zh', theme: 'dark', language: 'zh-cn', text: 'short', width: 1680 },
  { name: 'lines-light-en', theme: 'light', language: 'en', text: 'english', width: 1680, view: 'Lines' },
  { name: 'arithmetic-dark-en', theme: 'dark', language: 'en', text: 'english', width: 1680, view: 'Arithmetic' },
  { name: 'attention-hc-zh', theme: 'high-contrast-dark', language: 'zh-cn', text: 'short', width: 1680 },
];

async function take(
  { name, theme, language, text, width, view }: Picture,
  { vscode, browser, out }: { readonly vscode: Vscode; readonly browser: Browser; readonly out: string },
): Promise<void> {
  vscode.configure({
    'workbench.colorTheme': THEMES[theme],
    'underhood.language': language,
    'editor.minimap.enabled': false,
  });
  const options = { folder: path.dirname(SAMPLE), file: SAMPLE, extension: root };
  const page = await openWorkbench(browser, vscode, options, { viewport: { width, height: 900 } });
  await page.keyboard.press('Control+B'); // The side bar takes room that the page can use.
  await TEXTS[text](page);
  await runCommand(page, 'Underhood: Explain Attention');
  const attention = webviewFrame(page);
  await attention.locator('underhood-heads canvas').first().waitFor({ timeout: 60_000 });
  if (text !== 'long') await page.keyboard.press('ArrowLeft'); // The page then asks about the token at the cursor.
  if (view) await attention.getByRole('button', { name: view }).click();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(2000); // Until the head in front has come and been drawn.
  await page.screenshot({ path: path.join(out, `${name}.png`) });
  console.log(`${name}.png`);
  await page.context().close();
}

async function main(): Promise<void> {
  const several = { type: 'string', multiple: true } as const;
  const { values } = parseArgs({
    options: {
      readme: { type: 'boolean' },
      out: { type: 'string' },
      theme: { ...several, default: Object.keys(THEMES) },
      language: { ...several, default: ['en', 'zh-cn'] },
      width: { ...several, default: ['1280', '1920'] },
      text: { ...several, default: Object.keys(TEXTS) },
    },
  });
  const all = values.theme.flatMap((theme) =>
    values.language.flatMap((language) =>
      values.text.flatMap((text) =>
        values.width.map((width) => {
          return { name: `${theme}-${language}-${text}-${width}`, theme, language, text, width: Number(width) };
        }),
      ),
    ),
  );
  const out = values.out ?? path.join(root, values.readme ? 'media/readme' : 'test/results/screenshots');
  if ((await run(process.execPath, ['esbuild.js'], { cwd: root })) !== 0) throw new Error('The build failed.');
  fs.mkdirSync(out, { recursive: true });
  const vscode = await startVscode();
  const browser = await launchBrowser();
  try {
    for (const picture of values.readme ? README : all) await take(picture, { vscode, browser, out });
  } finally {
    await browser.close();
    await vscode.stop();
  }
}

main().catch((error) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
