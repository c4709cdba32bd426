import type { Frame, Page } from 'playwright-core';

/** Something new on a page, or a message to it. Milliseconds since 1970, the same clock in every frame. */
export interface Moment {
  readonly what: string;
  readonly at: number;
}

declare global {
  interface Window {
    moments: Moment[];
  }
}

/**
 * Watches a page, and every frame in it, from outside: it notes the keys pressed, the messages that arrive, and when
 * what the page shows has been on the screen for a frame. To be called before the page is gone to.
 */
export async function watchMoments(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.moments = [];
    const note = (what: string, at = performance.now()) =>
      window.moments.push({ what, at: performance.timeOrigin + at });
    const onMessage = ({ data }: MessageEvent) => {
      if (data?.jsonrpc) note(`message ${data.method ?? Object.keys(data.result ?? {}).join()}`);
    };
    // What a page shows: the run that it has drawn, or the text of an element made for benches.
    const shown = () => {
      const page = document.querySelector<HTMLElement & { store?: { run?: { runId: string } } }>('underhood-attention');
      return page?.store?.run?.runId ?? document.querySelector('#shown')?.textContent ?? '';
    };
    let last = '';
    let isNew = false;
    const onFrame = () => {
      // A document that is written anew, as those of webviews are, forgets its listeners.
      window.addEventListener('message', onMessage, true);
      window.addEventListener('keydown', onKey, true);
      if (isNew) note(`shown ${last}`);
      isNew = shown() !== last;
      last = shown();
      requestAnimationFrame(onFrame);
    };
    const onKey = ({ key, timeStamp }: KeyboardEvent) => note(`key ${key}`, timeStamp);
    onFrame();
  });
}

/** The moments of a frame from a time on. */
export async function momentsOf(frame: Frame | Page, since = 0): Promise<Moment[]> {
  const moments = await frame.evaluate(() => window.moments);
  return moments.filter(({ at }) => at >= since);
}
