import { sampleDocuments } from '../../training/samples/sampleCorpus.ts';
import type { ExperimentContext } from '../experiment.ts';
import { fileText } from '../fileText.ts';
import { SkipGram, type SkipGramOptions } from './skipGram.ts';
import { type WordText, wordText } from './wordText.ts';

/** The sample corpora that are made of words. */
export const wordCorpora = ['english-stories', 'chinese-stories'] as const;

interface WordSource {
  readonly corpus: (typeof wordCorpora)[number];
  /** A file of the user's in place of the corpus; '' where there is none. */
  readonly file: string;
  readonly characters: number;
  /** Most words that get a vector. */
  readonly words: number;
  readonly seed: number;
}

/** The words of the user's file, or of a sample corpus. Throws UnderhoodError where the file is no text. */
export async function readWords(
  { corpus, file, characters, words, seed }: WordSource,
  context: ExperimentContext,
): Promise<WordText> {
  const text =
    file === ''
      ? [...sampleDocuments(corpus, { characters, seed })].join('')
      : (await fileText(file, context)).slice(0, characters);
  return wordText(text, words);
}

/**
 * Trains skip-gram vectors.
 * @param onStep told after each step how far it is, 0 … 1, and its loss
 */
export async function trainVectors(
  text: WordText,
  options: SkipGramOptions,
  context: ExperimentContext,
  onStep: (done: number, loss: number, training: SkipGram) => Promise<void>,
): Promise<SkipGram> {
  const training = await SkipGram.compile(await context.runtime(), text, options);
  try {
    for (let step = 0; step < options.steps; step++) {
      const loss = await training.advance();
      await onStep((step + 1) / options.steps, loss, training);
    }
    return training;
  } finally {
    await training.release();
  }
}
