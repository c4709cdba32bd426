import { formatCount } from '../shell/numbers.ts';
import type { Strings } from '../shell/strings.ts';
import type { LoadedText } from './pageStore.ts';

/** What is known of a token beside how it looks, a line each. */
export function tokenFacts(run: Pick<LoadedText, 'text' | 'tokens'>, index: number, strings: Strings): string[] {
  const { id, spelling, bytes, start, end, kind } = run.tokens[index];
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const facts = [
    strings('page.factPlace', { place: formatCount(index), count: formatCount(run.tokens.length) }),
    strings('page.factId', { id: String(id), spelling }),
  ];
  if (bytes.length > 0) facts.push(strings('page.factBytes', { bytes: hex }));
  if (kind !== 'text') facts.push(strings(`page.kind.${kind}`));
  const original = run.text.slice(start, end);
  const text = decoded(bytes);
  // Where the tokenizer changed or lacks what the document holds, both are shown.
  if (end > start && text !== null && text.trim() !== original.trim() && !original.includes(text)) {
    facts.push(strings('page.factOriginal', { text: original }));
  }
  return facts;
}

/** The bytes as text, or null where they are no whole characters. */
function decoded(bytes: readonly number[]): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes));
  } catch {
    return null;
  }
}
