import type { CellArithmetic } from '../../src/protocol/run.ts';
import { tex } from '../parts/tex.ts';
import type { WorkedCell } from './arithmetic.ts';

/** The five stages of a weight, in order. */
export const stages = ['compare', 'scale', 'mask', 'softmax', 'addUp'] as const;
export type Stage = (typeof stages)[number];

/** The formula of each stage with this cell's numbers, as TeX. */
export function formulas(cell: CellArithmetic, worked: WorkedCell): Record<Stage, string> {
  const size = cell.q.length;
  const { terms, raw, score, peak, power, sum, weight, component, own, others, z } = worked;
  const isRoot = Math.abs(cell.scale * Math.sqrt(size) - 1) < 1e-6;
  const divided = isRoot
    ? `\\frac{q\\cdot k}{\\sqrt{${size}}}=\\frac{${tex(raw)}}{${tex(Math.sqrt(size))}}`
    : product();
  function product(): string {
    return `q\\cdot k\\times ${tex(cell.scale)}`;
  }
  return {
    compare: `q\\cdot k=${signedSum([terms[0], terms[1]])}+\\dots${signed(terms[size - 1])}=${tex(raw)}`,
    scale: `s=${divided}=${tex(score)}`,
    mask: `s_{j}=-\\infty\\;\\;(j>${cell.query}),\\quad s_{${cell.key}}=${tex(score)}`,
    softmax: `\\alpha=\\frac{e^{s-m}}{\\sum_j e^{s_j-m}}=\\frac{e^{${tex(score)}${signed(-peak)}}}{${tex(sum)}}=\\frac{${tex(power)}}{${tex(sum)}}=${tex(weight)}`,
    addUp: `z_{${component}}=\\sum_j\\alpha_j v_{j,${component}}=${tex(own)}${signed(others)}=${tex(z)}`,
  };
}

/** With its sign, to follow another number. */
function signed(value: number): string {
  return value < 0 ? tex(value) : `+${tex(value)}`;
}

function signedSum(values: readonly number[]): string {
  return values.map((value, i) => (i === 0 ? tex(value) : signed(value))).join('');
}
