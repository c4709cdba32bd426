import assert from 'node:assert/strict';
import { legendMarkdown, type Painted, statisticsText, stepText } from '../../../src/editor/surprisal/legend.ts';
import { placesOf } from '../../../src/editor/surprisal/places.ts';
import { stepStarts } from '../../../src/editor/surprisal/scale.ts';
import { statisticsOf } from '../../../src/editor/surprisal/statistics.ts';
import type { ReadingSummary } from '../../../src/protocol/reading.ts';
import { special } from '../../webview/tokens.ts';
import { entry, readingOf } from '../reading.ts';

function painted(reading: ReadingSummary, more: Partial<Painted> = {}): Painted {
  const { length } = reading.text;
  const statistics = statisticsOf(reading, placesOf(reading));
  return { reading, statistics, kind: 'document', read: length, length, ...more };
}

const plain = readingOf('abcd', [1, 3], [1, 5]);
const colours = stepStarts.map((_, i) => `var(--vscode-underhood-surprisal${i + 1})`);
const legend = (it: Painted, isHighContrast = false) =>
  legendMarkdown(it, 'en', { isHighContrast, colours }).replaceAll('&ensp;', '');

describe('the legend', () => {
  it('says the two numbers in few words', () => {
    assert.equal(statisticsText(painted(plain), 'en'), '1.50 bits/char · perplexity 8.00');
    assert.equal(statisticsText(painted(plain), 'zh-cn'), '1.50 比特/字符 · 困惑度 8.00');
  });

  it('explains both in a sentence each', () => {
    assert.match(legend(painted(plain)), /\*\*1\.500 bits per character\*\*: .+; 6\.000 bits over 4 characters\./);
    assert.match(legend(painted(plain)), /\*\*Perplexity 8\.000\*\*: .+ 2 tokens\./);
  });

  it('shows all eight steps: colour, bits, probability and how many', () => {
    const rows = legend(painted(plain))
      .split('\n')
      .filter((line) => line.includes('<span'));
    assert.equal(rows.length, 8);
    assert.match(rows[1], /var\(--vscode-underhood-surprisal2\);">.* \| 1–2 \| 1\/4–1\/2 \| 1 \|$/);
    assert.match(rows[3], /surprisal4\);">.* \| 4–6 \| 1\/64–1\/16 \| 1 \|$/);
    assert.match(rows[7], /\| ≥ 14 \| ≤ 1\/16,384 \| 0 \|$/);
  });

  it('says the outlines in high contrast, where they can be seen', () => {
    assert.match(legend(painted(plain), true), /\| outline \|[\s\S]*\| dotted \|[\s\S]*\| solid \|/);
    assert.doesNotMatch(legend(painted(plain)), /outline/);
  });

  it('says a step in words', () => {
    assert.equal(stepText(painted(plain), 4, 'en'), '4–6 bits (probability 1/64–1/16): 1');
  });

  it('says nothing that does not apply', () => {
    assert.doesNotMatch(legend(painted(plain)), /windows|Only the first|by itself|start token|special|nothing before/);
  });

  for (const [name, it_, expected] of [
    [
      'windows',
      painted({ ...plain, windows: { count: 7, length: 256, overlap: 64 } }),
      /7 windows of up to 256 tokens.*at least 64 tokens/,
    ],
    ['a part', painted(plain, { read: 200_000, length: 312_345 }), /first 200,000 of 312,345 characters/],
    ['a selection', painted(plain, { kind: 'selection' }), /read by itself/],
    ['a start token', painted({ ...plain, startToken: entry(0, '<s>') }), /start token, <code>&#60;s&#62;<\/code>/],
    ['a first token that has none', painted(readingOf('ab', [1, 1], [Number.NaN, 2])), /has nothing before it/],
    ['special tokens', painted({ ...plain, tokens: [special('<s>')] }), /special token/],
  ] as const) {
    it(`says what must be known of ${name}`, () => assert.match(legend(it_), expected));
  }

  it('has no numbers where nothing counts', () => {
    const nothing = painted(readingOf('a', [1], [Number.NaN]));
    assert.doesNotMatch(legend(nothing) + statisticsText(nothing, 'en'), /NaN/);
  });
});
