import * as v from 'valibot';
import type { CorpusMeasure } from './modelCard.ts';

/** What the card of a language model says of its quality, as data: bits per byte of each held-out part. */
export interface LanguageQuality {
  readonly heldOut: readonly { readonly corpus: string; readonly bytes: number; readonly bitsPerByte: number }[];
}

/** The measures of a card, as data. */
export function languageQuality(measures: readonly CorpusMeasure[]): LanguageQuality {
  return {
    heldOut: measures.map(({ name, heldOutBytes, model }) => ({
      ...{ corpus: name, bytes: heldOutBytes, bitsPerByte: model },
    })),
  };
}

/** What a file holds; undefined where it holds anything else. */
export function parseLanguageQuality(json: unknown): LanguageQuality | undefined {
  const result = v.safeParse(schema, json);
  return result.success ? result.output : undefined;
}

/** Over all corpora together: all bits that were spent, by all bytes. */
export function overallBits({ heldOut }: LanguageQuality): { readonly bytes: number; readonly bitsPerByte: number } {
  const bytes = heldOut.reduce((sum, corpus) => sum + corpus.bytes, 0);
  const bits = heldOut.reduce((sum, corpus) => sum + corpus.bytes * corpus.bitsPerByte, 0);
  return { bytes, bitsPerByte: bits / bytes };
}

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const schema: v.GenericSchema<unknown, LanguageQuality> = v.object({
  heldOut: v.pipe(
    v.array(v.object({ corpus: v.string(), bytes: v.pipe(amount, v.integer(), v.minValue(1)), bitsPerByte: amount })),
    v.minLength(1),
    v.maxLength(100),
  ),
});
