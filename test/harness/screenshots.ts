import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { PositionsView } from '../../src/protocol/positionsPage.ts';
import type { TranslateView } from '../../src/protocol/translatePage.ts';
import { root } from './paths.ts';
import { photograph } from './photograph.ts';
import { runScript } from './runScript.ts';
import { trainedSample } from './trainedSample.ts';
import type { Vscode } from './vscode.ts';
import { takeWalkthrough, walkthroughSteps } from './walkthroughPictures.ts';
import { goTo, openWorkbench, runCommand, webviewFrame } from './workbench.ts';

// npm run screenshots [-- --out FOLDER --theme dark --language en --width 1280 --text short --scene next]: pictures of the real
// workbench, in every combination of the options; each may be given several times. With --readme: the README's own, of
// the scenes named; with --walkthrough [--step explain]: those of the walkthrough.

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
  love: (page) => fromTheEnd(page, lineOf('我爱你。'), 1),
  english: (page) => fromTheEnd(page, lineOf('Marta Olsen kept'), 7),
  long: async (page) => {
    await goTo(page, 1);
    await page.keyboard.press('Control+A');
  },
};

/** What is pictured: how a reader gets there from the text, and waits for it. */
const SCENES: Readonly<Record<string, (page: Page, webview: FrameLocator, text: string) => Promise<unknown>>> = {
  attention: async (page, webview, text) => {
    await runCommand(page, 'Underhood: Explain Attention');
    await webview.locator('underhood-heads canvas').first().waitFor({ timeout: 60_000 });
    if (text !== 'long') await page.keyboard.press('ArrowLeft'); // The page then asks about the token at the cursor.
  },
  next: async (page, webview) => {
    await runCommand(page, 'Underhood: Show Next-Token Probabilities');
    await webview.locator('underhood-next').waitFor({ timeout: 60_000 });
  },
  continue: async (page, webview) => {
    await runCommand(page, 'Underhood: Continue Text');
    await webview.locator('underhood-continue').waitFor({ timeout: 60_000 });
  },
  example: async (page, webview) => {
    await runCommand(page, 'Underhood: Show Next-Token Probabilities');
    await webview.getByRole('tab').nth(2).click();
  },
  positions: (page, webview) => showPositions(page, webview, 'schemes'),
  similarity: (page, webview) => showPositions(page, webview, 'similarity'),
  covered: (page, webview) => showPositions(page, webview, 'covered'),
  order: (page, webview) => showPositions(page, webview, 'order'),
  shuffled: async (page, webview) => {
    await showPositions(page, webview, 'model');
    await webview.locator('#kind-shuffle').click();
  },
  table: async (page, webview) => {
    await showPositions(page, webview, 'model');
    await webview.locator('#tab-table').click();
  },
  race: async (page, webview) => {
    await showPositions(page, webview, 'race');
    await webview.locator('#start').click();
    await webview.locator('#start:disabled').waitFor({ timeout: 900_000 }); // It is over.
  },
  translate: (page, webview) => showTranslation(page, webview, 'sideBySide'),
  steps: (page, webview) => showTranslation(page, webview, 'steps'),
  kinds: (page, webview) => showTranslation(page, webview, 'kinds'),
  memory: (page, webview) => showTranslation(page, webview, 'memory'),
  forgetting: (page, webview) => showTranslation(page, webview, 'forgetting'),
  parallel: (page, webview) => showTranslation(page, webview, 'parallel'),
  views: async (page) => {
    // What is still empty is opened, and cannot take the focus.
    for (let times = 0; times < 2; times++) {
      await runCommand(page, 'Underhood: Focus on Models View');
      const lists = ['Explore', 'Models', 'The Road'].map((name) => page.locator(`.monaco-list[aria-label="${name}"]`));
      for (const list of lists) await list.locator('.monaco-list-row').first().waitFor({ timeout: 60_000 });
    }
    await page.locator('.monaco-list-row', { hasText: /underhood-zh-en-rnn.*[M万]/ }).waitFor();
  },
  getStarted: async (page) => {
    await runCommand(page, 'Underhood: Get Started');
    await page.locator('.getting-started-step.expanded').waitFor({ timeout: 60_000 });
    await page.waitForFunction(() => {
      const pictures = [...document.querySelectorAll<HTMLImageElement>('.getting-started-media img')];
      return pictures.length > 0 && pictures.every(({ complete, naturalWidth }) => complete && naturalWidth > 0);
    });
  },
  surprisal: async (page) => {
    await runCommand(page, 'Underhood: Paint Surprisal');
    await page.locator('.statusbar-item', { hasText: /bit|比特/ }).waitFor({ timeout: 60_000 });
    await page.keyboard.press('ArrowLeft'); // What is selected has another colour.
  },
};

/** The chapters whose experiments are pictured, by the line of a block that is run: the page, and what stands below it. */
const CHAPTER_SCENES: Readonly<Record<string, { readonly chapter: string; readonly line: number }>> = {
  road: { chapter: '01-recipe-or-experience', line: 25 },
  roadDigits: { chapter: '02-nearest-neighbours', line: 0 },
  roadAttention: { chapter: '08-self-attention-by-hand', line: 0 },
};

/** Opens a chapter and runs one of its blocks, the first where no line is named. */
async function runChapter(page: Page, webview: FrameLocator, scene: string, language: string): Promise<void> {
  const { chapter, line } = CHAPTER_SCENES[scene];
  const text = fs.readFileSync(path.join(root, 'media/road', language, `${chapter}.md`), 'utf8');
  const [title] = text.split('\n');
  await runCommand(page, 'Underhood: Walk the Road');
  const input = page.locator('.quick-input-widget input').first();
  await input.waitFor({ state: 'visible' });
  await input.fill(title.replace(/^# (\d+\. )?/, ''));
  await page.waitForTimeout(500);
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: chapter }).waitFor();
  const first = text.split('\n').indexOf('```hood') + 2;
  await goTo(page, line || first);
  await runCommand(page, 'Underhood: Run the Experiment at the Cursor');
  await webview.locator('.headline').waitFor({ timeout: 120_000 });
}

/** The scenes over a run: the views of its page. */
const RUN_SCENES: Readonly<Record<string, (webview: FrameLocator) => Promise<unknown>>> = {
  training: (webview) => webview.locator('canvas').first().waitFor(),
  blocks: (webview) => webview.getByRole('tab').nth(1).click(),
  gradients: (webview) => webview.getByRole('tab').nth(2).click(),
};

async function showPositions(page: Page, webview: FrameLocator, view: PositionsView): Promise<void> {
  await runCommand(page, 'Underhood: Show Positional Encodings');
  await webview.locator(`#tab-${view}`).click({ timeout: 60_000 });
  await webview.getByText(/ms$/).first().waitFor({ timeout: 60_000 }); // The text is placed.
}

async function showTranslation(page: Page, webview: FrameLocator, view: TranslateView): Promise<void> {
  await runCommand(page, 'Underhood: Translate and Show Attention');
  // Or why there is no translation: a paragraph is longer than what the bundled systems read.
  await webview.locator('underhood-translate-target, underhood-notices p').first().waitFor({ timeout: 60_000 });
  await webview.locator(`#tab-${view}`).click();
}

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
  readonly height?: number;
  readonly scene: string;
  /** A button of the page that is pressed first. */
  readonly press?: string;
}

const README: readonly Picture[] = [
  { name: 'attention-dark-zh', scene: 'attention', theme: 'dark', language: 'zh-cn', text: 'short', width: 1680 },
  {
    name: 'lines-light-en',
    scene: 'attention',
    theme: 'light',
    language: 'en',
    text: 'english',
    width: 1680,
    press: 'Lines',
  },
  {
    name: 'arithmetic-dark-en',
    scene: 'attention',
    theme: 'dark',
    language: 'en',
    text: 'english',
    width: 1680,
    press: 'Arithmetic',
  },
  {
    name: 'attention-hc-zh',
    scene: 'attention',
    theme: 'high-contrast-dark',
    language: 'zh-cn',
    text: 'short',
    width: 1680,
  },
  {
    name: 'attention-hcl-en',
    scene: 'attention',
    theme: 'high-contrast-light',
    language: 'en',
    text: 'english',
    width: 1680,
  },
  { name: 'next-dark-en', scene: 'next', theme: 'dark', language: 'en', text: 'english', width: 1680 },
  { name: 'continue-light-zh', scene: 'continue', theme: 'light', language: 'zh-cn', text: 'short', width: 1680 },
  {
    name: 'translate-dark-en',
    scene: 'translate',
    theme: 'dark',
    language: 'en',
    text: 'love',
    width: 2400,
    height: 780,
  },
  {
    name: 'steps-light-zh',
    scene: 'steps',
    theme: 'light',
    language: 'zh-cn',
    text: 'love',
    width: 1680,
    press: '前进一个词元',
  },
  {
    name: 'training-dark-en',
    scene: 'training',
    theme: 'dark',
    language: 'en',
    text: 'short',
    width: 1680,
    height: 1320,
  },
  {
    name: 'training-light-zh',
    scene: 'training',
    theme: 'light',
    language: 'zh-cn',
    text: 'short',
    width: 1680,
    height: 1320,
  },
  {
    name: 'positions-dark-en',
    scene: 'positions',
    theme: 'dark',
    language: 'en',
    text: 'short',
    width: 1680,
    height: 1200,
  },
  {
    name: 'shuffled-light-zh',
    scene: 'shuffled',
    theme: 'light',
    language: 'zh-cn',
    text: 'english',
    width: 1680,
    height: 1320,
  },
  { name: 'race-dark-en', scene: 'race', theme: 'dark', language: 'en', text: 'short', width: 1680, height: 1320 },
  { name: 'road-light-en', scene: 'road', theme: 'light', language: 'en', text: 'short', width: 1680 },
  { name: 'road-digits-dark-zh', scene: 'roadDigits', theme: 'dark', language: 'zh-cn', text: 'short', width: 1680 },
  { name: 'surprisal-dark-en', scene: 'surprisal', theme: 'dark', language: 'en', text: 'long', width: 1280 },
];

async function take(
  { name, theme, language, text, width, height = 900, scene, press }: Picture,
  { vscode, browser, out }: { readonly vscode: Vscode; readonly browser: Browser; readonly out: string },
): Promise<void> {
  vscode.configure({
    'workbench.colorTheme': THEMES[theme],
    'underhood.language': language,
    'editor.minimap.enabled': false,
  });
  const ofRun = Object.hasOwn(RUN_SCENES, scene) ? RUN_SCENES[scene] : undefined;
  const file = ofRun ? await trainedSample() : SAMPLE;
  const options = { folder: path.dirname(file), file, extension: root };
  const page = await openWorkbench(browser, vscode, options, { viewport: { width, height } });
  await page.keyboard.press('Control+B'); // The side bar takes room that the page can use.
  const webview = webviewFrame(page);
  if (Object.hasOwn(CHAPTER_SCENES, scene)) await runChapter(page, webview, scene, language);
  else if (ofRun) {
    await runCommand(page, 'Underhood: Show Training');
    await webview.locator('h1').waitFor({ timeout: 60_000 });
    await ofRun(webview);
  } else {
    await TEXTS[text](page);
    await SCENES[scene](page, webview, text);
  }
  if (press) await webview.getByRole('button', { name: press }).click();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(2000); // Until everything has come and been drawn.
  await page.screenshot({ path: path.join(out, `${name}.png`) });
  console.log(`${name}.png`);
  await page.context().close();
}

/** Throws where one of the names is none: it would be pictured as something else under that name. */
function expectKnown(names: readonly string[], known: readonly string[]): void {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`${unknown.join(', ')}: choose from ${known.join(', ')}.`);
}

async function main(): Promise<void> {
  const scenes = [SCENES, RUN_SCENES, CHAPTER_SCENES].flatMap(Object.keys);
  const several = { type: 'string', multiple: true } as const;
  const { values } = parseArgs({
    options: {
      readme: { type: 'boolean' },
      walkthrough: { type: 'boolean' },
      step: { ...several, default: [...walkthroughSteps] },
      out: { type: 'string' },
      theme: { ...several, default: Object.keys(THEMES) },
      language: { ...several, default: ['en', 'zh-cn'] },
      width: { ...several, default: ['1280', '1920'] },
      text: { ...several, default: Object.keys(TEXTS) },
      scene: { ...several, default: scenes },
    },
  });
  expectKnown(values.theme, Object.keys(THEMES));
  expectKnown(values.text, Object.keys(TEXTS));
  expectKnown(values.scene, scenes);
  const all = values.theme.flatMap((theme) =>
    values.language.flatMap((language) =>
      values.text.flatMap((text) =>
        values.scene.flatMap((scene) =>
          values.width.map((width): Picture => {
            const name = [scene, theme, language, text, width].join('-');
            return { name, theme, language, text, scene, width: Number(width) };
          }),
        ),
      ),
    ),
  );
  const folder = values.readme ? 'media/readme' : values.walkthrough ? 'media/walkthrough' : 'test/results/screenshots';
  const out = values.out ?? path.join(root, folder);
  fs.mkdirSync(out, { recursive: true });
  await photograph(async (vscode, browser) => {
    const readme = README.filter(({ scene }) => values.scene.includes(scene));
    if (values.walkthrough) await takeWalkthrough(vscode, browser, values.step, values.language, out);
    else for (const picture of values.readme ? readme : all) await take(picture, { vscode, browser, out });
  });
}

runScript(main);
