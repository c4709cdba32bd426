import type { Word } from './alterations.ts';

/** What of a token decides which word it belongs to. Both tokenizer.Token and protocol's TokenSummary have it. */
export interface WordPart {
  readonly bytes: ArrayLike<number>;
  /** UTF-16 range; tokens of one character share it. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'text' | 'special' | 'added' | 'unknown';
}

/** Scripts in which a word is a run of letters; letters of any other script count as one further script. */
const scripts = ['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Devanagari', 'Hangul', 'Thai'].map((name) => ({
  name,
  letters: new RegExp(`\\p{Script=${name}}`, 'u'),
}));
/** Written without spaces: every character is its own word. */
const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const lineBreak = /[\n\r\u2028\u2029]/;
const apostrophe = /^['’]\p{L}/u;

/** What a character is to words: the name of its script where it is a letter. */
function kindOf(character: string): string {
  if (lineBreak.test(character)) return 'break';
  if (/\s/.test(character)) return 'blank';
  if (ideograph.test(character)) return 'ideograph';
  if (/\p{M}/u.test(character)) return 'mark';
  if (/\p{N}/u.test(character)) return 'number';
  if (!/\p{L}/u.test(character)) return 'sign';
  return scripts.find(({ letters }) => letters.test(character))?.name ?? 'letter';
}

/**
 * Groups tokens into words. Tokens that share a character are never parted. A word begins at a blank, where the script
 * changes, and at punctuation and numbers; every Chinese or Japanese character is a word (unless one token holds several),
 * and so is every token with a line break and every special token. Blanks belong to the word that they precede.
 */
export function wordsOf(tokens: readonly WordPart[]): Word[] {
  const words: Word[] = [];
  let text = '';
  for (const unit of unitsOf(tokens)) {
    const alone = tokens[unit.first].kind !== 'text';
    const next = alone ? '' : unit.text;
    const previous = words.at(-1);
    if (previous && continues(text, next)) words[words.length - 1] = { first: previous.first, last: unit.last };
    else words.push({ first: unit.first, last: unit.last });
    text = next;
  }
  return words;
}

/** Tokens that share characters, together; their bytes as text. */
function unitsOf(tokens: readonly WordPart[]): (Word & { readonly text: string })[] {
  const units: { first: number; last: number; end: number; bytes: number[] }[] = [];
  tokens.forEach((token, index) => {
    const open = units.at(-1);
    const bytes = Array.from(token.bytes);
    if (open && token.start < open.end) {
      open.last = index;
      open.end = Math.max(open.end, token.end);
      open.bytes.push(...bytes);
    } else units.push({ first: index, last: index, end: token.end, bytes });
  });
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return units.map(({ first, last, bytes }) => ({ first, last, text: decoder.decode(Uint8Array.from(bytes)) }));
}

/** Whether text goes on with `next` inside the word that ends with `text`. Empty stands for a special token. */
function continues(text: string, next: string): boolean {
  if (text === '' || next === '') return false;
  const before = kindOf([...text].at(-1)!);
  const after = kindOf([...next][0]);
  if (before === 'break' || after === 'break') return false;
  if (after === 'blank') return before === 'blank' && next.trim() === '';
  if (before === 'blank') return text.trim() === '' && after !== 'ideograph';
  if (after === 'mark') return true;
  if (before === 'ideograph' || after === 'ideograph') return false;
  if (apostrophe.test(next) && before !== 'sign' && before !== 'number') return true;
  return before === after || before === 'mark';
}
