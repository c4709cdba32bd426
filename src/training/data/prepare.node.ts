import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { type CodedMessage, UnderhoodError } from '../../errors.ts';
import type { TrainingStatus } from '../../protocol/training.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { recipeSources } from './recipeSources.node.ts';
import { isLowSurrogate, type TextPart, type TextSource } from './textSource.ts';
import { TokenCounts } from './tokenCounts.ts';
import { TokenFile } from './tokenFile.node.ts';
import { bpeTraining, characterTraining, type TrainingTokenizer } from './trainingTokenizer.ts';

/** The texts of a run as token ids, and what is known of them. */
export interface PreparedData {
  readonly tokenizer: TrainingTokenizer;
  readonly training: TokenFile;
  readonly heldOut: readonly { readonly name: string; readonly tokens: TokenFile }[];
  readonly counts: TokenCounts;
  /** UTF-16 units of the training text. */
  readonly characters: number;
  /** The beginning of the held-out text, from which a probe and a prompt are taken. */
  readonly heldOutText: string;
  readonly warnings: readonly CodedMessage[];
  close(): void;
}

export interface Preparing {
  /** Folder for the ids. */
  readonly work: string;
  /** Of a model that training goes on from; absent: one is made from the training text. */
  readonly tokenizer?: TrainingTokenizer;
  onProgress(preparing: NonNullable<TrainingStatus['preparing']>): void;
  /** Asked between pieces. */
  isCancelled(): boolean;
}

/** A BPE is trained on at most so many characters, spread over the text. */
const tokenizerCharacters = 4_000_000;
/** Characters that are tokenized at once. */
const encodedLength = 4096;
const probeCharacters = 4000;

/**
 * Reads the texts of a recipe, splits off what is held out, and writes both parts as ids. No more than a piece of the
 * text is in memory at a time, but for what a BPE is trained on.
 * @param folder the recipe's own
 * @param output what it writes, absolute
 * Throws UnderhoodError where the texts cannot be read or are too few.
 */
export async function prepareData(
  recipe: Recipe,
  folder: string,
  output: string,
  { work, tokenizer: own, onProgress, isCancelled }: Preparing,
): Promise<PreparedData> {
  const { sources, repeat, warnings } = await recipeSources(recipe, folder, output);
  const checked = () => {
    if (isCancelled()) throw new UnderhoodError('cancelled');
  };
  const seen = await lookThrough(sources, (done) => {
    checked();
    onProgress({ part: 'reading', done, total: 0 });
  });
  if (seen.characters === 0) throw new UnderhoodError('data.blank');
  const [only, ...others] = seen.alphabet;
  if (others.length === 0) throw new UnderhoodError('data.oneCharacter', { character: only });
  onProgress({ part: 'tokenizer', done: 0, total: 0 });
  await breathe();
  const tokenizer = own ?? makeTokenizer(recipe, seen);

  const total = seen.characters;
  let done = 0;
  const ids = async function* (wanted: readonly TextSource[], part: TextPart, counts?: TokenCounts) {
    const separator = tokenizer.separator === undefined ? [] : [tokenizer.separator];
    yield separator;
    for (const source of wanted) {
      for await (const { text, endsDocument } of source.read(part)) {
        for (const piece of pieces(text)) {
          checked();
          const encoded = tokenizer.encode(piece);
          counts?.add(encoded);
          yield encoded;
          done += piece.length;
        }
        if (endsDocument) yield separator;
        if (part === 'training') onProgress({ part: 'tokens', done: Math.min(done, total), total });
        await breathe();
      }
    }
  };
  const counts = new TokenCounts(tokenizer.vocabularySize);
  const repeated = sources.flatMap((source) => Array.from({ length: repeat(source.name) }, () => source));
  const write = (name: string, chunks: AsyncIterable<ArrayLike<number>>) =>
    TokenFile.write(path.join(work, `${name}.tokens`), tokenizer.vocabularySize, chunks);
  const files: TokenFile[] = [];
  const close = () => {
    for (const file of files) file.close();
  };
  try {
    const training = await write('training', ids(repeated, 'training', counts));
    files.push(training);
    const heldOut: { name: string; tokens: TokenFile }[] = [];
    for (const [i, source] of sources.entries()) {
      const tokens = await write(`heldOut-${i}`, ids([source], 'heldOut'));
      files.push(tokens);
      heldOut.push({ name: source.name, tokens });
    }
    const data = { tokenizer, training, heldOut, counts, characters: seen.characters, heldOutText: seen.heldOutText };
    return { ...data, warnings: [...warnings, ...checkAmount(recipe, data)], close };
  } catch (error) {
    close();
    throw error;
  }
}

/** What one reading of the texts finds. */
interface Seen {
  readonly characters: number;
  /** Every different character of the training text. */
  readonly alphabet: ReadonlySet<string>;
  /** Pieces spread over the training text. */
  readonly some: readonly string[];
  readonly heldOutText: string;
}

async function lookThrough(sources: readonly TextSource[], onPiece: (characters: number) => void): Promise<Seen> {
  const alphabet = new Set<string>();
  let characters = 0;
  let some: string[] = [];
  let someLength = 0;
  let stride = 1;
  let number = 0;
  let heldOutText = '';
  for (const source of sources) {
    for await (const { text } of source.read('training')) {
      for (const character of text) alphabet.add(character);
      characters += text.length;
      if (number++ % stride === 0) {
        some.push(text);
        someLength += text.length;
      }
      if (someLength > tokenizerCharacters) {
        // Every other piece stays, and every other one is taken from here on.
        some = some.filter((_, index) => index % 2 === 0);
        someLength = some.reduce((sum, piece) => sum + piece.length, 0);
        stride *= 2;
      }
      onPiece(characters);
      await breathe();
    }
    for await (const { text } of source.read('heldOut')) {
      heldOutText += text.slice(0, probeCharacters - heldOutText.length);
      if (heldOutText.length >= probeCharacters) break;
    }
  }
  return { characters, alphabet, some, heldOutText };
}

function makeTokenizer({ tokenizer }: Recipe, { alphabet, some }: Seen): TrainingTokenizer {
  if (tokenizer?.kind === 'bpe') return bpeTraining(some, tokenizer.vocabularySize);
  return characterTraining(alphabet);
}

/** A text in pieces that end with a line, or a word, where these are not too long. */
function* pieces(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    // Looked through by itself: what came before may be a whole book without a line break.
    const most = text.slice(start, start + encodedLength);
    let { length } = most;
    if (start + length < text.length) {
      const line = most.lastIndexOf('\n') + 1;
      const word = most.lastIndexOf(' ');
      if (line > 0) length = line;
      else if (word > 0) length = word;
      else if (isLowSurrogate(text.charCodeAt(start + length))) length--;
    }
    yield most.slice(0, length);
    start += length;
  }
}

function checkAmount(
  { training: { tokens } }: Recipe,
  { training, heldOut }: Pick<PreparedData, 'training' | 'heldOut'>,
): CodedMessage[] {
  if (training.length <= tokens + 1) {
    throw new UnderhoodError('data.shorterThanContext', { tokens: training.length, context: tokens });
  }
  const measured = heldOut.reduce((sum, part) => sum + part.tokens.length, 0);
  if (heldOut.some((part) => part.tokens.length < 3)) throw new UnderhoodError('data.nothingHeldOut');
  if (measured > tokens) return [];
  return [{ code: 'data.littleHeldOut', parameters: { tokens: measured, context: tokens } }];
}
