import type { JSHandle, Page } from 'playwright-core';
import type { RunSummary } from '../../src/protocol/run.ts';
import { launchBrowser } from '../harness/browser.ts';
import { openPage } from '../ui/attention/openPage.ts';
import { longText } from '../ui/attention/texts.ts';
import type { Bench } from './bench.ts';
import { measurement, type Outcome } from './outcome.ts';
import { bareCanvas } from './page/bareCanvas.ts';
import { forgetMoments, lastOf, momentsUntilShown, probe } from './page/probed.ts';

type Run = JSHandle<RunSummary>;

const rounds = 10;
const warmUps = 2;
export const viewport = { width: 1280, height: 900 };

/** The page with all heads of a model like GPT-2 small, beside a bare canvas with as many coloured pixels. */
export function pagePaint(tokens: number, most?: number): Bench {
  return {
    name: `page-paint-${tokens}`,
    what: `${tokens} tokens: from the heads' arrival on the page to 12 × 12 of them, the text and one matrix on the screen`,
    run: () => run(tokens, most),
  };
}

async function run(tokens: number, most: number | undefined): Promise<Outcome> {
  const browser = await launchBrowser();
  try {
    const { page, faults } = await openPage(browser, { ...viewport, reducedMotion: false });
    await page.evaluate(await probe());
    const short = await explained(page, 8);
    const long = await explained(page, tokens);
    const blank = await browser.newPage({ viewport });
    const [work, yardstick]: [number[], number[]] = [[], []];
    for (let round = -warmUps; round < rounds; round++) {
      await page.bringToFront();
      await painted(page, short);
      const milliseconds = await painted(page, long);
      await blank.bringToFront();
      const bare = await bareCanvas(blank);
      if (round < 0) continue;
      work.push(milliseconds);
      yardstick.push(bare);
    }
    if (faults.length > 0) throw new Error(faults.join('\n'));
    const drawn = (await long.evaluate((summary) => summary.tokens)).length;
    return {
      work: measurement('the page', 'ms', work),
      yardstick: measurement('144 thumbnails on a bare canvas', 'ms', yardstick),
      budget: most === undefined ? undefined : { most },
      notes: [`${drawn} tokens; Chromium ${browser.version()} without a graphics card`],
    };
  } finally {
    await browser.close();
  }
}

/** A text that the page has shown. */
export async function explained(page: Page, tokens: number): Promise<Run> {
  await forgetMoments(page);
  const shape = { layers: 12, heads: 12, keyValueHeads: 12, distinctLayers: 1 };
  await page.evaluate(([text, size]) => window.fake.run(text, size), [longText(tokens), shape] as const);
  await momentsUntilShown(page);
  return page.evaluateHandle(() => window.fake.state.run!);
}

/** Milliseconds that the page takes to show a run, as if it were new, once its heads are there. */
async function painted(page: Page, run: Run): Promise<number> {
  await forgetMoments(page);
  await page.evaluate((summary) => window.fake.push({ run: summary }), run);
  const moments = await momentsUntilShown(page);
  await page.waitForTimeout(300); // What follows has nothing to do with it, nor may it disturb the next.
  return lastOf(moments, 'shown') - lastOf(moments, 'message runId size length data');
}
