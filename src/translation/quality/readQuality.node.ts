import { holdsFile, readJson } from '../../checkpoint/files.node.ts';
import type { MeasuredQuality } from '../../protocol/translation.ts';
import { type LanguageQuality, parseLanguageQuality } from '../../training/bundled/languageQuality.ts';
import { parseQuality, qualityFile } from './measuredQuality.ts';

/** What was measured of the translator in a folder; undefined where nothing was, or what lies there cannot be read. */
export async function readQuality(folder: string): Promise<MeasuredQuality | undefined> {
  return parseQuality(await readFileOf(folder));
}

/** The same of a language model. */
export async function readLanguageQuality(folder: string): Promise<LanguageQuality | undefined> {
  return parseLanguageQuality(await readFileOf(folder));
}

async function readFileOf(folder: string): Promise<unknown> {
  try {
    return (await holdsFile(folder, qualityFile)) ? await readJson(folder, qualityFile, 2 ** 20) : undefined;
  } catch {
    return undefined; // It says nothing about whether the model can be opened.
  }
}
