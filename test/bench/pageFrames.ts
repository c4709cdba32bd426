import type { Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { openPage } from '../ui/parts/openPage.ts';
import type { Bench } from './bench.ts';
import type { Outcome } from './outcome.ts';
import { probe } from './page/probed.ts';
import { explained, viewport } from './pagePaint.ts';
import { drag, framesWhile, type Movement } from './pointerFrames.ts';

const tokens = 512;

interface Gesture extends Movement {
  readonly what: string;
  /** What is done before the first round. */
  prepare?(page: Page): Promise<void>;
}

const gestures = {
  hover: {
    what: 'pointing at cells of a matrix',
    over: 'underhood-matrix canvas',
    isDragged: false,
    place: (part) => [0.3 + 0.3 * part, 0.5 + 0.45 * part],
  },
  pan: {
    what: 'dragging an enlarged matrix',
    over: 'underhood-matrix canvas',
    async prepare(page) {
      for (let step = 0; step < 6; step++) await page.getByRole('button', { name: 'Zoom in' }).click();
    },
    ...drag,
  },
  heads: {
    what: 'crossing the thumbnails',
    over: 'underhood-heads [role="grid"] canvas',
    isDragged: false,
    place: (part) => [0.2 + 0.75 * part, 0.2 + 0.7 * ((part * 5) % 1)],
  },
} as const satisfies Record<string, Gesture>;

/** How many milliseconds a frame takes while the pointer moves, beside the same movement over an empty page. */
export function pageFrames(name: keyof typeof gestures): Bench {
  const gesture: Gesture = gestures[name];
  return {
    name: `page-${name}-${tokens}`,
    what: `${tokens} tokens: a frame while ${gesture.what}`,
    run: () => run(gesture),
  };
}

async function run(gesture: Gesture): Promise<Outcome> {
  const browser = await launchBrowser();
  try {
    const opened = await openPage(browser, 'attention', { ...viewport, reducedMotion: false });
    await opened.page.evaluate(await probe());
    await explained(opened.page, tokens);
    await gesture.prepare?.(opened.page);
    return await framesWhile(browser, opened, gesture);
  } finally {
    await browser.close();
  }
}
