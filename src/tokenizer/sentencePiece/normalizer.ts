import { CharsMap } from './charsMap.ts';
import type { NormalizerSpec } from './modelFile.ts';

/** Stands for a blank. */
export const blank = '▁';

/** Far above what any normal form makes of a text. */
const mostGrowth = 32;

/** One character of a regular text, and the UTF-16 range of the text that it comes from. */
interface NormalCharacter {
  readonly character: string;
  readonly start: number;
  readonly end: number;
}

/** Makes texts regular as SentencePiece does (normalizer.cc), and knows where each character comes from. */
export class Normalizer {
  readonly #map: CharsMap;

  constructor(private readonly spec: NormalizerSpec) {
    this.#map = new CharsMap(spec.charsMap);
  }

  /** Blanks are written as ▁. A dummy blank in front has an empty range. */
  normalize(text: string): NormalCharacter[] {
    const replaced = this.#replace(text);
    const kept = this.spec.removeExtraWhitespaces ? withoutExtraBlanks(replaced) : replaced;
    if (kept.length === 0) return [];
    const dummy = this.spec.addDummyPrefix ? [{ character: blank, start: kept[0].start, end: kept[0].start }] : [];
    return [...dummy, ...kept.map((one) => (one.character === ' ' ? { ...one, character: blank } : one))];
  }

  #replace(text: string): NormalCharacter[] {
    const bytes = new TextEncoder().encode(text);
    const found: NormalCharacter[] = [];
    for (let at = 0, start = 0; at < bytes.length; ) {
      const longest = this.#map.longest(bytes, at);
      // A damaged map may end a rule within a character.
      const rule = longest && isBoundary(bytes, at + longest.length) ? longest : undefined;
      const length = rule?.length ?? lengthOf(bytes[at]);
      const end = start + unitsOf(bytes, at, length);
      const characters = rule?.replacement ?? text.slice(start, end);
      for (const character of characters) found.push({ character, start, end });
      if (found.length > mostGrowth * (bytes.length + mostGrowth))
        throw new RangeError('its rules make texts too long');
      at += length;
      start = end;
    }
    return found;
  }
}

function isBoundary(bytes: Uint8Array, at: number): boolean {
  return at >= bytes.length || (bytes[at] & 0xc0) !== 0x80;
}

/** Without blanks at both ends, and with single ones between. */
function withoutExtraBlanks(characters: readonly NormalCharacter[]): NormalCharacter[] {
  const kept = characters.filter(({ character }, i) => {
    return character !== ' ' || (i > 0 && characters[i - 1].character !== ' ');
  });
  while (kept.at(-1)?.character === ' ') kept.pop();
  return kept;
}

/** Bytes of the character that begins with a byte. */
function lengthOf(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

/** UTF-16 units of a range of UTF-8: what is four bytes long in one is two units in the other. */
function unitsOf(bytes: Uint8Array, from: number, length: number): number {
  let units = 0;
  for (let at = from; at < from + length; at += lengthOf(bytes[at])) units += lengthOf(bytes[at]) === 4 ? 2 : 1;
  return units;
}
