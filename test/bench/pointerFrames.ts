import type { Browser, Page } from 'playwright-core';
import { measurement, type Outcome } from './outcome.ts';
import { probe } from './page/probed.ts';
import { viewport } from './pagePaint.ts';

const rounds = 10;
const warmUps = 1;
const movesARound = 40;
/** 30 frames a second. */
const mostMilliseconds = 33.3;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Movement {
  /** What the pointer moves over: a selector. */
  readonly over: string;
  readonly isDragged: boolean;
  /** Where the pointer is at a part of its way, 0…1, in parts of the box. */
  readonly place: (part: number) => readonly [x: number, y: number];
}

/** A drag along the diagonal. */
export const drag = {
  isDragged: true,
  place: (part: number) => [0.9 - 0.6 * part, 0.9 - 0.6 * part],
} as const satisfies Omit<Movement, 'over'>;

interface Opened {
  /** Watched already, see `probe`. */
  readonly page: Page;
  /** What went wrong in it. */
  readonly faults: readonly string[];
}

/** How many milliseconds a frame takes while the pointer moves over a page, beside the same movement over an empty one. */
export async function framesWhile(
  browser: Browser,
  { page, faults }: Opened,
  movement: Movement,
  notes: readonly string[] = [],
): Promise<Outcome> {
  const blank = await browser.newPage({ viewport });
  await blank.evaluate(await probe());
  const box = (await page.locator(movement.over).boundingBox())!;
  const [work, yardstick]: [number[], number[]] = [[], []];
  for (let round = -warmUps; round < rounds; round++) {
    const frames = await millisecondsAFrame(page, movement, box);
    const empty = await millisecondsAFrame(blank, movement, box);
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
      ...notes,
      `Chromium ${browser.version()} without a graphics card`,
    ],
  };
}

/** The mean over the frames for which the pointer had moved. */
async function millisecondsAFrame(page: Page, { place, isDragged }: Movement, box: Box): Promise<number> {
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
