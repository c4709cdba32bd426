import type { Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { NextTokenPageObject } from '../ui/nextToken/pageObject.ts';
import { openPage } from '../ui/parts/openPage.ts';
import type { Bench } from './bench.ts';
import { measurement, type Outcome } from './outcome.ts';
import { viewport } from './pagePaint.ts';

const rounds = 10;
const warmUps = 2;
const movesARound = 30;
const vocabularySize = 50_257;
/** One frame of sixty a second. */
const mostMilliseconds = 16;

/** What a frame costs in which a slider of the next-token page was moved, beside a slider that changes nothing. */
export const pageSlider: Bench = {
  name: 'page-slider',
  what: `${vocabularySize.toLocaleString('en-US')} tokens: a frame in which the temperature is moved, to the end of its painting`,
  run,
};

async function run(): Promise<Outcome> {
  const browser = await launchBrowser();
  try {
    const { page, faults } = await openPage(browser, 'nextToken', { ...viewport, reducedMotion: false });
    await new NextTokenPageObject(page).run('Once upon a time there was a little dragon', { vocabularySize });
    const blank = await browser.newPage({ viewport });
    await blank.setContent('<input id="temperature" type="range" min="0" max="5" step="0.05">');
    // What runs this names functions by a helper that a page does not have.
    await blank.evaluate('globalThis.__name = (value) => value');
    const [work, yardstick]: [number[], number[]] = [[], []];
    for (let round = -warmUps; round < rounds; round++) {
      const moved = await millisecondsAMove(page);
      const empty = await millisecondsAMove(blank);
      if (round < 0) continue;
      work.push(moved);
      yardstick.push(empty);
    }
    if (faults.length > 0) throw new Error(faults.join('\n'));
    return {
      work: measurement('the page', 'ms', work),
      yardstick: measurement('a slider on an empty page', 'ms', yardstick),
      budget: { most: mostMilliseconds },
      notes: [`Chromium ${browser.version()} without a graphics card`],
    };
  } finally {
    await browser.close();
  }
}

/** The mean over the frames of a sweep: from the input event to the first task after the frame was painted. */
async function millisecondsAMove(page: Page): Promise<number> {
  await page.bringToFront();
  const slider = page.locator('#temperature');
  return slider.evaluate(async (element, moves) => {
    const input = element as HTMLInputElement;
    const moved = (value: number) =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() => {
          const start = performance.now();
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - start);
          input.value = String(value);
          input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
          port2.postMessage(null);
        });
      });
    let sum = 0;
    for (let move = 1; move <= moves; move++) sum += await moved(0.5 + (2 * move) / moves);
    return sum / moves;
  }, movesARound);
}
