import type { RotaryQuantity } from '../../../src/protocol/positionsPage.ts';
import { tex } from '../../parts/tex.ts';
import type { Strings } from '../../shell/strings.ts';
import { isWave, type SchemeSettings, type SchemeTable } from './schemeTable.ts';
import type { WorkedCell } from './workedCell.ts';

/** What stands in a formula, and lights up with what is pointed at: position, dimension (or its pair), width, and 10,000. */
export const formulaSymbols = { p: 'p', i: 'i', j: 'i', d: 'd', '10000': 'base' } as const;
export type FormulaSymbol = (typeof formulaSymbols)[keyof typeof formulaSymbols];

type Settings = SchemeSettings & { readonly scheme: SchemeTable['scheme'] };

/**
 * The formula of a scheme, as TeX.
 * @param theta that of RoPE's frequencies
 */
export function formulaOf(settings: Settings, theta: number, strings: Strings): string {
  const { scheme, formula, rotaryQuantity } = settings;
  const [even, odd] = [strings('positions.schemes.even'), strings('positions.schemes.odd')];
  if (isWave(scheme, settings)) return 'w_p(i)=\\sin\\,\\dfrac{p}{10000^{\\,i/d}}';
  switch (scheme) {
    case 'none':
      return '\\mathrm{PE}_{p,i}=0';
    case 'index':
      return '\\mathrm{PE}_{p,i}=p\\cdot 1';
    case 'pureSine':
      return '\\mathrm{PE}_{p,i}=\\sin\\,\\dfrac{p}{10000^{\\,2\\lfloor i/2\\rfloor/d}}';
    case 'sinusoid': {
      const exponent = formula === 'essay' ? '2i/10000' : '2\\lfloor i/2\\rfloor/d';
      const angle = `\\left(p/10000^{\\,${exponent}}\\right)`;
      return `\\mathrm{PE}_{p,i}=\\begin{cases}\\sin${angle}&i\\text{ ${even}}\\\\\\cos${angle}&i\\text{ ${odd}}\\end{cases}`;
    }
    case 'sinusoidConcatenated':
      return '\\mathrm{PE}_{p,i}=\\begin{cases}\\sin\\left(p/10000^{\\,2i/d}\\right)&i<d/2\\\\\\cos\\left(p/10000^{\\,2(i-d/2)/d}\\right)&i\\ge d/2\\end{cases}';
    case 'learned':
      return '\\mathrm{PE}_{p,i}=W_{p,i}';
    case 'rotary':
      return `${quantityTex(rotaryQuantity, 'p\\,\\omega_j')},\\quad\\omega_j=${theta}^{-2j/d}`;
    case 'alibi':
      return 'b_{p,i}=-m_i\\,p';
  }
}

/** The same with the numbers of one cell. */
export function workedFormula(settings: Settings, cell: WorkedCell): string {
  const { scheme, formula, width, rotaryQuantity } = settings;
  const { position: p, dimension: i, pair, value, frequency } = cell;
  const result = `=${tex(value)}`;
  if (isWave(scheme, settings)) return `\\sin\\,\\dfrac{${p}}{10000^{\\,${signed(i)}/${width}}}${result}`;
  const wave = (isSine: boolean, exponent: string) =>
    `\\${isSine ? 'sin' : 'cos'}\\,\\dfrac{${p}}{10000^{\\,${exponent}}}=\\${isSine ? 'sin' : 'cos'}(${tex(p * frequency!)})${result}`;
  switch (scheme) {
    case 'none':
      return '';
    case 'index':
      return `${p}\\cdot 1${result}`;
    case 'pureSine':
      return wave(true, `${2 * pair!}/${width}`);
    case 'sinusoid':
      return wave(i % 2 === 0, formula === 'essay' ? `${2 * i}/10000` : `${2 * pair!}/${width}`);
    case 'sinusoidConcatenated':
      return wave(i < Math.ceil(width / 2), `${2 * pair!}/${width}`);
    case 'learned':
      return `W_{${p},${i}}${result}`;
    case 'rotary':
      return `${quantityTex(rotaryQuantity, `${p}\\cdot ${tex(frequency!)}`)}${result}`;
    case 'alibi':
      return `-${tex(frequency!)}\\cdot ${p}${result}`;
  }
}

function quantityTex(quantity: RotaryQuantity, angle: string): string {
  if (quantity === 'angle') return `${angle}\\bmod 2\\pi`;
  return `\\${quantity === 'cosine' ? 'cos' : 'sin'}\\left(${angle}\\right)`;
}

function signed(value: number): string {
  return value < 0 ? `{-}${-value}` : String(value);
}
