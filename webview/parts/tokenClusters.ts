import type { TokenTexts } from '../../src/analysis/tokenText.ts';

/**
 * Tokens that are drawn as one block, because characters are split over them, in columns of one piece each; or a single
 * token in one column. Columns count from 1, as in CSS grids.
 */
export interface Cluster {
  readonly tokens: readonly { readonly index: number; readonly column: number; readonly columns: number }[];
  readonly characters: readonly { readonly text: string; readonly column: number; readonly columns: number }[];
}

export function clustersOf({ tokens, characters }: TokenTexts): Cluster[] {
  // A token's own last character may go on in the next token, so that clusters chain.
  const joinsNext = new Set<number>();
  for (const { firstToken, lastToken } of characters) {
    for (let token = firstToken; token < lastToken; token += 1) joinsNext.add(token);
  }
  const clusters: Cluster[] = [];
  for (let first = 0; first < tokens.length; ) {
    let last = first;
    while (joinsNext.has(last)) last += 1;
    clusters.push(clusterOf(tokens, characters, first, last));
    first = last + 1;
  }
  return clusters;
}

function clusterOf(
  tokens: TokenTexts['tokens'],
  characters: TokenTexts['characters'],
  first: number,
  last: number,
): Cluster {
  const placed: { index: number; column: number; columns: number }[] = [];
  const spans = new Map<number, { column: number; end: number }>();
  let column = 1;
  for (let index = first; index <= last; index += 1) {
    const { pieces } = tokens[index];
    placed.push({ index, column, columns: Math.max(1, pieces.length) });
    pieces.forEach(({ character }, place) => {
      if (character === null) return;
      const span = spans.get(character) ?? { column: column + place, end: 0 };
      spans.set(character, { ...span, end: column + place + 1 });
    });
    column += Math.max(1, pieces.length);
  }
  return {
    tokens: placed,
    characters: [...spans].map(([character, span]) => ({
      text: characters[character].text,
      column: span.column,
      columns: span.end - span.column,
    })),
  };
}
