import { Random } from '../../random.ts';
import { textOfBytes } from '../../tokenizer/bytesText.ts';
import type { TrainingTokenizer } from '../data/trainingTokenizer.ts';
import type { Recipe } from '../recipe/recipe.ts';

/** What is looked at during training, as token ids. */
interface Watched {
  /** The sentence whose attention is kept. */
  readonly probe: readonly number[];
  readonly probeTexts: readonly string[];
  /** What samples go on from. */
  readonly prompt: readonly number[];
  readonly promptText: string;
  /**
   * Texts of random tokens, repeated once, of as many lengths: a head that looks back by a fixed distance is right in one
   * of them only.
   */
  readonly repeated: readonly (readonly number[])[];
}

/** Tokens of the probe sentence at most: its attention is kept at every evaluation. */
const probeLength = 40;
const promptCharacters = 16;
/** Random tokens before they are repeated: a small model looks no farther back than its texts made it. */
const repeatedHalves = [4, 5, 6, 7, 8, 9, 10, 11];

/**
 * @param heldOutText from whose beginning a probe and a prompt are taken where the recipe names none
 * @param occurring ids that the training text holds
 */
export function watchedTexts(
  { watch, training: { seed, tokens } }: Recipe,
  tokenizer: TrainingTokenizer,
  heldOutText: string,
  occurring: readonly number[],
): Watched {
  const line = wholeLine(heldOutText);
  const encode = (text: string) => Array.from(tokenizer.encode(text));
  const most = Math.min(probeLength, tokens);
  const probe = encode(watch.probe ?? line.slice(0, 20 * probeLength)).slice(0, most);
  const given = watch.prompt ?? beginning(line);
  const prompt = encode(given).slice(-tokens);
  const start = tokenizer.separator ?? occurring[0];
  const choices = occurring.filter((id) => id !== tokenizer.separator);
  const random = Random.at(seed, repeatedHalves.length);
  const draw = (length: number) => Array.from({ length }, () => choices[random.below(choices.length)]);
  const fitting = repeatedHalves.map((half) => Math.max(1, Math.min(half, Math.floor(tokens / 2))));
  const repeated = fitting.map(draw).map((ids) => [...ids, ...ids]);
  const probed = probe.length > 0 ? probe : [start];
  return {
    probe: probed,
    probeTexts: probed.map((id) => textOf(tokenizer, [id])),
    prompt: prompt.length > 0 ? prompt : [start],
    promptText: prompt.length > 0 ? given : '',
    repeated,
  };
}

/** The text of some ids. */
export function textOf({ tokenizer }: TrainingTokenizer, ids: readonly number[]): string {
  return textOfBytes(
    ids.flatMap((id) => {
      const known = tokenizer.bytesOf(id);
      return known.length > 0 ? [...known] : [...new TextEncoder().encode(tokenizer.spellingOf(id))];
    }),
  );
}

/** From the first line that begins within the text on: its very beginning may lie within a sentence. */
function wholeLine(text: string): string {
  const lines = text.slice(text.indexOf('\n') + 1).trimStart();
  return lines.length > 0 ? lines : text.trimStart();
}

/** A few words. */
function beginning(line: string): string {
  const first = line.split('\n')[0].slice(0, promptCharacters);
  const word = first.lastIndexOf(' ');
  return word > 0 && first.length === promptCharacters ? first.slice(0, word) : first;
}
