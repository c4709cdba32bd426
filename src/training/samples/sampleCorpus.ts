import { Random } from '../../random.ts';
import type { SampleName } from '../recipe/recipe.ts';
import { arithmeticLine } from './arithmetic.ts';
import { chineseStory } from './chineseStories.ts';
import { copyingLine } from './copying.ts';
import { englishStory } from './englishStories.ts';
import { sortingLine } from './sorting.ts';

interface Corpus {
  /** Makes one piece, with what separates it from the next: a line's end, or a story's empty line. */
  write(random: Random): string;
  /** Pieces that make a document: lines follow each other without a token between them that says the text is over. */
  readonly together: number;
}

const corpora: Readonly<Record<SampleName, Corpus>> = {
  'english-stories': { write: englishStory, together: 1 },
  'chinese-stories': { write: chineseStory, together: 1 },
  copying: { write: copyingLine, together: 32 },
  sorting: { write: sortingLine, together: 32 },
  arithmetic: { write: arithmeticLine, together: 32 },
};

/** Where so many pieces in a row were there before, the corpus has little more to say, and may repeat itself. */
const patience = 50;

/**
 * The documents of a sample corpus; one after the other, with nothing between, they are its text. The same seed gives
 * the same text, and a longer one begins with the shorter one. A story or line comes once, so that held-out ones are new
 * to the model, as long as there are others.
 * @param characters UTF-16 units; it ends with the document that reaches them
 */
export function* sampleDocuments(
  name: SampleName,
  { characters, seed }: { readonly characters: number; readonly seed: number },
): Generator<string> {
  const pieces = differentPieces(corpora[name], new Random(seed));
  for (let written = 0; written < characters; ) {
    const document = Array.from({ length: corpora[name].together }, () => pieces.next().value).join('');
    written += document.length;
    yield document;
  }
}

function* differentPieces({ write }: Corpus, random: Random): Generator<string, never> {
  const seen = new Set<string>();
  for (;;) {
    let piece = write(random);
    for (let tries = 0; tries < patience && seen.has(piece); tries++) piece = write(random);
    if (seen.has(piece)) break;
    seen.add(piece);
    yield piece;
  }
  for (;;) yield write(random);
}
