import { UnderhoodError } from '../../errors.ts';
import { sampleDocuments } from '../../training/samples/sampleCorpus.ts';
import { wordText } from '../vectors/wordText.ts';

/** Words up to a place where one of two words stands, and which one it is. */
export interface ChoiceExample {
  /** Ids of the words before, oldest first; at most `wordsBefore`. */
  readonly before: readonly number[];
  /** Whether it is the second of the two. */
  readonly isSecond: boolean;
}

export interface ChoiceText {
  readonly examples: readonly ChoiceExample[];
  /** All the text as word ids. */
  readonly ids: Int32Array;
  /** Words, one id more for what is none of them, and the two labels. */
  readonly vocabularySize: number;
  /** Ids that no story has, by which an answer says which of the two it is: whoever only reads cannot know them. */
  readonly firstLabel: number;
  readonly secondLabel: number;
}

export const wordsBefore = 31;
const fewestBefore = 6;
const vocabulary = 600;

/** Stories in which one of two words is to be chosen, wherever one of them stands. Throws UnderhoodError where they have none. */
export function choiceText(pair: readonly [string, string], characters: number, seed: number): ChoiceText {
  const text = [...sampleDocuments('english-stories', { characters, seed })].join('');
  const { words, ids: known } = wordText(text, vocabulary);
  const unknown = words.length;
  const ids = known.map((id) => (id < 0 ? unknown : id));
  const [first, second] = pair.map((word) => words.indexOf(word));
  const missing = pair.find((_, i) => [first, second][i] < 0);
  if (missing !== undefined) throw new UnderhoodError('road.teaching.word', { word: missing });
  const examples: ChoiceExample[] = [];
  ids.forEach((id, at) => {
    if ((id !== first && id !== second) || at < fewestBefore) return;
    examples.push({ before: [...ids.subarray(Math.max(0, at - wordsBefore), at)], isSecond: id === second });
  });
  return { examples, ids, vocabularySize: unknown + 3, firstLabel: unknown + 1, secondLabel: unknown + 2 };
}
