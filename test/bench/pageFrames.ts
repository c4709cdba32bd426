import type { Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { openPage } from '../ui/parts/openPage.ts';
import type { Bench } from './bench.ts';
import { measurement, type Outcome } from './outcome.ts';
import { probe } from './page/probed.ts';
import { explained, viewport } from './pagePaint.ts';

const rounds = 10;
const warmUps = 1;
const movesARound = 40;
const tokens = 512;
/** 30 frames a second. */
const mostMilliseconds = 33.3;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Gesture {
  readonly what: string;
  /** What the pointer moves over. */
  readonly over: string;
  /** What is done before the first round. */
  prepare?(page: Page): Promise<void>;
  readonly isDragged: boolean;
  /** Where the pointer is at a part of its way, 0…1, in parts of the box. */
  readonly place: (part: number) => readonly [x: number, y: number];
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
    isDragged: true,
    place: (part) => [0.9 - 0.6 * part, 0.9 - 0.6 * part],
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
    const { page, faults } = await openPage(browser, 'attention', { ...viewport, reducedMotion: false });
    const blank = await browser.newPage({ viewport });
    const script = await probe();
    for (const probed of [page, blank]) await probed.evaluate(script);
    await explained(page, tokens);
    await gesture.prepare?.(page);
    const box = (await page.locator(gesture.over).boundingBox())!;
    const [work, yardstick]: [number[], number[]] = [[], []];
    for (let round = -warmUps; round < rounds; round++) {
      const frames = await millisecondsAFrame(page, gesture, box);
      const empty = await millisecondsAFrame(blank, gesture, box);
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
        `${(1000 / found.best).toFixed(0)} frames a second; Chromium ${browser.version()} without a graphics card`,
      ],
    };
  } finally {
    await browser.close();
  }
}

/** The mean over the frames for which the pointer had moved. */
export async function millisecondsAFrame(
  page: Page,
  { place, isDragged }: Pick<Gesture, 'place' | 'isDragged'>,
  box: Box,
): Promise<number> {
  await page.bringToFront();
  const move = (part: number) => {
    const [x, y] = place(part);
    return page.mouse.move(box.x + x * box.width, box.y + y * box.height);
  };
  await move(0);
  if (isDragged) await page.mouse.down();
  await page.evaluate(() => {
    window.moves = [];
  });
  for (let step = 1; step <= movesARound; step++) await move(step / movesARound);
  const moves = await page.evaluate(() => window.moves);
  if (isDragged) {
    for (let step = movesARound; step >= 0; step -= 4) await move(step / movesARound);
    await page.mouse.up();
  }
  return (moves[moves.length - 1] - moves[0]) / (moves.length - 1);
}
