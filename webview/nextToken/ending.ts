import type { Piece, TokenTexts } from '../../src/analysis/tokenText.ts';

const mostCharacters = 16;
const graphemes = new Intl.Segmenter();

/**
 * The last characters before a place, as one reads them in a heading: …我忘记不了那. Of a character that the place is
 * inside of, the bytes so far.
 * @param position how many tokens stand before the place
 */
export function endingBefore({ tokens, characters }: TokenTexts, position: number): string {
  const shown = ({ kind, text, character }: Piece, token: number) => {
    if (kind === 'mark') return text.replaceAll('·', ' ');
    const split = character === null ? undefined : characters[character];
    if (split === undefined || split.lastToken >= position) return text;
    return split.lastToken === token ? split.text : '';
  };
  let ending = '';
  let token = position;
  while (token > 0 && ending.length <= 2 * mostCharacters) {
    token -= 1;
    ending = tokens[token].pieces.map((piece) => shown(piece, token)).join('') + ending;
  }
  const read = [...graphemes.segment(ending)].map(({ segment }) => segment);
  const isCut = token > 0 || read.length > mostCharacters;
  const last = read.slice(-mostCharacters).join('');
  return isCut ? `…${last.trimStart()}` : last;
}
