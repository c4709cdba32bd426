import path from 'node:path';
import { build } from 'esbuild';
import type { Frame, Page } from 'playwright-core';
import { root } from '../../harness/paths.ts';
import type { Moment } from './probe.ts';

/** The script that watches a frame, see probe.ts. */
export async function probe(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'test/bench/page/probe.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return outputFiles[0].text;
}

/** Forgets what happened in a frame so far. */
export async function forgetMoments(frame: Frame | Page): Promise<void> {
  await frame.evaluate(() => {
    window.moments = [];
  });
}

/** What happened in a frame until something new was on the screen. */
export async function momentsUntilShown(frame: Frame | Page): Promise<Moment[]> {
  const isShown = () => window.moments.some(({ what }) => what.startsWith('shown'));
  await frame.waitForFunction(isShown, undefined, { timeout: 60_000, polling: 50 });
  return frame.evaluate(() => window.moments);
}

/** When the last of the moments whose names begin so was. */
export function lastOf(moments: readonly Moment[], beginning: string): number {
  const found = moments.findLast(({ what }) => what.startsWith(beginning));
  if (!found) throw new Error(`Nothing called ${beginning} among ${moments.map(({ what }) => what).join(', ')}.`);
  return found.at;
}
