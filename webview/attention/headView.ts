import { hideFirstToken, mergeWords, type Word } from '../../src/analysis/alterations.ts';
import { type TokenText, type TokenTexts, tokenTexts } from '../../src/analysis/tokenText.ts';
import { wordsOf } from '../../src/analysis/words.ts';
import type { Alterations, HeadSlice, Quantity, RunSummary } from '../../src/protocol/run.ts';
import { type Name, nameOf } from '../charts/names.ts';
import { type ValueScale, weightScale } from '../charts/scale.ts';

/** What the rows and columns of a matrix stand for: the tokens, or the words that they are merged into. */
export interface Units {
  readonly words: readonly Word[];
  readonly labels: readonly string[];
  readonly names: readonly Name[];
  /** Which unit each token belongs to, [T]. */
  readonly unitOf: readonly number[];
  readonly areWords: boolean;
}

/** A head as it is drawn: one quantity, altered as asked. */
export interface HeadView {
  readonly layer: number;
  readonly head: number;
  readonly quantity: Quantity;
  readonly units: Units;
  readonly length: number;
  /** [length, length], query down, key across */
  readonly data: Float32Array;
  readonly isAltered: boolean;
}

export function unitsOf(run: RunSummary, texts: TokenTexts, merged: boolean): Units {
  const words = merged ? wordsOf(run.tokens) : run.tokens.map((_, token) => ({ first: token, last: token }));
  const unitOf: number[] = [];
  words.forEach(({ first, last }, unit) => {
    for (let token = first; token <= last; token += 1) unitOf[token] = unit;
  });
  const shown = words.map((word) => (word.first === word.last ? texts.tokens[word.first] : wordText(run, word)));
  const names = shown.map((text) => nameOf(text.label, text.parts));
  return { words, labels: shown.map(({ label }) => label), names, unitOf, areWords: merged };
}

/** A word's tokens read together, so that characters that were split are whole again. */
function wordText(run: RunSummary, { first, last }: Word): TokenText {
  return tokenTexts([{ ...run.tokens[first], bytes: bytesOf(run, first, last) }], run.text).tokens[0];
}

function bytesOf(run: RunSummary, first: number, last: number): number[] {
  return run.tokens.slice(first, last + 1).flatMap((token) => [...token.bytes]);
}

/** Weights are altered as asked; products of q and k and contributions are shown as they are. */
export function headView(slice: HeadSlice, units: Units, { hideFirst }: Alterations): HeadView {
  const { layer, head, quantity, length } = slice;
  let data = slice.data;
  if (hideFirst) data = hideFirstToken(data, length);
  if (units.areWords) data = mergeWords(data, length, units.words);
  return {
    layer,
    head,
    quantity,
    units,
    length: units.words.length,
    data,
    isAltered: hideFirst || units.areWords,
  };
}

/** The colours of a quantity. Weights are seen against 1, other values against the largest magnitude that is drawn. */
export function scaleOf({ quantity, data, length }: HeadView, logarithmic: boolean): ValueScale {
  if (quantity === 'pattern') return weightScale(logarithmic);
  let limit = 0;
  for (let query = 0; query < length; query += 1) {
    for (let key = 0; key <= query; key += 1) {
      const magnitude = Math.abs(data[query * length + key]);
      if (Number.isFinite(magnitude) && magnitude > limit) limit = magnitude;
    }
  }
  if (quantity === 'contribution') return { ...weightScale(logarithmic), limit };
  return { kind: 'diverging', limit };
}

/** The weights by which tokens are shaded, [T]: of a query's row, a word's weight for each of its tokens. */
export function tokenWeights({ data, length, units }: HeadView, query: number): Float32Array {
  const row = units.unitOf[query] * length;
  return Float32Array.from(units.unitOf, (unit) => data[row + unit]);
}
