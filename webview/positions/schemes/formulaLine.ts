import katex from 'katex';
import { css, html, nothing } from 'lit';
import type { SchemeName } from '../../../src/positions/scheme.ts';
import { base } from '../../../src/positions/sinusoid.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import { formatCount, formatNumber } from '../../shell/numbers.ts';
import type { PositionsStore } from '../store.ts';
import { type FormulaSymbol, formulaOf, formulaSymbols, workedFormula } from './schemeFormulas.ts';
import type { WorkedCell } from './workedCell.ts';

/** Which symbols each number beneath the formula comes from. */
const sources = {
  position: ['p'],
  dimension: ['i'],
  pair: ['i'],
  wavelength: ['i', 'd', 'base'],
  value: ['p', 'i', 'd', 'base'],
} as const satisfies Record<string, readonly FormulaSymbol[]>;
type Fact = keyof typeof sources;

/** The formula of a scheme, and the same with the numbers of the cell in front; what is pointed at lights up in both. */
export class FormulaLine extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    scheme: { attribute: false },
    cell: { attribute: false },
    lit: { attribute: false },
    fact: { state: true },
  };
  declare scheme: SchemeName;
  declare cell: WorkedCell | null;
  /** Symbols that something else on the page stands for now. */
  declare lit: readonly FormulaSymbol[];
  /** The number beneath the formula that is pointed at. */
  declare fact: Fact | null;
  readonly #typeset = new Map<string, string>();

  static override styles = [
    controls,
    css`
      .formulas {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 40px;
        align-items: center;
        min-height: 56px;
        font-size: 16px;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0 4px;
        margin: 0 0 4px;
        min-height: 24px;
      }
      dl div {
        display: flex;
        gap: 6px;
        padding: 1px 8px 1px 0;
        border-radius: 2px;
      }
      dt {
        color: var(--vscode-descriptionForeground);
      }
      dd {
        margin: 0;
        min-width: 4ch;
      }
      .lit {
        background: var(--vscode-editor-findMatchHighlightBackground, transparent);
        outline: 1px solid var(--vscode-focusBorder);
        outline-offset: 1px;
      }
    `,
  ];

  constructor() {
    super();
    this.cell = null;
    this.lit = [];
    this.fact = null;
  }

  override render() {
    const { cell } = this;
    return html`<div class="formulas">
        <span data-formula="general"></span>
        ${cell === null ? nothing : html`<span data-formula="worked"></span>`}
      </div>
      ${cell === null ? nothing : this.#facts(cell)}`;
  }

  #facts({ position, dimension, pair, wavelength, value }: WorkedCell) {
    const { run } = this.store;
    const token = this.scheme === 'alibi' ? undefined : run?.texts.tokens[position]?.label;
    const isOf = (name: 'rotary' | 'alibi') => this.scheme === name;
    const column = isOf('alibi') ? 'head' : isOf('rotary') ? 'headNumber' : 'dimension';
    return html`<dl @pointerleave=${() => this.#go(null)}>
      ${this.#fact(
        'position',
        isOf('alibi') ? 'distance' : 'position',
        html`${formatCount(position)}
        ${token === undefined ? nothing : html`<span class="token">${token}</span>`}`,
      )}
      ${this.#fact('dimension', column, dimension < 0 ? `−${-dimension}` : String(dimension))}
      ${pair === null ? nothing : this.#fact('pair', 'pair', String(pair))}
      ${
        wavelength === null
          ? nothing
          : this.#fact(
              'wavelength',
              'wavelength',
              this.strings('positions.schemes.wavelengthOf', {
                positions: formatNumber(wavelength),
              }),
            )
      }
      ${this.#fact('value', 'value', formatNumber(value))}
    </dl>`;
  }

  #fact(name: Fact, label: FactLabel, content: unknown) {
    return html`<div @pointerenter=${() => this.#go(name)}>
      <dt>${this.strings(`positions.schemes.fact.${label}`)}</dt>
      <dd data-fact=${name}>${content}</dd>
    </div>`;
  }

  #go(fact: Fact | null): void {
    this.fact = fact;
  }

  override updated(): void {
    const { store, scheme, cell } = this;
    const settings = { ...store.navigation, scheme };
    const theta = store.own.positions?.kind === 'rotary' ? store.own.positions.theta : base;
    this.#render('general', formulaOf(settings, theta, this.strings));
    if (cell !== null) this.#render('worked', workedFormula(settings, cell));
    const lit: readonly string[] = this.fact === null ? this.lit : sources[this.fact];
    for (const node of this.renderRoot.querySelectorAll<HTMLElement>('[data-symbol]')) {
      node.classList.toggle('lit', lit.includes(node.dataset.symbol!));
    }
  }

  /** KaTeX builds MathML, which needs no fonts and no inline style. */
  #render(name: 'general' | 'worked', formula: string): void {
    const node = this.find<HTMLElement>(`[data-formula="${name}"]`);
    if (this.#typeset.get(name) === formula && node.firstChild) return;
    katex.render(formula, node, { output: 'mathml' });
    this.#typeset.set(name, formula);
    if (name === 'worked') return;
    for (const part of node.querySelectorAll<HTMLElement>('mi, mn')) {
      const symbol = formulaSymbols[part.textContent as keyof typeof formulaSymbols];
      if (symbol) part.dataset.symbol = symbol;
    }
  }
}

type FactLabel = 'position' | 'distance' | 'dimension' | 'headNumber' | 'head' | 'pair' | 'wavelength' | 'value';
