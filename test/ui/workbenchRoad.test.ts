import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { root } from '../harness/paths.ts';
import { pictureOnFailure } from '../harness/pictures.ts';
import { startVscode, type Vscode } from '../harness/vscode.ts';
import { goTo, openWorkbench, runCommand, webviewFrame } from '../harness/workbench.ts';
import { openChapter, runStation, type Station, stations, stumbles } from './road/walk.ts';

/** The blocks to be walked, as an expression over names such as `01-recipe-or-experience-2`: see the campaign `road`. */
const chosenBlocks = process.env.UNDERHOOD_ROAD;
const isWholeRoad = chosenBlocks !== undefined;

/** As a file of GloVe: a word, and its numbers. */
const vectors = `the 0.1 0.1 0.1 0.1
king 0.9 0.1 0.8 0.2
queen 0.9 0.9 0.8 0.2
man 0.1 0.1 0.7 0.2
woman 0.1 0.9 0.7 0.2
dog 0.1 0.4 0.1 0.9
`;

const notes = '# My notes\n\n```hood\nexperiment: noodles\nplace: kunming\n```\n\nMore notes.\n';

describe('Walking the road, in the workbench', function () {
  this.timeout(300_000);
  let folder: string;
  let vscode: Vscode;
  let browser: Browser;
  let workbench: Page;
  let page: FrameLocator;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-folder-'));
    const file = path.join(folder, 'notes.md');
    fs.writeFileSync(file, notes);
    // A chapter names a file that the reader is to have.
    fs.writeFileSync(path.join(folder, 'glove.6B.100d.txt'), vectors);
    vscode = await startVscode();
    browser = await launchBrowser();
    workbench = await openWorkbench(browser, vscode, { folder, file, extension: root });
    page = webviewFrame(workbench);
  });

  after(async () => {
    await browser?.close();
    await vscode?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  pictureOnFailure(() => workbench);

  const lens = (text: string | RegExp) => workbench.locator('.codelens-decoration', { hasText: text });

  it('runs a block of one’s own notes, beside them, and leaves a line below it', async () => {
    await lens('Run').first().locator('a').click({ timeout: 60_000 });
    await page.getByRole('heading', { level: 1, name: 'A recipe or an experience' }).waitFor({ timeout: 60_000 });
    await page.locator('.headline', { hasText: /^Kunming.*fired for 0 of \d+/ }).waitFor();
    assert.deepEqual(await page.locator('underhood-verdicts li strong').allTextContents(), ['✗ false', '✓ true']);
    await lens(/Kunming.*fired for 0 of/)
      .first()
      .waitFor();
  });

  it('changes a setting on the page, and writes it into the notes', async () => {
    await page.locator('#place').selectOption('lhasa');
    await page.locator('.headline', { hasText: /^Lhasa/ }).waitFor();
    await page.getByRole('button', { name: 'Write into the block' }).click();
    await workbench.locator('.view-line', { hasText: /place:\s*lhasa/ }).waitFor();
    await lens(/Lhasa.*fired for 0 of/)
      .first()
      .waitFor();
  });

  it('helps a newcomer to write one: what may stand there, what is wrong, what it means', async () => {
    await workbench.locator('.tab', { hasText: 'notes.md' }).first().click();
    await goTo(workbench, 99);
    await workbench.keyboard.press('End');
    const suggestion = (label: string) =>
      workbench.locator('.suggest-widget.visible .monaco-list-row', { hasText: label }).first();
    for (const line of ['', '', '```hood', '']) {
      if (line !== '') await workbench.keyboard.type(line);
      else await workbench.keyboard.press('Enter');
    }
    await workbench.locator('.view-line', { hasText: '```hood' }).nth(1).waitFor();
    // They come by themselves, unless the window was too busy: then one asks for them.
    await suggestion('experiment')
      .waitFor({ timeout: 5000 })
      .catch(() => workbench.keyboard.press('Control+Space'));
    await suggestion('experiment').waitFor({ timeout: 60_000 });
    await workbench.keyboard.type('exp');
    await workbench.keyboard.press('Enter');
    await suggestion('runge').waitFor({ timeout: 30_000 });
    await workbench.keyboard.type('run');
    await workbench.keyboard.press('Enter');
    await workbench.locator('.view-line', { hasText: /experiment:\s*runge/ }).waitFor();
    await workbench.keyboard.press('Enter');
    await workbench.keyboard.type('degree: 99');
    await workbench.keyboard.press('Enter');
    await workbench.keyboard.type('```');
    await workbench.locator('.squiggly-error').first().waitFor({ timeout: 30_000 });
    // What was half typed a moment ago was wrong as well, until it is read again.
    const told = workbench.locator('.marker-widget', { hasText: '“degree” must be a whole number from' });
    for (let tries = 0; tries < 10 && !(await told.isVisible()); tries++) {
      await workbench.keyboard.press('Escape');
      await workbench.keyboard.press('F8');
      await told.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    await told.waitFor();
    await workbench.keyboard.press('Escape');
    await goTo(workbench, 13);
    await workbench.keyboard.press('End');
    for (const key of ['Backspace', 'Backspace', '1', '2']) await workbench.keyboard.press(key);
    await workbench.locator('.squiggly-error').first().waitFor({ state: 'hidden', timeout: 30_000 });
    await runCommand(workbench, 'Underhood: Run the Experiment at the Cursor');
    await page.locator('.headline', { hasText: /^Degree 12/ }).waitFor({ timeout: 60_000 });
    await lens(/Degree 12/)
      .first()
      .waitFor();
  });

  it('goes from the table of contents to a chapter, and runs it by keyboard', async () => {
    await runCommand(workbench, 'Underhood: Walk the Road');
    await workbench.locator('.quick-input-list', { hasText: 'A recipe or an experience' }).waitFor({ timeout: 60_000 });
    await workbench.locator('.quick-input-widget input').first().fill('A recipe');
    await workbench.keyboard.press('Enter');
    await workbench.locator('.tab.active', { hasText: '01-recipe-or-experience.md' }).waitFor();
    const text = fs.readFileSync(path.join(root, 'media/road/en/01-recipe-or-experience.md'), 'utf8');
    await goTo(workbench, text.split('\n').indexOf('experiment: noodles') + 1);
    await runCommand(workbench, 'Underhood: Run the Experiment at the Cursor');
    await page.locator('.headline', { hasText: /^sea level.*fired for (\d+) of \1/ }).waitFor({ timeout: 60_000 });
    await lens(/sea level.*fired for/)
      .first()
      .waitFor();
  });

  it('shows what was finished in the activity bar', async () => {
    await runCommand(workbench, 'Underhood: Focus on The Road View');
    const row = workbench.locator('.monaco-list-row', { hasText: '1. A recipe or an experience' });
    await row.waitFor({ timeout: 60_000 });
    await row.locator('.label-description', { hasText: '1/4' }).waitFor();
  });

  it('shows the last result as a picture in the Markdown preview', async () => {
    await workbench.locator('.tab', { hasText: '01-recipe-or-experience.md' }).click();
    await runCommand(workbench, 'Markdown: Open Preview to the Side');
    // It takes the place of the page, which is hidden and therefore gone.
    const preview = webviewFrame(workbench);
    await preview.locator('.hood-headline', { hasText: 'sea level' }).waitFor({ timeout: 60_000 });
    assert.ok((await preview.locator('svg.hood-picture').count()) >= 2);
    await preview.locator('.hood-none').first().waitFor();
  });

  describe('the chapters', () => {
    for (const language of ['en', 'zh-cn'] as const) {
      const walked = stationsWalked(language);
      if (walked.length === 0) continue;

      describe(`in ${language}`, () => {
        before(async () => {
          if (language === 'en' && !isWholeRoad) return;
          vscode.configure({ 'underhood.language': language, 'editor.minimap.enabled': false });
          await workbench.context().close();
          const options = { folder, file: path.join(folder, 'notes.md'), extension: root };
          workbench = await openWorkbench(browser, vscode, options, { viewport: { width: 1680, height: 1200 } });
          await workbench.keyboard.press('Control+B');
          page = webviewFrame(workbench);
        });

        for (const station of walked) {
          it(`${station.chapter}, block ${station.number}`, async function () {
            this.timeout(900_000);
            await openChapter(workbench, station);
            if (station.block.kind === 'page') await seePage(station);
            else await seeResult(station);
          });
        }

        if (chosenBlocks === '.') {
          it('are all finished in the table of contents', async () => {
            await runCommand(workbench, 'Underhood: Focus on The Road View');
            const rows = workbench.locator('.pane-body .monaco-list-row .codicon-pass-filled');
            await rows.nth(new Set(walked.map(({ chapter }) => chapter)).size - 1).waitFor({ timeout: 30_000 });
            await picture('contents', language);
          });
        }
      });
    }
  });

  async function seeResult(station: Station): Promise<void> {
    const { run, notices } = await runStation(workbench, page, station, 600_000);
    assert.deepEqual(notices, []);
    await picture(`${station.chapter}-${station.number}`, station.language);
    assert.deepEqual(await stumbles(page, station.language), []);
    const [headline] = await page.locator('.headline').allInnerTexts();
    await lens(headline.slice(0, 30)).first().waitFor({ timeout: 20_000 });
    console.log(`        ${run!.seconds!.toFixed(1)} s: ${headline}`);
  }

  async function seePage(station: Station): Promise<void> {
    await goTo(workbench, station.line);
    await runCommand(workbench, 'Underhood: Run the Experiment at the Cursor');
    // A page that has nothing to show yet asks what to make.
    const isThere = { timeout: 60_000 };
    await Promise.any([
      page.locator('h1').first().waitFor(isThere),
      workbench.locator('.quick-input-title').waitFor(isThere),
    ]);
    await picture(`${station.chapter}-${station.number}`, station.language);
    await workbench.keyboard.press('Escape');
  }

  /** What the reader sees, in test/results/road, where the whole road is walked. */
  async function picture(name: string, language: string): Promise<void> {
    if (!isWholeRoad) return;
    await workbench.mouse.move(0, 0);
    await workbench.waitForTimeout(700);
    const file = path.join(root, 'test/results/road', language, `${name}.png`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await workbench.screenshot({ path: file });
  }
});

/** All of them in the campaign `road`; otherwise one that is over in a moment, drawn by the seed. */
function stationsWalked(language: Station['language']): Station[] {
  if (isWholeRoad) {
    const chosen = new RegExp(chosenBlocks);
    return stations(language).filter(({ chapter, number }) => chosen.test(`${chapter}-${number}`));
  }
  if (language !== 'en') return [];
  const quick = stations(language).filter(({ block }) => block.kind === 'experiment' && block.experiment.isInstant);
  return [quick[Number(process.env.UNDERHOOD_SEED ?? 1) % quick.length]];
}
