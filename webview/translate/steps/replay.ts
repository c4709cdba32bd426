import type { Written } from '../../../src/protocol/translation.ts';

/** Texts under way at a step of writing, or those that were brought to an end behind the last. */
export interface Moment {
  /** Tokens that are written by now. */
  readonly step: number;
  readonly isOver: boolean;
  readonly texts: readonly {
    readonly tokens: readonly number[];
    readonly score: number;
    readonly candidates: readonly MomentCandidate[];
    /** It leads to the text that was chosen in the end. */
    readonly leads: boolean;
  }[];
}

export interface MomentCandidate {
  readonly id: number;
  readonly probability: number;
  /** A text with this token behind it goes on, or is kept as one that has ended. */
  readonly goesOn: boolean;
}

/** What stands at a step, from 0; the last is behind all writing. */
export function momentAt(written: Pick<Written, 'steps' | 'finished' | 'target'>, step: number): Moment {
  const chosen = written.target.map(({ id }) => id);
  const begins = (tokens: readonly number[]) => tokens.every((id, i) => chosen[i] === id);
  const { steps, finished } = written;
  if (step >= steps.length) {
    const texts = finished.map((text, rank) => ({ ...text, candidates: [], leads: rank === 0 }));
    return { step: steps.length, isOver: true, texts };
  }
  const after = new Set([...(steps[step + 1]?.texts ?? []), ...finished].map(({ tokens }) => tokens.join(' ')));
  return {
    step,
    isOver: false,
    texts: steps[step].texts.map(({ tokens, score, candidates }) => ({
      tokens,
      score,
      leads: begins(tokens),
      candidates: candidates.map(({ id, probability }) => {
        return { id, probability, goesOn: after.has([...tokens, id].join(' ')) };
      }),
    })),
  };
}

/** The probability with which a token of the translation was chosen; null where it was not among the likeliest. */
export function probabilityOf({ steps, target }: Pick<Written, 'steps' | 'target'>, place: number): number | null {
  const before = target.slice(0, place);
  const isBefore = (tokens: readonly number[]) =>
    tokens.length === place && tokens.every((id, i) => before[i].id === id);
  const text = steps[place]?.texts.find(({ tokens }) => isBefore(tokens));
  return text?.candidates.find(({ id }) => id === target[place].id)?.probability ?? null;
}

/** How many rows of a translation's attention are there when so many tokens are written: that of the next one included. */
export function rowsAt(tokens: number, step: number): number {
  return Math.min(tokens, step + 1);
}
