import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { RoadResults } from '../../src/road/results.node.ts';
import { root } from '../harness/paths.ts';
import { goTo, runCommand, webviewFrame } from '../harness/workbench.ts';
import { keepResults, openChapter, runStation, type Station, stations, stumbles } from './road/walk.ts';
import { workbenchSuite } from './workbenchSuite.ts';

/** The blocks to be walked, as an expression over names such as `en/01-recipe-or-experience-2`: see the campaign `road`. */
const chosenBlocks = process.env.UNDERHOOD_ROAD;
const isWholeRoad = chosenBlocks !== undefined;

/** As a file of GloVe: a word, and its numbers. A chapter names it, and the reader is to have it. */
const vectors = `the 0.1 0.1 0.1 0.1
king 0.9 0.1 0.8 0.2
queen 0.9 0.9 0.8 0.2
man 0.1 0.1 0.7 0.2
woman 0.1 0.9 0.7 0.2
dog 0.1 0.4 0.1 0.9
`;

const notes = '# My notes\n\n```hood\nexperiment: noodles\nplace: kunming\n```\n\nMore notes.\n';

workbenchSuite('Walking the road, in the workbench', { 'notes.md': notes, 'glove.6B.100d.txt': vectors }, (suite) => {
  let kept: RoadResults | undefined;
  /** Blocks that ran, in whatever language. */
  const finished = new Set<string>();
  // Lines that were scrolled out of view keep theirs, hidden.
  const lens = (text: string | RegExp) =>
    suite.workbench.locator('.codelens-decoration', { hasText: text }).filter({ visible: true });

  it('runs a block of one’s own notes, beside them, and leaves a line below it', async () => {
    await lens('Run').first().locator('a').click({ timeout: 60_000 });
    await suite.page.getByRole('heading', { level: 1, name: 'A recipe or an experience' }).waitFor({ timeout: 60_000 });
    await suite.page.locator('.headline', { hasText: /^Kunming.*fired for 0 of \d+/ }).waitFor();
    assert.deepEqual(await suite.page.locator('underhood-verdicts li strong').allTextContents(), ['✗ false', '✓ true']);
    await lens(/Kunming.*fired for 0 of/)
      .first()
      .waitFor();
  });

  it('changes a setting on the page, and writes it into the notes', async () => {
    await suite.page.locator('#place').selectOption('lhasa');
    await suite.page.locator('.headline', { hasText: /^Lhasa/ }).waitFor();
    await suite.page.getByRole('button', { name: 'Write into the block' }).click();
    await suite.workbench.locator('.view-line', { hasText: /place:\s*lhasa/ }).waitFor();
    await lens(/Lhasa.*fired for 0 of/)
      .first()
      .waitFor();
  });

  it('helps a newcomer to write one: what may stand there, what is wrong, what it means', async () => {
    await suite.workbench.locator('.tab', { hasText: 'notes.md' }).first().click();
    await goTo(suite.workbench, 99);
    await suite.workbench.keyboard.press('End');
    const suggestion = (label: string) =>
      suite.workbench.locator('.suggest-widget.visible .monaco-list-row', { hasText: label }).first();
    for (const line of ['', '', '```hood', '']) {
      if (line !== '') await suite.workbench.keyboard.type(line);
      else {
        // Where words of the document are proposed, Enter would take one.
        await suite.workbench.keyboard.press('Escape');
        await suite.workbench.keyboard.press('Enter');
      }
    }
    await suite.workbench.locator('.view-line', { hasText: '```hood' }).nth(1).waitFor();
    // They come by themselves, unless the window was too busy: then one asks for them.
    await suggestion('experiment')
      .waitFor({ timeout: 5000 })
      .catch(() => suite.workbench.keyboard.press('Control+Space'));
    await suggestion('experiment').waitFor({ timeout: 60_000 });
    await suite.workbench.keyboard.type('exp');
    await suite.workbench.keyboard.press('Enter');
    await suggestion('runge').waitFor({ timeout: 30_000 });
    await suite.workbench.keyboard.type('run');
    await suite.workbench.keyboard.press('Enter');
    await suite.workbench.locator('.view-line', { hasText: /experiment:\s*runge/ }).waitFor();
    await suite.workbench.keyboard.press('Enter');
    await suite.workbench.keyboard.type('degree: 99');
    await suite.workbench.keyboard.press('Enter');
    await suite.workbench.keyboard.type('```');
    await suite.workbench.locator('.squiggly-error').first().waitFor({ timeout: 30_000 });
    // What was half typed a moment ago was wrong as well, until it is read again.
    const told = suite.workbench.locator('.marker-widget', { hasText: '“degree” must be a whole number from' });
    for (let tries = 0; tries < 10 && !(await told.isVisible()); tries++) {
      await suite.workbench.keyboard.press('Escape');
      await suite.workbench.keyboard.press('F8');
      await told.waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    await told.waitFor();
    await suite.workbench.keyboard.press('Escape');
    await goTo(suite.workbench, 13);
    await suite.workbench.keyboard.press('End');
    for (const key of ['Backspace', 'Backspace', '1', '2']) await suite.workbench.keyboard.press(key);
    await suite.workbench.locator('.squiggly-error').first().waitFor({ state: 'hidden', timeout: 30_000 });
    await runCommand(suite.workbench, 'Underhood: Run the Experiment at the Cursor');
    await suite.page.locator('.headline', { hasText: /^Degree 12/ }).waitFor({ timeout: 60_000 });
    await lens(/Degree 12/)
      .first()
      .waitFor();
  });

  it('goes from the table of contents to a chapter, and runs it by keyboard', async () => {
    await runCommand(suite.workbench, 'Underhood: Walk the Road');
    await suite.workbench
      .locator('.quick-input-list', { hasText: 'A recipe or an experience' })
      .waitFor({ timeout: 60_000 });
    await suite.workbench.locator('.quick-input-widget input').first().fill('A recipe');
    await suite.workbench.keyboard.press('Enter');
    await suite.workbench.locator('.tab.active', { hasText: '01-recipe-or-experience.md' }).waitFor();
    const text = fs.readFileSync(path.join(root, 'media/road/en/01-recipe-or-experience.md'), 'utf8');
    await goTo(suite.workbench, text.split('\n').indexOf('experiment: noodles') + 1);
    await runCommand(suite.workbench, 'Underhood: Run the Experiment at the Cursor');
    await suite.page
      .locator('.headline', { hasText: /^sea level.*fired for (\d+) of \1/ })
      .waitFor({ timeout: 60_000 });
    await lens(/sea level.*fired for/)
      .first()
      .waitFor();
  });

  it('shows what was finished in the activity bar', async () => {
    await runCommand(suite.workbench, 'Underhood: Focus on The Road View');
    const row = suite.workbench.locator('.monaco-list-row', { hasText: '1. A recipe or an experience' });
    await row.waitFor({ timeout: 60_000 });
    await row.locator('.label-description', { hasText: '1/4' }).waitFor();
  });

  it('shows the last result as a picture in the Markdown preview', async () => {
    await suite.workbench.locator('.tab', { hasText: '01-recipe-or-experience.md' }).click();
    await runCommand(suite.workbench, 'Markdown: Open Preview to the Side');
    // It takes the place of the page, which is hidden and therefore gone.
    const preview = webviewFrame(suite.workbench);
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
          suite.vscode.configure({ 'underhood.language': language, 'editor.minimap.enabled': false });
          if (isWholeRoad) kept ??= keepResults(suite.vscode);
          await suite.openAnother({ viewport: { width: 1680, height: 1200 } });
          await suite.workbench.keyboard.press('Control+B');
        });

        for (const station of walked) {
          it(`${station.chapter}, block ${station.number}`, async function () {
            this.timeout(isWholeRoad ? 3_900_000 : 900_000);
            await openChapter(suite.workbench, station);
            const isRun = station.block.kind === 'page' ? await seePage(station) : await seeResult(station);
            if (isRun) finished.add(nameOf(station));
          });
        }

        if (chosenBlocks === '.') {
          it('are finished in the table of contents, those of which every block ran', async () => {
            const chapters = [...new Set(walked.map(({ chapter }) => chapter))];
            const unfinished = new Set(
              walked.filter((one) => !finished.has(nameOf(one))).map(({ chapter }) => chapter),
            );
            const isTicked = new Map<string, boolean>();
            const list = suite.workbench.locator('.monaco-list[aria-label="The Road"]');
            const focus = () => runCommand(suite.workbench, 'Underhood: Focus on The Road View');
            await focus();
            await list.locator('.monaco-list-row').first().waitFor({ timeout: 60_000 });
            // What was still empty could not take the focus.
            await focus();
            await suite.workbench.locator('.monaco-list[aria-label="The Road"]:focus').waitFor();
            await suite.workbench.keyboard.press('Home');
            // The view has no room for all of them at once.
            for (const [index, chapter] of chapters.entries()) {
              const row = list.locator('.monaco-list-row.focused', { hasText: new RegExp(`^${index + 1}\\. `) });
              await row.waitFor({ timeout: 30_000 });
              isTicked.set(chapter, (await row.locator('.codicon-pass-filled').count()) === 1);
              await suite.workbench.keyboard.press('ArrowDown');
            }
            const expected = new Map(chapters.map((chapter) => [chapter, !unfinished.has(chapter)]));
            assert.deepEqual(isTicked, expected);
            await picture('contents', language);
          });
        }
      });
    }
  });

  /** Says whether it ran. */
  async function seeResult(station: Station): Promise<boolean> {
    const { run, notices } = await runStation(suite.workbench, suite.page, station, 3_600_000, kept);
    assert.deepEqual(notices, []);
    await picture(nameOf(station), station.language);
    assert.deepEqual(await stumbles(suite.page, station.language), []);
    const [headline] = await suite.page.locator('.headline').allInnerTexts();
    await lens(headline.slice(0, 30)).first().waitFor({ timeout: 20_000 });
    console.log(`        ${run!.phase}, ${run!.seconds!.toFixed(1)} s: ${headline}`);
    const isRun = run!.phase === 'finished';
    const seconds = Number(run!.seconds!.toFixed(1));
    record({ block: `${station.language}/${nameOf(station)}`, isRun, seconds, headline });
    return isRun;
  }

  async function seePage(station: Station): Promise<boolean> {
    await goTo(suite.workbench, station.line);
    await runCommand(suite.workbench, 'Underhood: Run the Experiment at the Cursor');
    // A page that has nothing to show yet asks what to make.
    const isThere = { timeout: 60_000 };
    await Promise.any([
      suite.page.locator('h1').first().waitFor(isThere),
      suite.workbench.locator('.quick-input-title').waitFor(isThere),
    ]);
    await picture(nameOf(station), station.language);
    await suite.workbench.keyboard.press('Escape');
    return true;
  }

  /** What the reader sees, in test/results/road, where the whole road is walked. */
  async function picture(name: string, language: string): Promise<void> {
    if (!isWholeRoad) return;
    await suite.workbench.mouse.move(0, 0);
    await suite.workbench.waitForTimeout(700);
    const file = path.join(root, 'test/results/road', language, `${name}.png`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await suite.workbench.screenshot({ path: file });
  }
});

function nameOf({ chapter, number }: Station): string {
  return `${chapter}-${number}`;
}

/** Adds to what the campaign records. */
function record(line: object): void {
  const file = process.env.UNDERHOOD_RECORDS;
  if (file) fs.appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/** All of them in the campaign `road`; otherwise one that is over in a moment, drawn by the seed. */
function stationsWalked(language: Station['language']): Station[] {
  if (isWholeRoad) {
    const chosen = new RegExp(chosenBlocks);
    return stations(language).filter((station) => chosen.test(`${language}/${nameOf(station)}`));
  }
  if (language !== 'en') return [];
  const quick = stations(language).filter(({ block }) => block.kind === 'experiment' && block.experiment.isInstant);
  return [quick[Number(process.env.UNDERHOOD_SEED ?? 1) % quick.length]];
}
