import fs from 'node:fs';
import path from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { Language } from '../../src/localisation.ts';
import { root } from './paths.ts';
import { trainedSample } from './trainedSample.ts';
import type { Vscode } from './vscode.ts';
import { goTo, openWorkbench, runCommand, setTheme, webviewFrame } from './workbench.ts';

// The pictures of the walkthrough: what each of its buttons leads to, in the real workbench, in every language and in a theme
// of each kind that a walkthrough has pictures for.

/** Themes by the names that files, and the workbench, have for them. */
const themes = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  hc: 'Dark High Contrast',
  hcLight: 'Light High Contrast',
} as const;
/** Pixels across: about as wide as a walkthrough draws them. */
const width = 600;

interface Step {
  /** Of the walkthrough, and of its files. */
  readonly name: string;
  readonly viewport: { readonly width: number; readonly height: number };
  /** What is cut out: the page, the editor, or both. */
  readonly part: 'page' | 'editor' | 'both';
  /** From the button to what is pictured. */
  arrive(page: Page, webview: FrameLocator, language: Language): Promise<unknown>;
}

const large = { width: 1680, height: 880 };
const steps: readonly Step[] = [
  {
    ...{ name: 'explain', viewport: large, part: 'page' },
    arrive: (_, webview) => webview.locator('underhood-heads canvas').first().waitFor({ timeout: 60_000 }),
  },
  {
    ...{ name: 'next', viewport: large, part: 'page' },
    arrive: (_, webview) => webview.locator('underhood-next').waitFor({ timeout: 60_000 }),
  },
  {
    ...{ name: 'surprisal', viewport: { width: 860, height: 620 }, part: 'editor' },
    arrive: (page) => page.locator('.statusbar-item', { hasText: /bit|比特/ }).waitFor({ timeout: 60_000 }),
  },
  {
    ...{ name: 'positions', viewport: large, part: 'page' },
    arrive: (_, webview) => webview.getByText(/ms$/).first().waitFor({ timeout: 60_000 }),
  },
  {
    ...{ name: 'road', viewport: { width: 1360, height: 700 }, part: 'both' },
    async arrive(page, webview, language) {
      // Not what the button asked: the walkthrough takes the focus back on a slow machine, and so ends the question.
      await page.keyboard.press('Escape');
      await runCommand(page, 'Underhood: Walk the Road');
      await page.locator('.quick-input-list .monaco-list-row.focused').waitFor();
      await page.locator('.quick-input-widget input').first().press('Enter');
      await page.locator('.tab.active', { hasText: '01-recipe-or-experience' }).waitFor();
      const chapter = path.join(root, 'media/road', language, '01-recipe-or-experience.md');
      const lines = fs.readFileSync(chapter, 'utf8').split('\n');
      await goTo(page, lines.indexOf('place: kunming') + 1);
      await runCommand(page, 'Underhood: Run the Experiment at the Cursor');
      await webview.locator('.headline').waitFor({ timeout: 120_000 });
    },
  },
];

/** The step whose button asks: what it leads to is pictured with a model that was trained already. */
const train = 'train';
export const walkthroughSteps: readonly string[] = [train, ...steps.map(({ name }) => name)];

/**
 * Takes them.
 * @param names of the steps that are meant
 * @param languages that are meant
 * @param out folder
 */
export async function takeWalkthrough(
  vscode: Vscode,
  browser: Browser,
  names: readonly string[],
  languages: readonly string[],
  out: string,
): Promise<void> {
  const recipe = names.includes(train) ? await trainedSample() : undefined;
  for (const language of (['en', 'zh-cn'] as const).filter((one) => languages.includes(one))) {
    vscode.configure({ 'underhood.language': language, 'editor.minimap.enabled': false, 'breadcrumbs.enabled': false });
    const folder = recipe ? path.dirname(recipe) : path.join(root, 'media/sample');
    const options = { folder, file: recipe, extension: root };
    const page = await openWorkbench(browser, vscode, options, { viewport: large });
    await page.keyboard.press('Control+B'); // The side bar takes room that the page can use.
    const shoot = (name: string, part: Step['part']) => inThemes(page, part, path.join(out, `${name}.${language}`));
    if (recipe) {
      await runCommand(page, 'Underhood: Show Training');
      await webviewFrame(page).locator('canvas').first().waitFor({ timeout: 60_000 });
      await shoot(train, 'page');
      await runCommand(page, 'View: Close All Editors');
    }
    for (const { name, part, viewport, arrive } of steps.filter(({ name }) => names.includes(name))) {
      await page.setViewportSize(viewport);
      await runCommand(page, 'Underhood: Get Started');
      const step = page.locator(`[data-step-id$="#${name}"]`);
      await step.click();
      await step.locator('.monaco-button').first().click();
      await arrive(page, webviewFrame(page), language);
      await shoot(name, part);
      await runCommand(page, 'View: Close All Editors');
    }
    await page.context().close();
  }
}

async function inThemes(page: Page, part: Step['part'], file: string): Promise<void> {
  for (const [name, theme] of Object.entries(themes)) {
    await setTheme(page, theme);
    await page.mouse.move(0, 0);
    await page.waitForTimeout(2000); // Until everything has come and been drawn.
    const png = await page.screenshot({ clip: await boxOf(page, part) });
    fs.writeFileSync(`${file}.${name}.webp`, await asWebp(page, png));
    console.log(path.basename(`${file}.${name}.webp`));
  }
}

const places = {
  page: ['iframe.webview.ready'],
  editor: ['.editor-instance'],
  both: ['iframe.webview.ready', '.editor-instance'],
} as const;

/** The smallest rectangle around what is shown of it. */
async function boxOf(page: Page, part: Step['part']) {
  const shown = await Promise.all(places[part].map((place) => page.locator(place).all()));
  const boxes = await Promise.all(shown.flat().map((one) => one.boundingBox()));
  const visible = boxes.filter((box) => box !== null).filter((box) => box.width > 100 && box.height > 100);
  const x = Math.min(...visible.map((box) => box.x));
  const y = Math.min(...visible.map((box) => box.y));
  return {
    ...{ x, y },
    width: Math.max(...visible.map((box) => box.x + box.width)) - x,
    height: Math.max(...visible.map((box) => box.y + box.height)) - y,
  };
}

/** Drawn by the browser, in a page that the rules of the workbench do not bind: a fraction of a PNG. */
async function asWebp(page: Page, png: Buffer): Promise<Buffer> {
  const blank = await page.context().newPage();
  try {
    const encoded = await blank.evaluate(
      async ({ source, width }) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = width;
        canvas.height = Math.round((width * image.height) / image.width);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('The browser draws nothing.');
        context.imageSmoothingQuality = 'high';
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        return canvas.toDataURL('image/webp', 0.5);
      },
      { source: `data:image/png;base64,${png.toString('base64')}`, width },
    );
    return Buffer.from(encoded.slice(encoded.indexOf(',') + 1), 'base64');
  } finally {
    await blank.close();
  }
}
