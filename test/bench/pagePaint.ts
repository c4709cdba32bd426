import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { longText } from '../ui/attention/texts.ts';
import { openPage } from '../ui/parts/openPage.ts';
import type { Bench } from './bench.ts';
import { measurement, type Outcome } from './outcome.ts';
import { bareCanvas } from './page/bareCanvas.ts';
import type { Moment } from './page/probe.ts';
import { forgetMoments, lastOf, momentsUntilShown, probe } from './page/probed.ts';

const rounds = 10;
const warmUps = 1;
export const viewport = { width: 1280, height: 900 };

/** The page with all heads of a model like GPT-2 small, beside a bare canvas with as many coloured pixels. */
export function pagePaint(tokens: number, most?: number): Bench {
  return {
    name: `page-paint-${tokens}`,
    what: `${tokens} tokens: a new page, from the arrival of the data to 12 × 12 heads, the text and one matrix on the screen`,
    run: () => run(tokens, most),
  };
}

async function run(tokens: number, most: number | undefined): Promise<Outcome> {
  const browser = await launchBrowser();
  try {
    const [work, yardstick]: [number[], number[]] = [[], []];
    for (let round = -warmUps; round < rounds; round++) {
      const painted = await firstPaint(browser, tokens);
      const bare = await onBareCanvas(browser);
      if (round < 0) continue;
      work.push(painted);
      yardstick.push(bare);
    }
    return {
      work: measurement('the page', 'ms', work),
      yardstick: measurement('144 thumbnails on a bare canvas', 'ms', yardstick),
      budget: most === undefined ? undefined : { most },
      notes: [`Chromium ${browser.version()} without a graphics card`],
    };
  } finally {
    await browser.close();
  }
}

/** Milliseconds from the last of the data to the screen, on a page that has drawn nothing before. */
async function firstPaint(browser: Browser, tokens: number): Promise<number> {
  const { page, faults } = await openPage(browser, 'attention', { ...viewport, reducedMotion: false });
  await page.evaluate(await probe());
  const moments = await explained(page, tokens);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  await page.context().close();
  return lastOf(moments, 'shown') - lastOf(moments, 'message runId layer head quantity length data');
}

async function onBareCanvas(browser: Browser): Promise<number> {
  const page = await browser.newPage({ viewport });
  const milliseconds = await bareCanvas(page);
  await page.context().close();
  return milliseconds;
}

/** Runs a text of so many tokens, and waits until the page shows it. */
export async function explained(page: Page, tokens: number): Promise<Moment[]> {
  await forgetMoments(page);
  const shape = { layers: 12, heads: 12, keyValueHeads: 12, distinctLayers: 1 };
  await page.evaluate(([text, size]) => window.fake.run(text, size), [longText(tokens), shape] as const);
  return momentsUntilShown(page);
}
