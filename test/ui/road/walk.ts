import fs from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import manifest from '../../../package.json' with { type: 'json' };
import { keptKey } from '../../../src/panels/roadRuns.ts';
import type { RoadRun } from '../../../src/protocol/roadPage.ts';
import { fencesIn } from '../../../src/road/block/fences.ts';
import { type Block, parseBlock } from '../../../src/road/block/parseBlock.ts';
import { resultKey } from '../../../src/road/block/writeBlock.ts';
import { type Box, overlap } from '../../../src/road/picture/labels.ts';
import { RoadResults } from '../../../src/road/results.node.ts';
import type { RoadStore } from '../../../webview/road/store.ts';
import { root } from '../../harness/paths.ts';
import type { Vscode } from '../../harness/vscode.ts';
import { goTo, narrowDown, runCommand } from '../../harness/workbench.ts';

/** A block of a chapter, as a reader comes to it. */
export interface Station {
  readonly language: 'en' | 'zh-cn';
  /** Name of the chapter's file, without its ending, and its title. */
  readonly chapter: string;
  readonly title: string;
  /** Among the blocks of the chapter, from 1. */
  readonly number: number;
  /** Of its first setting, from 1. */
  readonly line: number;
  readonly block: Block;
}

const bundledModel = path.join(root, 'media/models/underhood-small');

/**
 * Results that outlast the VS Code of a walk, in test/results/road/kept: what takes long is computed once, whatever the
 * language, and in however many parts the road is walked. To be called before the window is open.
 */
export function keepResults({ folder }: Vscode): RoadResults {
  const kept = path.join(root, 'test/results/road/kept');
  const { publisher, name, version } = manifest;
  const own = path.join(folder, 'user/User/globalStorage', `${publisher}.${name}`, 'road/results', version);
  fs.mkdirSync(kept, { recursive: true });
  fs.mkdirSync(path.dirname(own), { recursive: true });
  fs.rmSync(own, { recursive: true, force: true });
  fs.symlinkSync(kept, own, 'junction');
  return new RoadResults(kept);
}

/** All blocks of all chapters in a language. */
export function stations(language: Station['language']): Station[] {
  const folder = path.join(root, 'media/road', language);
  return fs.readdirSync(folder).flatMap((file) => {
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    const [, title] = /^# (?:\d+\. )?(.*)/.exec(text)!;
    return fencesIn(text).map(({ body, firstLine, index }): Station => {
      const { block } = parseBlock(body);
      if (!block) throw new Error(`${language}/${file}: block ${index + 1} cannot be read`);
      return { language, chapter: path.basename(file, '.md'), title, number: index + 1, line: firstLine + 2, block };
    });
  });
}

/** Opens a chapter from the table of contents, or shows it where it is open. */
export async function openChapter(page: Page, { chapter, title }: Station): Promise<void> {
  const tab = page.locator('.tab', { hasText: `${chapter}.md` });
  if ((await tab.count()) > 0) return tab.first().click();
  await runCommand(page, 'Underhood: Walk the Road');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).waitFor({ timeout: 60_000 });
  await narrowDown(page, title);
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: `${chapter}.md` }).waitFor({ timeout: 60_000 });
}

/** What the page of an experiment has to show, and what it says that is wrong. */
interface Shown {
  readonly run?: RoadRun;
  readonly notices: readonly string[];
}

function shownBy(webview: FrameLocator): Promise<Shown | undefined> {
  return webview
    .locator('underhood-road')
    .evaluate(
      (element) => {
        const { state } = (element as unknown as { store: RoadStore }).store;
        return { run: state?.run, notices: state?.notices.map(({ text }) => text) ?? [] };
      },
      null,
      { timeout: 2000 },
    )
    .catch(() => undefined);
}

/** Seconds that a block may have taken and still be run again, in another language or a later part of the campaign. */
const shortRun = 30;

/**
 * Runs the block at a station as a reader does, and waits until it is over: what came out, or what it says instead. One that
 * is known to take long is looked at where its result is kept.
 */
export async function runStation(
  page: Page,
  webview: FrameLocator,
  station: Station,
  patience: number,
  kept?: RoadResults,
): Promise<Shown> {
  const { block, line } = station;
  if (block.kind !== 'experiment') throw new Error('Pages are opened, not run.');
  const key = resultKey(block.name, block.settings);
  const isThis = ({ run }: Shown) => run !== undefined && resultKey(run.name, run.settings) === key;
  // The reader's folder is another one every time.
  const isKept = (kept?.get(keptKey(block, bundledModel, null))?.seconds ?? 0) > shortRun;
  const asked = `Underhood: ${isKept ? 'Show' : 'Run'} the Experiment at the Cursor`;
  await goTo(page, line);
  await runCommand(page, asked);
  const yes = page.locator('.monaco-dialog-box .monaco-button', { hasText: /^(Run|运行)$/ });
  for (const end = Date.now() + patience; Date.now() < end; await page.waitForTimeout(200)) {
    if (await yes.isVisible()) await yes.click();
    const shown = await shownBy(webview);
    const isOver = shown?.run?.phase === (isKept ? 'kept' : 'finished');
    if (shown && isThis(shown) && (isOver || shown.notices.length > 0)) return shown;
  }
  throw new Error(
    `${block.name} was not over in ${patience / 1000} s: ${JSON.stringify(await shownBy(webview)).slice(0, 500)}`,
  );
}

/** What a reader would stumble over on a page that shows a result: words over words, holes, words of another language. */
export async function stumbles(webview: FrameLocator, language: Station['language']): Promise<string[]> {
  const found: string[] = [];
  const texts = await webview
    .locator('h1, h2, underhood-header dd, .headline, li, td, th, label, button, footer p')
    .allInnerTexts();
  for (const text of texts) {
    if (/undefined|NaN|\[object|\{[a-z]+\}/.test(text)) found.push(`reads as code: ${text}`);
  }
  for (const text of await webview
    .locator('h1, h2:not(dialog h2), underhood-header dt, .headline, li strong')
    .allInnerTexts()) {
    if (language === 'zh-cn' && !/[\u4e00-\u9fff]/.test(text)) found.push(`not translated: ${text}`);
  }
  if (((await webview.locator('footer [role="status"]').textContent()) ?? '').trim() === '')
    found.push('nothing is told');
  for (const [place, height] of (await heights(webview)).entries()) {
    if (height < 40) found.push(`view ${place + 1} is empty`);
  }
  const isWider = await webview
    .locator('html')
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1);
  if (isWider) found.push('wider than its pane');
  for (const picture of await wordsInPictures(webview.locator('underhood-picture svg'))) {
    for (const [place, one] of picture.entries()) {
      const other = picture.slice(0, place).find((before) => overlap(one, before));
      if (other) found.push(`“${one.text}” over “${other.text}”`);
    }
  }
  return found;
}

function heights(webview: FrameLocator): Promise<number[]> {
  return webview
    .locator('underhood-view')
    .evaluateAll((views) => views.map((view) => view.getBoundingClientRect().height));
}

interface Words extends Box {
  readonly text: string;
}

/** Where the words of each picture stand, as they are drawn, a pixel less on each side: neighbours may touch. */
function wordsInPictures(pictures: ReturnType<FrameLocator['locator']>): Promise<Words[][]> {
  return pictures.evaluateAll((svgs) =>
    svgs.map((svg) =>
      [...svg.querySelectorAll('text')].map((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const inset = (bottom - top) / 6;
        return {
          text: element.textContent ?? '',
          left: left + 1,
          right: right - 1,
          top: top + inset,
          bottom: bottom - inset,
        };
      }),
    ),
  );
}
