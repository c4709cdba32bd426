import { UnderhoodError } from '../../errors.ts';
import { type FileChoice, fileSources } from '../data/fileSources.node.ts';

/** What is known of a text before anything is trained on it. */
export interface TextSurvey {
  /** UTF-16 units; where not all was read, at least so many. */
  readonly characters: number;
  readonly isWhole: boolean;
  /** Different characters (code points) in the part that was looked at. */
  readonly differentCharacters: number;
}

/** Ten for each parameter of the largest model, and milliseconds: nobody waits longer to be told how much there is. */
const enough = { characters: 120_000_000, time: 3000 };
/** UTF-16 units in which different characters are counted. */
const looked = 1_000_000;

/** Reads the files as training will. Throws UnderhoodError where there are none, or no text in them. */
export async function surveyFiles(files: Omit<FileChoice, 'heldOut'>, folder: string): Promise<TextSurvey> {
  const { source } = await fileSources({ ...files, heldOut: 0 }, folder);
  return survey(source.read('training'));
}

/** Throws UnderhoodError where the text is blank, or says nothing. */
export async function survey(
  pieces: AsyncIterable<{ readonly text: string }> | Iterable<{ readonly text: string }>,
): Promise<TextSurvey> {
  const end = performance.now() + enough.time;
  const different = new Set<string>();
  let characters = 0;
  let isWhole = true;
  for await (const { text } of pieces) {
    if (characters < looked) for (const character of text.slice(0, looked)) different.add(character);
    characters += text.length;
    isWhole = characters < enough.characters && performance.now() < end;
    if (!isWhole) break;
  }
  const [character] = different;
  if ([...different].every((blank) => blank.trim() === '')) throw new UnderhoodError('data.blank');
  if (different.size === 1) throw new UnderhoodError('data.oneCharacter', { character });
  return { characters, isWhole, differentCharacters: different.size };
}
