import type { Tokenizer } from '../../tokenizer/tokenizer.ts';

const marks: Readonly<Record<string, string>> = { ' ': '·', '\n': '↵', '\t': '→' };

/** How single tokens are written in a table: with a mark for what cannot be seen, and bytes that are no character as hex. */
export function tokenTexts(tokenizer: Tokenizer): (id: number) => string {
  return (id) => {
    const bytes = tokenizer.bytesOf(id);
    if (bytes.length === 0) return tokenizer.spellingOf(id);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/[ \n\t]/g, (blank) => marks[blank]);
    } catch {
      return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    }
  };
}
