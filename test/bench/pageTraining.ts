import type { Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { openPage } from '../ui/parts/openPage.ts';
import type { Bench } from './bench.ts';
import { measurement, type Outcome } from './outcome.ts';
import { viewport } from './pagePaint.ts';

const rounds = 10;
const roundMs = 2000;
const statesASecond = 8;
/** Of 20,000: the curves are as long as they get. */
const stepsAState = 30;
/** 30 frames a second. */
const mostMilliseconds = 33.3;

/** How long the frames of the training page are while a run goes on, beside those of an empty page. */
export const pageTraining: Bench = {
  name: 'page-training',
  what: `the 95th percentile of the frames while states arrive ${statesASecond} times a second`,
  run,
};

async function run(): Promise<Outcome> {
  const browser = await launchBrowser();
  try {
    const { page, faults } = await openPage(browser, 'training', { ...viewport, reducedMotion: false });
    const blank = await browser.newPage({ viewport });
    await page.evaluate(() => window.fakeTrainer.run(8000, 'running', { steps: 20_000, layers: 6, heads: 6 }));
    await page.locator('underhood-moment-heads .frame canvas').waitFor();
    const [work, yardstick]: [number[], number[]] = [[], []];
    let longest = 0;
    for (let round = -1; round < rounds; round++) {
      const frames = await framesWhile(page, true);
      const empty = await framesWhile(blank, false);
      if (round < 0) continue;
      longest = Math.max(longest, ...frames);
      work.push(percentile(frames, 0.95));
      yardstick.push(percentile(empty, 0.95));
    }
    if (faults.length > 0) throw new Error(faults.join('\n'));
    return {
      work: measurement('the page', 'ms', work),
      yardstick: measurement('an empty page', 'ms', yardstick),
      budget: { most: mostMilliseconds },
      notes: [`longest frame ${longest.toFixed(0)} ms; Chromium ${browser.version()} without a graphics card`],
    };
  } finally {
    await browser.close();
  }
}

/** Milliseconds of every frame of a round. */
async function framesWhile(page: Page, isTraining: boolean): Promise<number[]> {
  await page.bringToFront();
  return page.evaluate(
    async ({ length, pause, steps }) => {
      const frames: number[] = [];
      const pushing = setInterval(() => {
        if (steps > 0) window.fakeTrainer.at(window.fakeTrainer.state.status!.step + steps);
      }, pause);
      const end = performance.now() + length;
      let last = performance.now();
      while (last < end) {
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        frames.push(now - last);
        last = now;
      }
      clearInterval(pushing);
      return frames;
    },
    { length: roundMs, pause: 1000 / statesASecond, steps: isTraining ? stepsAState : 0 },
  );
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))];
}
