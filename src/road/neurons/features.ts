import type { Tokenizer } from '../../tokenizer/tokenizer.ts';
import type { Passage } from './recording.ts';

/** What may be true of a token where it stands. */
export type Feature =
  | { readonly kind: 'token' | 'previous'; readonly id: number }
  | { readonly kind: 'class'; readonly name: ClassName };

const classes = {
  capital: /^\s*\p{Lu}/u,
  begins: /^\s\S/u,
  within: /^\p{L}/u,
  punctuation: /^\s*\p{P}/u,
  digit: /\p{N}/u,
  lineBreak: /\n/,
  han: /\p{Script=Han}/u,
} as const;
type ClassName = keyof typeof classes | 'first';

/** A feature, and the tokens of which it is true, by their places over all passages. */
export interface Occurrences {
  readonly feature: Feature;
  readonly places: Int32Array;
}

/** Every feature of passages, by its key. */
export class FeatureIndex {
  /** Tokens of all passages. */
  readonly count: number;
  readonly #found: ReadonlyMap<string, Occurrences>;

  constructor(passages: readonly Passage[], tokenizer: Tokenizer) {
    const found = new Map<string, { readonly feature: Feature; readonly places: number[] }>();
    const spelled = new Map<number, string>();
    let place = 0;
    for (const { ids } of passages) {
      for (const id of ids) {
        if (!spelled.has(id)) spelled.set(id, new TextDecoder().decode(tokenizer.bytesOf(id)));
      }
      for (let t = 0; t < ids.length; t++, place++) {
        for (const feature of featuresAt(ids, t, spelled.get(ids[t])!)) {
          const key = keyOf(feature);
          const entry = found.get(key) ?? { feature, places: [] };
          if (entry.places.length === 0) found.set(key, entry);
          entry.places.push(place);
        }
      }
    }
    this.count = place;
    this.#found = new Map(
      [...found].map(([key, { feature, places }]) => [key, { feature, places: Int32Array.from(places) }]),
    );
  }

  /** Those that are true of at least so many tokens. */
  frequent(fewest: number): Occurrences[] {
    return [...this.#found.values()].filter(({ places }) => places.length >= fewest);
  }

  /** Where a feature is true. */
  places(feature: Feature): Int32Array {
    return this.#found.get(keyOf(feature))?.places ?? new Int32Array();
  }
}

function keyOf(feature: Feature): string {
  return `${feature.kind} ${feature.kind === 'class' ? feature.name : feature.id}`;
}

/** All features that are true of a token. */
function featuresAt(ids: readonly number[], t: number, text: string): Feature[] {
  const named = (Object.keys(classes) as (keyof typeof classes)[]).filter((name) => classes[name].test(text));
  return [
    { kind: 'token', id: ids[t] },
    ...(t > 0 ? [{ kind: 'previous', id: ids[t - 1] } as const] : [{ kind: 'class', name: 'first' } as const]),
    ...named.map((name) => ({ kind: 'class', name }) as const),
  ];
}
