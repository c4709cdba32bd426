import type { JudgedClaim, Outcome } from '../experiment.ts';
import type { compression } from '../experiments/compression.ts';
import type { SettingsOf } from '../field.ts';
import { literal, type Message, message } from '../message.ts';
import { fixed } from '../numbers.ts';
import type { PlotView, TableView } from '../view.ts';

/** What the file took at a step of training. */
export interface Mark {
  readonly step: number;
  readonly bytes: number;
  readonly modelBits: number;
}

interface CompressionResult {
  readonly settings: SettingsOf<typeof compression.fields>;
  /** Bytes of the file. */
  readonly file: number;
  readonly others: readonly { readonly name: string; readonly bytes: number }[];
  readonly marks: readonly Mark[];
  /** Numbers of the model. */
  readonly weights: number;
  /** Whether the file came back byte for byte; undefined: not tried yet. */
  readonly isBack?: boolean;
}

const bytesPerWeight = 2;

/** A result as the page shows it. */
export function outcome(result: CompressionResult): Outcome {
  const { file, marks, others, weights } = result;
  const { bytes } = marks.at(-1)!;
  const best = bestOf(others);
  const weightBytes = weights * bytesPerWeight;
  return {
    headline: message('compression.headline', {
      file,
      bytes,
      bits: fixed((8 * bytes) / file, 3),
      other: best.name,
      otherBytes: best.bytes,
      weights: weightBytes,
    }),
    verdicts: result.isBack === undefined ? undefined : verdicts(result, best, weightBytes),
    views: [bytesView(result, weightBytes), tableView(result, weightBytes)],
  };
}

function bestOf(others: CompressionResult['others']): CompressionResult['others'][number] {
  return others.reduce((least, other) => (other.bytes < least.bytes ? other : least));
}

function verdicts(
  { file, marks, isBack }: CompressionResult,
  best: { readonly name: string; readonly bytes: number },
  weightBytes: number,
): JudgedClaim[] {
  const { bytes, modelBits } = marks.at(-1)!;
  const gained = (best.bytes - bytes) / file;
  return [
    {
      claim: message('compression.claim.back'),
      verdict: isBack ? 'true' : 'false',
      reason: message('compression.reason.back', { file, bytes, model: Math.ceil(modelBits / 8) }),
    },
    {
      claim: message('compression.claim.smaller', { other: best.name }),
      verdict: bytes < best.bytes ? 'true' : 'false',
      reason: message('compression.reason.smaller', { bytes, other: best.name, otherBytes: best.bytes }),
    },
    {
      claim: message('compression.claim.weights', { other: best.name }),
      verdict: bytes + weightBytes < best.bytes ? 'true' : 'false',
      reason:
        gained > 0
          ? message('compression.reason.weights', {
              sum: bytes + weightBytes,
              otherBytes: best.bytes,
              enough: Math.ceil(weightBytes / gained),
            })
          : message('compression.reason.never', { sum: bytes + weightBytes, otherBytes: best.bytes }),
    },
  ];
}

function bytesView({ marks, others, file }: CompressionResult, weightBytes: number): PlotView {
  const best = bestOf(others);
  const x = marks.map(({ step }) => step);
  return {
    kind: 'plot',
    title: message('compression.bytesView'),
    x: { title: message('compression.step') },
    y: { title: message('compression.bytesAxis'), scale: 'log' },
    lines: [
      { name: message('compression.code'), x, y: marks.map(({ bytes }) => bytes) },
      {
        name: message('compression.codeAndWeights'),
        x,
        y: marks.map(({ bytes }) => bytes + weightBytes),
        isDashed: true,
      },
      { name: literal(best.name), x, y: x.map(() => best.bytes), isDashed: true },
    ],
    marks: [{ axis: 'y', at: file, name: message('compression.asItIs') }],
  };
}

function tableView({ marks, others, file }: CompressionResult, weightBytes: number): TableView {
  const { bytes, modelBits } = marks.at(-1)!;
  const row = (name: Message, size: number): TableView['rows'][number] => [name, size, (8 * size) / file];
  return {
    kind: 'table',
    title: message('compression.tableView'),
    columns: [message('compression.how'), message('compression.bytesAxis'), message('compression.bitsPerByte')],
    rows: [
      row(message('compression.asItIs'), file),
      ...others.map(({ name, bytes }) => row(literal(name), bytes)),
      row(message('compression.entropy'), Math.ceil(modelBits / 8)),
      row(message('compression.code'), bytes),
      row(message('compression.weightsAlone'), weightBytes),
      row(message('compression.codeAndWeights'), bytes + weightBytes),
    ],
    marked: 2 + others.length,
  };
}
