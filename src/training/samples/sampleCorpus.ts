import { Random } from '../../random.ts';
import type { SampleName } from '../recipe.ts';
import { arithmeticLine } from './arithmetic.ts';
import { chineseStory } from './chineseStories.ts';
import { copyingLine } from './copying.ts';
import { englishStory } from './englishStories.ts';
import { sortingLine } from './sorting.ts';

/** Each makes one document, with what separates it from the next: a line's end, or a story's empty line. */
const writers: Readonly<Record<SampleName, (random: Random) => string>> = {
  'english-stories': englishStory,
  'chinese-stories': chineseStory,
  copying: copyingLine,
  sorting: sortingLine,
  arithmetic: arithmeticLine,
};

/** Where so many documents in a row were there before, the corpus has little more to say, and may repeat itself. */
const patience = 50;

/**
 * The documents of a sample corpus; one after the other, with nothing between, they are its text. The same seed gives
 * the same text, and a longer one begins with the shorter one. A document comes once, so that held-out ones are new to
 * the model, as long as there are others.
 * @param characters UTF-16 units; it ends with the document that reaches them
 */
export function* sampleDocuments(
  name: SampleName,
  { characters, seed }: { readonly characters: number; readonly seed: number },
): Generator<string> {
  const write = writers[name];
  const random = new Random(seed);
  const seen = new Set<string>();
  let isExhausted = false;
  for (let written = 0; written < characters; ) {
    let document = write(random);
    if (!isExhausted) {
      for (let tries = 0; tries < patience && seen.has(document); tries++) document = write(random);
      isExhausted = seen.has(document);
      seen.add(document);
    }
    written += document.length;
    yield document;
  }
}
