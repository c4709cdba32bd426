import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Piece, tokenTexts } from '../../src/analysis/tokenText.ts';
import { special, tokensOf } from '../webview/tokens.ts';

const labels = (text: string, lengths: readonly number[]) =>
  tokenTexts(tokensOf(text, lengths), text).tokens.map(({ label }) => label);

/** Lengths that cut a text's bytes anywhere. */
const cutText = fc
  .tuple(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.infiniteStream(fc.integer({ min: 1, max: 4 })),
  )
  .map(([text, sizes]) => {
    const lengths: number[] = [];
    for (let left = new TextEncoder().encode(text).length; left > 0; left -= lengths.at(-1)!) {
      lengths.push(Math.min(left, sizes.next().value as number));
    }
    return { text, lengths };
  });

/** Undoes what is done to make a piece visible. */
function bytesOf(pieces: readonly Piece[]): number[] {
  const back: Record<string, string> = { '·': ' ', '→': '\t', '⍽': '\u00a0', '□': '\u3000', '⏎': '\n' };
  return pieces.flatMap(({ kind, text }) => {
    if (kind === 'bytes') return text.split(' ').map((hex) => Number.parseInt(hex, 16));
    const plain =
      kind === 'text'
        ? text.replace(/^◌/, '')
        : text
            .replaceAll('\\r', '\r')
            .replace(/U\+([0-9A-F]{4,6})|./gsu, (shown, code) =>
              code ? String.fromCodePoint(Number.parseInt(code, 16)) : (back[shown] ?? shown),
            );
    return [...new TextEncoder().encode(plain)];
  });
}

describe('tokens as they are shown', () => {
  it('make what cannot be seen visible', () => {
    assert.deepEqual(labels('a b\t\u00a0\r\n\u3000。', [1, 2, 3, 1, 1, 6]), ['a', '·b', '→⍽', '\\r', '⏎', '□。']);
    assert.deepEqual(labels('\u200b', [3]), ['U+200B']);
    assert.deepEqual(labels('\u202e', [3]), ['U+202E']);
  });

  it('keep a joined emoji whole inside a token and name the joiner alone', () => {
    const family = '👩‍👧';
    assert.deepEqual(labels(family, [11]), [family]);
    assert.deepEqual(labels(family, [4, 3, 4]), ['👩', 'U+200D', '👧']);
  });

  it('put a combining mark that begins a token on a circle', () => {
    assert.deepEqual(labels('e\u0301', [1, 2]), ['e', '◌\u0301']);
  });

  it('show a split character as its bytes and as itself', () => {
    const text = '深圳';
    const shown = tokenTexts(tokensOf(text, [3, 1, 2]), text);
    assert.deepEqual(shown.characters, [{ text: '圳', firstToken: 1, lastToken: 2 }]);
    assert.deepEqual(
      shown.tokens.map(({ pieces }) => pieces),
      [
        [{ kind: 'text', text: '深', character: null }],
        [{ kind: 'bytes', text: 'e5', character: 0 }],
        [{ kind: 'bytes', text: '9c b3', character: 0 }],
      ],
    );
    assert.deepEqual(shown.tokens[2].parts, ['圳', '9c', 'b3']);
    assert.equal(shown.tokens[1].label, '圳:e5');
  });

  it('tell apart the two characters of which one token holds parts', () => {
    const text = '圳🎢';
    const shown = tokenTexts(tokensOf(text, [2, 3, 2]), text);
    assert.deepEqual(
      shown.tokens[1].pieces.map(({ text: hex, character }) => [hex, character]),
      [
        ['b3', 0],
        ['f0 9f', 1],
      ],
    );
    assert.deepEqual(
      shown.characters.map(({ firstToken, lastToken }) => [firstToken, lastToken]),
      [
        [0, 1],
        [1, 2],
      ],
    );
  });

  it('show stray bytes as bytes of no character', () => {
    const tokens = tokensOf('圳', [2]);
    assert.deepEqual(tokenTexts(tokens, '圳').tokens[0].pieces, [{ kind: 'bytes', text: 'e5 9c', character: null }]);
  });

  it('name special tokens and keep characters apart around them', () => {
    const [first, second] = tokensOf('圳', [1, 2]);
    const shown = tokenTexts([first, special('<s>'), second], '圳');
    assert.deepEqual(shown.characters, []);
    assert.deepEqual(shown.tokens[1].pieces, [{ kind: 'name', text: '<s>', character: null }]);
  });

  it('show what the vocabulary lacks as the document has it', () => {
    const unknown = { ...special('[UNK]'), kind: 'unknown', start: 1, end: 2 } as const;
    assert.equal(tokenTexts([unknown], 'a龘b').tokens[0].label, '龘');
  });

  it('lose no byte, however the text is cut', () => {
    fc.assert(
      fc.property(cutText, ({ text, lengths }) => {
        // Marks that stand for something else must not be in the text itself.
        fc.pre(!/[·→⍽□⏎◌\\]|U\+/.test(text));
        const tokens = tokensOf(text, lengths);
        const shown = tokenTexts(tokens, text);
        tokens.forEach(({ bytes }, i) => {
          assert.deepEqual(bytesOf(shown.tokens[i].pieces), [...bytes]);
        });
        assert.ok(shown.tokens.every(({ label }) => !label.includes('\ufffd') || text.includes('\ufffd')));
      }),
      { numRuns: 500 },
    );
  });
});
