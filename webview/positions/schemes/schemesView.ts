import { css, html, nothing } from 'lit';
import { wavelength, wavelengthAsPrinted } from '../../../src/positions/sinusoid.ts';
import type { TableCell } from '../../charts/tableViewport.ts';
import { StoreElement } from '../../parts/element.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { formatNumber } from '../../shell/numbers.ts';
import type { PositionsStore } from '../store.ts';
import { withoutTable } from '../withoutTable.ts';
import type { FormulaSymbol } from './schemeFormulas.ts';
import type { SchemeTable } from './schemeTable.ts';
import { type WorkedCell, workedCell } from './workedCell.ts';

/** Where a table is looked at before anything in it was pointed at. */
const beginning = 10;

/** All schemes small, one of them large, and what the cell in front is made of. */
export class SchemesView extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    pointed: { state: true },
    isWidthPointed: { state: true },
  };
  declare pointed: TableCell | null;
  declare isWidthPointed: boolean;

  static override styles = [
    ...viewStyle,
    css`
      .meaning {
        display: grid;
        grid-template-columns: minmax(0, 11fr) minmax(0, 9fr);
        gap: 0 24px;
        align-items: center;
        min-height: 88px;
      }
      .about {
        margin: 0;
      }
      @media (max-width: 899px) {
        .meaning {
          grid-template-columns: minmax(0, 1fr);
        }
        .about {
          margin: 4px 0;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.pointed = null;
    this.isWidthPointed = false;
  }

  override willUpdate(): void {
    this.store.needLearned();
  }

  override render() {
    const { store } = this;
    const { scheme } = store.navigation;
    const table = store.tableOf(scheme);
    const front = table && this.#front(table);
    const cell = table && front && workedCell(table, front.row, front.column, store.navigation, store.own);
    return html`
      <underhood-positions-strip .store=${store}></underhood-positions-strip>
      <underhood-positions-controls
        .store=${store}
        @width=${(event: CustomEvent<boolean>) => {
          this.isWidthPointed = event.detail;
        }}
      ></underhood-positions-controls>
      <div class="meaning"><underhood-positions-formula
        .store=${store}
        .scheme=${scheme}
        .cell=${cell}
        .lit=${this.#lit()}
      ></underhood-positions-formula>
      <p class="about">${this.#about(table)}</p></div>
      ${
        table === null || front === null
          ? nothing
          : html`<underhood-positions-detail
                .store=${store}
                .table=${table}
                .front=${front}
                @point=${(event: CustomEvent<TableCell | null>) => this.#point(event.detail)}
              ></underhood-positions-detail>
              <underhood-positions-values
                .store=${store}
                .table=${table}
                .row=${front.row}
                .column=${front.column}
              ></underhood-positions-values>`
      }
      <footer><p role="status">${cell === null ? this.#about(table) : this.#read(cell)}</p></footer>
    `;
  }

  /** The cell in front: pointed at, or where what is pinned crosses, or one to begin with. */
  #front({ rows, columns, firstColumn }: SchemeTable): TableCell {
    const { pinnedPositions, pinnedDimension } = this.store.navigation;
    const row = this.pointed?.row ?? pinnedPositions.at(-1) ?? this.store.cursor ?? beginning;
    const dimension = pinnedDimension ?? Math.min(beginning, Math.floor(columns / 20));
    const column = this.pointed?.column ?? dimension - firstColumn;
    const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
    return { row: within(row, rows), column: within(column, columns) };
  }

  #lit(): readonly FormulaSymbol[] {
    if (this.isWidthPointed) return ['d'];
    return this.pointed === null ? [] : ['p', 'i'];
  }

  #point(cell: TableCell | null): void {
    if (cell?.row === this.pointed?.row && cell?.column === this.pointed?.column) return;
    this.pointed = cell;
    const { run, navigation, effects } = this.store;
    const isToken = cell !== null && navigation.scheme !== 'alibi' && cell.row < (run?.tokens.length ?? 0);
    effects.hover(isToken ? cell.row : null);
  }

  /** What the scheme does, and whose numbers are shown. */
  #about(table: SchemeTable | null): string {
    const { own, navigation, run } = this.store;
    const { scheme } = navigation;
    const model = run?.model.name ?? '';
    if (scheme === 'learned') {
      if (own.positions?.kind !== 'table') return withoutTable(this.store);
      const { positions, width, scheme: made } = own.positions;
      return this.strings(`positions.schemes.about.${made === 'learned' ? 'learned' : 'learnedFixed'}`, {
        ...{ model, positions, width },
        scheme: this.strings(`positions.scheme.${made}`),
      });
    }
    if (scheme === 'rotary') {
      if (table === null) return this.strings('positions.schemes.about.rotaryNarrow');
      const sentence = this.strings('positions.schemes.about.rotary');
      const { positions } = own;
      return `${sentence} ${
        positions?.kind === 'rotary'
          ? this.strings('positions.schemes.about.rotaryOwn', {
              model,
              theta: formatNumber(positions.theta),
              size: table.columns,
            })
          : this.strings('positions.schemes.about.rotaryUsual', { size: table.columns })
      }`;
    }
    if (scheme === 'alibi') {
      const whose = own.positions?.kind === 'alibi' ? 'alibiOwn' : 'alibiUsual';
      const heads = this.strings(`positions.schemes.about.${whose}`, { model, heads: table!.columns });
      return `${this.strings('positions.schemes.about.alibi')} ${heads}`;
    }
    if (scheme === 'sinusoid' && navigation.isContinuous) return this.strings('positions.schemes.about.wave');
    if (scheme === 'sinusoid' && navigation.formula === 'essay') return this.#asPrinted(navigation.width);
    return this.strings(`positions.schemes.about.${scheme}`);
  }

  /** What the essay's formula would give, and why its own picture is another one. */
  #asPrinted(width: number): string {
    return this.strings('positions.schemes.printed', {
      width,
      printed: formatNumber(wavelengthAsPrinted(width - 1)),
      paper: formatNumber(wavelength(Math.ceil(width / 2) - 1, width)),
    });
  }

  /** The cell in front in one sentence. */
  #read({ position, dimension, pair, frequency, value, ...cell }: WorkedCell): string {
    const { scheme, width, rotaryQuantity } = this.store.navigation;
    const token = scheme === 'alibi' ? undefined : this.store.run?.texts.tokens[position]?.label;
    const parameters = {
      position:
        token === undefined ? String(position) : this.strings('positions.schemes.withToken', { position, token }),
      dimension: dimension < 0 ? `−${-dimension}` : dimension,
      value: formatNumber(value),
      pair: pair ?? '',
      wavelength: cell.wavelength === null ? '' : formatNumber(cell.wavelength),
      slope: frequency === null ? '' : formatNumber(frequency),
    };
    if (scheme === 'alibi') return this.strings('positions.schemes.readAlibi', parameters);
    if (scheme === 'rotary') {
      const quantity = this.strings(`positions.schemes.quantity.${rotaryQuantity}`);
      return this.strings('positions.schemes.readRotary', { ...parameters, quantity });
    }
    if (pair === null) {
      const isWave = cell.wavelength !== null;
      return this.strings(isWave ? 'positions.schemes.readWave' : 'positions.schemes.readPlain', parameters);
    }
    const isSine =
      scheme === 'pureSine' || (scheme === 'sinusoid' ? dimension % 2 === 0 : dimension < Math.ceil(width / 2));
    return this.strings(isSine ? 'positions.schemes.readSine' : 'positions.schemes.readCosine', parameters);
  }
}
