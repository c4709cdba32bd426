import { chrf } from '../../analysis/chrf.ts';

/** A source with all translations that are known of it, and what a model made of it. */
export interface Judged {
  readonly source: string;
  readonly references: readonly string[];
  readonly written: string;
}

export interface Quality {
  readonly sentences: number;
  /** 0 to 100. */
  readonly chrf: number;
  /** Share that is one of the references, to the letter. */
  readonly exact: number;
}

/** Sources of so many characters. */
export interface Band {
  readonly from: number;
  /** Absent: however many. */
  readonly to?: number;
}

export const lengthBands: readonly Band[] = [
  { from: 1, to: 6 },
  { from: 7, to: 9 },
  { from: 10, to: 12 },
  { from: 13, to: 16 },
  { from: 17 },
];

/** Where remembering a whole sentence in one state becomes hard: what attention was invented for. */
export const long: Band = { from: 13 };

/** How good translations are, all together; 0 where there are none. */
export function qualityOf(judged: readonly Judged[]): Quality {
  const exact = judged.filter(({ references, written }) => references.includes(written)).length;
  return {
    sentences: judged.length,
    chrf: judged.length > 0 ? chrf(judged) : 0,
    exact: judged.length > 0 ? exact / judged.length : 0,
  };
}

/** Those whose source is as long. */
export function inBand(judged: readonly Judged[], { from, to = Number.POSITIVE_INFINITY }: Band): Judged[] {
  return judged.filter(({ source }) => {
    const { length } = Array.from(source);
    return length >= from && length <= to;
  });
}

/** Pairs by their source, in order of its first: each source once, with all its translations. */
export function bySource(
  pairs: readonly { readonly source: string; readonly target: string }[],
): { readonly source: string; readonly references: readonly string[] }[] {
  const found = new Map<string, string[]>();
  for (const { source, target } of pairs) {
    const known = found.get(source);
    if (known) known.push(target);
    else found.set(source, [target]);
  }
  return [...found].map(([source, references]) => ({ source, references }));
}

/** Whether two texts are the same but for punctuation, blanks and case. */
export function isSameText(a: string, b: string): boolean {
  const letters = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return letters(a) === letters(b);
}
