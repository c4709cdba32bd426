import { holdsFile, readJson } from '../../checkpoint/files.node.ts';
import type { MeasuredQuality } from '../../protocol/translation.ts';
import { parseQuality, qualityFile } from './measuredQuality.ts';

/** What was measured of the translator in a folder; undefined where nothing was, or what lies there cannot be read. */
export async function readQuality(folder: string): Promise<MeasuredQuality | undefined> {
  try {
    return (await holdsFile(folder, qualityFile))
      ? parseQuality(await readJson(folder, qualityFile, 2 ** 20))
      : undefined;
  } catch {
    return undefined; // It says nothing about whether the model translates.
  }
}
