import { UnderhoodError } from '../../errors.ts';
import { type Rows, type SelfAttention, selfAttention } from '../attention/selfAttention.ts';
import type { JudgedClaim, Run } from '../experiment.ts';
import { attentionByHand } from '../experiments/attentionByHand.ts';
import { type SettingsOf, startOf } from '../field.ts';
import { literal, type Message, message } from '../message.ts';
import { fixed } from '../numbers.ts';
import type { MatrixView } from '../view.ts';

type Settings = SettingsOf<typeof attentionByHand.fields>;

/** What the essay has for its three vectors: vectors plus positions, and how 爱 looks at the three. */
const essay = {
  z: [
    [1, 3],
    [2.0415, 2.6403],
    [1.4093, 0.1839],
  ],
  weights: [0.3024, 0.6948, 0.0028],
};
/** Half of the last decimal that the essay prints, and a little for rounding. */
const tolerance = 0.000051;

/** Shows one head of self-attention number by number. */
export const runAttentionByHand: Run<typeof attentionByHand> = async (settings) => {
  const names = settings.tokens.trim().split(/\s+/);
  checkSizes(settings, names);
  const attention = selfAttention(settings);
  const [query, from] = [Math.min(1, names.length - 1), attention.weights[Math.min(1, names.length - 1)]];
  const most = from.indexOf(Math.max(...from));
  return {
    headline: message('attention-by-hand.headline', {
      query: names[query],
      key: names[most],
      weight: fixed(from[most], 4),
      weights: from.map((weight) => fixed(weight, 4)).join(' '),
    }),
    verdicts: isEssay(settings) ? [judgeEssay(attention)] : undefined,
    views: views(names.map(literal), attention),
  };
};

function checkSizes({ vectors, query, key, value }: Settings, names: readonly string[]): void {
  if (names.length !== vectors.length) {
    throw new UnderhoodError('road.attention.tokens', { tokens: names.length, vectors: vectors.length });
  }
  const width = vectors[0].length;
  for (const [field, matrix] of Object.entries({ query, key, value })) {
    if (matrix.length !== width || matrix[0].length !== width) {
      throw new UnderhoodError('road.attention.square', {
        field,
        width,
        rows: matrix.length,
        columns: matrix[0].length,
      });
    }
  }
}

function isEssay(settings: Settings): boolean {
  return JSON.stringify(settings) === JSON.stringify(startOf(attentionByHand.fields));
}

function judgeEssay({ z, weights }: SelfAttention): JudgedClaim {
  const pairs = [...z, weights[1]].flatMap((row, i) =>
    row.map((number, j) => [number, [...essay.z, essay.weights][i][j]]),
  );
  const difference = Math.max(...pairs.map(([computed, said]) => Math.abs(computed - said)));
  return {
    claim: message('attention-by-hand.claim', { weights: essay.weights.join(' ') }),
    verdict: difference <= tolerance ? 'true' : difference <= 100 * tolerance ? 'roughly' : 'false',
    reason: message('attention-by-hand.reason', { difference }),
  };
}

function views(names: readonly Message[], attention: SelfAttention): MatrixView[] {
  const { z, q, k, v, products, scores, weights, output } = attention;
  const dimensions = (letter: string, rows: Rows) => rows[0].map((_, i) => literal(`${letter}${subscript(i + 1)}`));
  const wide = (title: Message, parts: readonly (readonly [string, Rows])[]): MatrixView => ({
    kind: 'matrix',
    title,
    rows: names,
    columns: parts.flatMap(([letter, rows]) => dimensions(letter, rows)),
    values: names.flatMap((_, t) => parts.flatMap(([, rows]) => rows[t].map(printed))),
    value: message('attention-by-hand.number'),
    range: 'signed',
    isWritten: true,
  });
  const square = (title: Message, rows: Rows, value: Message, range: MatrixView['range']): MatrixView => ({
    kind: 'matrix',
    title,
    rowTitle: message('attention-by-hand.looks'),
    columnTitle: message('attention-by-hand.lookedAt'),
    rows: names,
    columns: names,
    values: rows.flatMap((row) => row.map((number) => (Number.isFinite(number) ? printed(number) : null))),
    value,
    range,
    isWritten: true,
  });
  return [
    wide(message('attention-by-hand.zView'), [
      ['p', attention.positions],
      ['z', z],
    ]),
    wide(message('attention-by-hand.qkvView'), [
      ['q', q],
      ['k', k],
      ['v', v],
    ]),
    square(message('attention-by-hand.productsView'), products, message('attention-by-hand.score'), 'signed'),
    square(message('attention-by-hand.scoresView'), scores, message('attention-by-hand.score'), 'signed'),
    square(message('attention-by-hand.weightsView'), weights, message('attention-by-hand.weight'), 'positive'),
    wide(message('attention-by-hand.outputView'), [['o', output]]),
  ];
}

/** As many decimals as the essay has: more do not fit into a cell. */
function printed(number: number): number {
  return Number(number.toFixed(4));
}

function subscript(number: number): string {
  return [...String(number)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
}
