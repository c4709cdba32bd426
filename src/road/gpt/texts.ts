import { UnderhoodError } from '../../errors.ts';
import type { SampleName } from '../../training/recipe/recipe.ts';
import { sampleDocuments } from '../../training/samples/sampleCorpus.ts';
import type { ExperimentContext } from '../experiment.ts';
import { fileText } from '../fileText.ts';

/** What a model learns from, and what it is measured on. */
export interface SplitText {
  readonly training: string;
  readonly heldOut: string;
}

/** The sample corpora that are texts, as a field's options. */
export const textCorpora = [
  'english-stories',
  'chinese-stories',
  'arithmetic',
] as const satisfies readonly SampleName[];

/** Share of a text, from its end, that is never trained on. */
const heldOutShare = 0.1;
const fewestCharacters = 2000;

interface TextChoice {
  readonly corpus: (typeof textCorpora)[number];
  /** A file of the user's in place of the corpus; '' where there is none. */
  readonly file: string;
  /** Most characters to read. */
  readonly characters: number;
  readonly seed: number;
}

/** The user's file, or a sample corpus; what is held out is its end. Throws UnderhoodError where the file is no text. */
export async function splitText(choice: TextChoice, context: ExperimentContext): Promise<SplitText> {
  const { corpus, file, characters, seed } = choice;
  const text =
    file === '' ? [...sampleDocuments(corpus, { characters, seed })].join('') : await fileText(file, context);
  const whole = text.slice(0, characters);
  if (whole.length < fewestCharacters) {
    throw new UnderhoodError('road.textTooShort', { characters: whole.length, fewest: fewestCharacters });
  }
  const cut = Math.floor(whole.length * (1 - heldOutShare));
  return { training: whole.slice(0, cut), heldOut: whole.slice(cut) };
}
