import type { TokenSummary } from '../../src/protocol/run.ts';

/** Tokens that hold these bytes of a text, one after the other. Ranges as the tokenizer gives them: of whole characters. */
export function tokensOf(text: string, lengths: readonly number[]): TokenSummary[] {
  const bytes = new TextEncoder().encode(text);
  const starts: number[] = [];
  const ends: number[] = [];
  let unit = 0;
  for (const character of text) {
    const size = new TextEncoder().encode(character).length;
    for (let i = 0; i < size; i += 1) {
      starts.push(unit);
      ends.push(unit + character.length);
    }
    unit += character.length;
  }
  let at = 0;
  return lengths.map((length, id) => {
    const token: TokenSummary = {
      id,
      spelling: `t${id}`,
      bytes: [...bytes.subarray(at, at + length)],
      start: starts[at],
      end: ends[at + length - 1],
      kind: 'text',
    };
    at += length;
    return token;
  });
}

export function special(spelling: string): TokenSummary {
  return { id: 0, spelling, bytes: [], start: 0, end: 0, kind: 'special' };
}
