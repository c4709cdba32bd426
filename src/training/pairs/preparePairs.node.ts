import { createHash } from 'node:crypto';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { type CodedMessage, UnderhoodError } from '../../errors.ts';
import { Random } from '../../random.ts';
import { wholeText } from '../data/textFile.node.ts';
import { TokenCounts } from '../data/tokenCounts.ts';
import { bpeTraining, characterTraining, type TrainingTokenizer } from '../data/trainingTokenizer.ts';
import type { PairData, Recipe, TokenizerChoice } from '../recipe/recipe.ts';
import type { PairIds } from './pairBatches.ts';
import { type Pair, pairsFromColumns, pairsFromLines, type SplitPairs, splitPairs, withoutMarks } from './pairText.ts';
import { translatorIds, translatorSpecials } from './translatorTokens.ts';

/** How both sides of a translator become ids. */
export interface PairTokenizers {
  /** What ends either side. */
  readonly end: number;
  readonly source: TrainingTokenizer;
  readonly target: TrainingTokenizer;
}

/** The pairs of a run as ids, and what is known of them. */
interface PreparedPairs {
  readonly tokenizers: PairTokenizers;
  /** As an epoch holds them. */
  readonly training: readonly PairIds[];
  readonly heldOut: readonly PairIds[];
  /** The first held-out pair that is neither very short nor long: what is looked at during training. */
  readonly probe: Pair;
  /** Of the target side. */
  readonly counts: TokenCounts;
  /** UTF-16 units of the target side of what is trained on. */
  readonly characters: number;
  /** SHA-256 of all that is trained on. */
  readonly digest: string;
  readonly warnings: readonly CodedMessage[];
}

/**
 * Reads the pairs of a recipe and splits them, before anything is counted.
 * @param folder the recipe's own
 */
export async function readPairs(data: PairData, folder: string, seed: number): Promise<SplitPairs> {
  const { pairs, columns, heldOut } = data;
  const read = (name: string) => wholeText(path.resolve(folder, name));
  const all =
    typeof pairs === 'string'
      ? pairsFromColumns(await read(pairs), columns, pairs)
      : pairsFromLines(await read(pairs[0]), await read(pairs[1]), pairs);
  const split = splitPairs(all, heldOut, new Random(seed));
  if (split.training.length === 0 || split.heldOut.length === 0) throw new UnderhoodError('data.nothingHeldOut');
  return split;
}

/**
 * The pairs of a recipe as ids.
 * @param own tokenizers of a model that training goes on from; absent: they are made from the pairs
 * @param isCancelled asked between pieces; then UnderhoodError `cancelled` is thrown
 */
export async function preparePairs(
  { data, tokenizers: chosen, training: { tokens, seed } }: Recipe & { readonly data: PairData },
  folder: string,
  own: PairTokenizers | undefined,
  isCancelled: () => boolean,
): Promise<PreparedPairs> {
  const split = await readPairs(data, folder, seed);
  const tokenizers = own ?? {
    end: translatorIds.eos_token_id,
    source: makeTokenizer(chosen!.source, split.training, 'source'),
    target: makeTokenizer(chosen!.target, split.training, 'target'),
  };
  const { end } = tokenizers;
  const encode = async (pairs: readonly Pair[]) => {
    const found: PairIds[] = [];
    for (const [i, { source, target }] of pairs.entries()) {
      if (i % 1000 === 0) await breathe();
      if (isCancelled()) throw new UnderhoodError('cancelled');
      const sides = { source: tokenizers.source.encode(source), target: tokenizers.target.encode(target) };
      found.push({ source: [...Array.from(sides.source), end], target: [...Array.from(sides.target), end] });
    }
    return found;
  };
  const fits = ({ source, target }: PairIds) => source.length <= tokens && target.length <= tokens;
  const unmarked = data.unmarked ? split.training.flatMap((pair) => withoutMarks(pair) ?? []) : [];
  const [allTraining, allHeldOut] = [await encode([...split.training, ...unmarked]), await encode(split.heldOut)];
  const [fitting, heldOut] = [allTraining.filter(fits), allHeldOut.filter(fits)];
  const training = repeated(fitting, data.short);
  if (training.length === 0 || heldOut.length === 0) throw new UnderhoodError('pairs.allTooLong', { tokens });
  const counts = new TokenCounts(tokenizers.target.vocabularySize);
  for (const { target } of training) counts.add(target);
  const dropped = allTraining.length + allHeldOut.length - fitting.length - heldOut.length;
  const warnings: CodedMessage[] =
    dropped > 0 ? [{ code: 'pairs.tooLong', parameters: { count: dropped, tokens } }] : [];
  const characters = split.training.reduce((sum, { target }) => sum + target.length, 0);
  const probe = probeOf(split.heldOut);
  return { tokenizers, training, heldOut, probe, counts, characters, digest: digestOf(training), warnings };
}

/** Pairs as an epoch holds them: short ones several times, where a recipe says so. */
function repeated(pairs: readonly PairIds[], short: PairData['short']): readonly PairIds[] {
  if (!short) return pairs;
  const isShort = ({ source, target }: PairIds) => source.length <= short.tokens && target.length <= short.tokens;
  return pairs.flatMap((pair) => Array.from({ length: isShort(pair) ? short.times : 1 }, () => pair));
}

function makeTokenizer(choice: TokenizerChoice, pairs: readonly Pair[], side: keyof Pair): TrainingTokenizer {
  const texts = pairs.map((pair) => pair[side]);
  if (choice.kind === 'bpe') return bpeTraining(texts, choice.vocabularySize, translatorSpecials);
  const counted = new Map<string, number>();
  for (const text of texts) for (const character of text) counted.set(character, (counted.get(character) ?? 0) + 1);
  const kept = [...counted].flatMap(([character, count]) => (count >= choice.atLeast ? [character] : []));
  return characterTraining(new Set(kept), translatorSpecials);
}

function probeOf(pairs: readonly Pair[]): Pair {
  return pairs.find(({ source }) => source.length >= 6 && source.length <= 12) ?? pairs[0];
}

function digestOf(pairs: readonly PairIds[]): string {
  const hash = createHash('sha256');
  for (const { source, target } of pairs) hash.update(Uint32Array.from([...source, ...target]));
  return hash.digest('hex');
}
