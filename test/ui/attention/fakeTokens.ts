import type { TokenSummary } from '../../../src/protocol/run.ts';

/** Characters that the fake vocabulary lacks, so that their bytes become tokens. */
const split = /[圳🎢ﬁ]/u;
const pattern = /\s?[A-Za-z]+|\n|\s|前天|那天|忘记|过山车|[^\s]/gu;

/** A toy tokenizer: English words with their blank, some Chinese words, bytes of a few characters. */
export function fakeTokens(text: string): TokenSummary[] {
  const tokens: TokenSummary[] = [];
  for (const { 0: piece, index } of text.matchAll(pattern)) {
    const bytes = [...new TextEncoder().encode(piece)];
    const parts = split.test(piece) ? bytes.map((byte) => [byte]) : halves(piece, bytes);
    let from = index;
    for (const part of parts) {
      const isWhole = part.length === bytes.length;
      const end = isWhole || split.test(piece) ? index + piece.length : from + part.length;
      const start = split.test(piece) ? index : from;
      const spelling = isWhole ? piece.replace(' ', 'Ġ').replace('\n', 'Ċ') : part.map(hex).join('');
      tokens.push({ id: identity(part), spelling, bytes: part, start, end, kind: 'text' });
      from = end;
    }
  }
  return tokens;
}

/** Long English words are two tokens. */
function halves(piece: string, bytes: number[]): number[][] {
  if (!/^\s?[A-Za-z]{8,}$/.test(piece)) return [bytes];
  const middle = Math.ceil(bytes.length / 2);
  return [bytes.slice(0, middle), bytes.slice(middle)];
}

const hex = (byte: number) => `<${byte.toString(16)}>`;

function identity(bytes: readonly number[]): number {
  return bytes.reduce((id, byte) => (id * 31 + byte) % 4096, 17);
}
