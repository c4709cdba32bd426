import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { openPage } from '../ui/parts/openPage.ts';
import type { Bench } from './bench.ts';
import { measurement, type Outcome } from './outcome.ts';
import { probe } from './page/probed.ts';
import { millisecondsAFrame } from './pageFrames.ts';
import { viewport } from './pagePaint.ts';

const rounds = 10;
const warmUps = 1;
/** GPT-2's. */
const [positions, width] = [1024, 768];
/** 30 frames a second. */
const mostMilliseconds = 33.3;

const drag = {
  isDragged: true,
  place: (part: number) => [0.9 - 0.6 * part, 0.9 - 0.6 * part] as const,
};

/** How long a frame takes while a learned table is dragged; and in the notes, how long it takes to be there at all. */
export const pagePositions: Bench = {
  name: 'page-positions',
  what: `a frame while dragging an enlarged table of ${positions} positions by ${width} numbers`,
  run,
};

async function run(): Promise<Outcome> {
  const browser = await launchBrowser();
  try {
    const { page, faults, painted } = await opened(browser);
    const blank = await browser.newPage({ viewport });
    const script = await probe();
    for (const probed of [page, blank]) await probed.evaluate(script);
    for (let step = 0; step < 6; step++) await page.getByRole('button', { name: 'Zoom in' }).click();
    const box = (await page.locator('underhood-positions-heatmap canvas').boundingBox())!;
    const [work, yardstick]: [number[], number[]] = [[], []];
    for (let round = -warmUps; round < rounds; round++) {
      const frames = await millisecondsAFrame(page, drag, box);
      const empty = await millisecondsAFrame(blank, drag, box);
      if (round < 0) continue;
      work.push(frames);
      yardstick.push(empty);
    }
    if (faults.length > 0) throw new Error(faults.join('\n'));
    const found = measurement('the page', 'ms', work);
    return {
      work: found,
      yardstick: measurement('an empty page', 'ms', yardstick),
      budget: { most: mostMilliseconds },
      notes: [
        `${(1000 / found.best).toFixed(0)} frames a second`,
        `drawn ${painted.toFixed(0)} ms after the text was placed, all slices and schemes included`,
        `Chromium ${browser.version()} without a graphics card`,
      ],
    };
  } finally {
    await browser.close();
  }
}

/** A new page that shows the table, and how many milliseconds that took. */
async function opened(browser: Browser): Promise<{ page: Page; faults: string[]; painted: number }> {
  const { page, faults } = await openPage(browser, 'positions', { ...viewport, reducedMotion: false });
  await page.locator('#scheme-learned').click();
  const started = performance.now();
  await page.evaluate((shape) => window.fakePositions.run('我爱你', shape), { positions, width });
  await page.locator('underhood-positions-heatmap canvas').waitFor();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return { page, faults, painted: performance.now() - started };
}
