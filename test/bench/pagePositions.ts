import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { openPage } from '../ui/parts/openPage.ts';
import type { Bench } from './bench.ts';
import type { Outcome } from './outcome.ts';
import { probe } from './page/probed.ts';
import { viewport } from './pagePaint.ts';
import { drag, framesWhile } from './pointerFrames.ts';

/** GPT-2's. */
const [positions, width] = [1024, 768];
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
    await page.evaluate(await probe());
    for (let step = 0; step < 6; step++) await page.getByRole('button', { name: 'Zoom in' }).click();
    const movement = { over: 'underhood-positions-heatmap canvas', ...drag };
    const note = `drawn ${painted.toFixed(0)} ms after the text was placed, all slices and schemes included`;
    return await framesWhile(browser, { page, faults }, movement, [note]);
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
