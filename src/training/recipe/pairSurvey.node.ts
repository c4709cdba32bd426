import { wholeText } from '../data/textFile.node.ts';
import { type Pair, pairsFromColumns, pairsFromLines } from '../pairs/pairText.ts';
import type { PairSide } from './translatorPresets.ts';

/** What is known of pairs before anything is trained on them. */
export interface PairSurvey {
  readonly pairs: number;
  /** One that is neither very short nor very long, to be recognised by. */
  readonly example: Pair;
  readonly sides: readonly [source: PairSide, target: PairSide];
}

/** Reads the pairs of one file, from its first two columns, or of two. Throws UnderhoodError where they are none. */
export async function surveyPairs(files: readonly [string] | readonly [string, string]): Promise<PairSurvey> {
  const [first, second] = files;
  const pairs =
    second === undefined
      ? pairsFromColumns(await wholeText(first), [1, 2], first)
      : pairsFromLines(await wholeText(first), await wholeText(second), [first, second]);
  return {
    pairs: pairs.length,
    example: pairs.find(({ source, target }) => isHandy(source) && isHandy(target)) ?? pairs[0],
    sides: [sideOf(pairs.map(({ source }) => source)), sideOf(pairs.map(({ target }) => target))],
  };
}

function isHandy({ length }: string): boolean {
  return length >= 3 && length <= 40;
}

function sideOf(texts: readonly string[]): PairSide {
  const characters = texts.reduce((sum, { length }) => sum + length, 0);
  const dense = texts.reduce((sum, text) => sum + (text.match(denseScripts)?.length ?? 0), 0);
  const different = new Set<string>();
  for (const text of texts) for (const character of text) different.add(character);
  return {
    characters,
    differentCharacters: different.size,
    isDense: dense > characters / 2,
  };
}

/** Scripts that are written without blanks between words. */
const denseScripts = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
