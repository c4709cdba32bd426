import { css, html, nothing } from 'lit';
import { type SchemeName, schemeNames } from '../../../src/positions/scheme.ts';
import { similarityMeasures } from '../../../src/positions/similarity.ts';
import { largestMagnitude } from '../../charts/bars.ts';
import type { TableCell } from '../../charts/tableViewport.ts';
import { choice } from '../../parts/choice.ts';
import { StoreElement } from '../../parts/element.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { formatNumber } from '../../shell/numbers.ts';
import type { PositionsStore } from '../store.ts';
import type { TablePicture } from '../tableDrawing.ts';
import type { PinnedPlace } from '../tableHeatmap.ts';
import { withoutTable } from '../withoutTable.ts';
import { type Compared, Comparisons } from './comparisons.ts';
import { departureTable } from './departureTable.ts';
import { mostPositions } from './schemeSimilarity.ts';

/** How alike two positions are, and how much of that their distance decides. */
export class SimilarityView extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    pointed: { state: true },
    pinned: { state: true },
  };
  declare pointed: TableCell | null;
  declare pinned: TableCell;
  readonly #comparisons = new Comparisons(this);
  #picture: { readonly key: readonly unknown[]; readonly made: TablePicture } | null = null;

  static override styles = [
    ...viewStyle,
    css`
      .sides {
        display: grid;
        grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
        gap: 8px 32px;
      }
      underhood-positions-heatmap {
        height: clamp(280px, 50vh, 520px);
        max-width: clamp(290px, 52vh, 560px);
      }
      h2.below {
        margin-top: 16px;
      }
      table {
        border-collapse: collapse;
      }
      th,
      td {
        padding: 1px 16px 1px 0;
        text-align: left;
        font-weight: normal;
      }
      td.number {
        text-align: right;
        font-family: var(--vscode-editor-font-family, monospace);
      }
      tr.shown th {
        font-weight: 600;
      }
      @media (max-width: 899px) {
        .sides {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  constructor() {
    super();
    this.pointed = null;
    this.pinned = { row: 20, column: 10 };
  }

  override willUpdate(): void {
    this.store.needLearned();
  }

  override render() {
    const { store } = this;
    const { scheme } = store.navigation;
    const compared = this.#comparisons.of(scheme);
    const rows = scheme === 'learned' ? store.tableOf(scheme) : (compared?.rows ?? null);
    return html`${this.#controls()}
      <div class="sides">
        <div>${compared === null ? html`<p>${this.#nothing()}</p>` : this.#matrix(compared)}</div>
        <div>
          ${
            compared === null
              ? nothing
              : html`<underhood-positions-distance
                  .store=${store}
                  .found=${compared.found}
                  .front=${this.#distanceOf(this.#front(compared))}
                  .label=${this.#read(compared)}
                ></underhood-positions-distance>`
          }
          ${departureTable(scheme, (name) => this.#comparisons.of(name)?.found, this.strings)}
        </div>
      </div>
      ${
        rows === null || compared === null
          ? nothing
          : html`<underhood-positions-rotation
              .store=${store}
              .table=${rows}
              .position=${this.#front(compared).row}
              @position=${({ detail }: CustomEvent<number>) => {
                this.pinned = { ...this.pinned, row: detail };
              }}
            ></underhood-positions-rotation>`
      }
      <footer><p role="status">${compared === null ? this.#nothing() : this.#read(compared)}</p></footer>`;
  }

  #controls() {
    const { scheme, measure } = this.store.navigation;
    return html`<div class="controls">
      ${choice({
        id: 'scheme',
        label: this.strings('positions.similarity.scheme'),
        values: schemeNames,
        chosen: scheme,
        nameOf: (name) => this.strings(`positions.scheme.${name}`),
        choose: (name) => this.store.navigate({ scheme: name }),
      })}
      ${choice({
        id: 'measure',
        label: this.strings('positions.similarity.measure'),
        values: similarityMeasures,
        chosen: measure,
        nameOf: (name) => this.strings(`positions.similarity.measure.${name}`),
        choose: (name) => this.store.navigate({ measure: name }),
      })}
      <span class="dim">
        ${this.strings(`positions.similarity.compared.${comparedAs(scheme)}`)}
        ${this.#isCut ? this.strings('positions.similarity.first', { count: mostPositions }) : nothing}
      </span>
    </div>`;
  }

  /** Whether there are more positions than are compared. */
  get #isCut(): boolean {
    const { scheme, positions } = this.store.navigation;
    return scheme !== 'learned' && positions > mostPositions;
  }

  #matrix(compared: Compared) {
    const picture = this.#shown(compared);
    const { row, column } = this.pinned;
    return html`<underhood-scale-legend .store=${this.store} .scale=${picture.scale}></underhood-scale-legend>
      <underhood-positions-heatmap
        .store=${this.store}
        .picture=${picture}
        .label=${this.strings('positions.similarity.matrix')}
        .front=${this.#front(compared)}
        .pinnedRows=${[row]}
        .pinnedColumn=${column}
        .describe=${(cell: TableCell) => this.#describe(compared, cell)}
        @point=${(event: CustomEvent<TableCell | null>) => {
          this.pointed = event.detail;
        }}
        @pin=${({ detail }: CustomEvent<PinnedPlace>) => {
          this.pinned = { row: detail.row ?? this.pinned.row, column: detail.column ?? this.pinned.column };
        }}
      ></underhood-positions-heatmap>`;
  }

  /** The same picture as long as the matrix is the same. */
  #shown(compared: Compared): TablePicture {
    const key = [compared, this.store.state?.language];
    if (this.#picture?.key.every((value, i) => value === key[i])) return this.#picture.made;
    const { positions, matrix } = compared;
    const isCosine = this.store.navigation.measure === 'cosine' && this.store.navigation.scheme !== 'alibi';
    const made: TablePicture = {
      rows: positions,
      columns: positions,
      data: matrix,
      scale: { kind: 'diverging', limit: isCosine ? 1 : largestMagnitude(matrix) },
      rowName: String,
      columnName: String,
      rowTitle: this.strings('positions.similarity.axisRow'),
      columnTitle: this.strings('positions.similarity.axisColumn'),
    };
    this.#picture = { key, made };
    return made;
  }

  #front({ positions }: Compared): TableCell {
    const { row, column } = this.pointed ?? this.pinned;
    return { row: Math.min(row, positions - 1), column: Math.min(column, positions - 1) };
  }

  #distanceOf({ row, column }: TableCell): number {
    return Math.abs(row - column);
  }

  #describe({ matrix, positions }: Compared, { row, column }: TableCell): string {
    const value = formatNumber(matrix[row * positions + column]);
    return this.strings('positions.similarity.cell', { row, column, value });
  }

  /** Why there is nothing to compare. */
  #nothing(): string {
    const { navigation } = this.store;
    if (navigation.scheme === 'none') return this.strings('positions.schemes.about.none');
    if (navigation.scheme !== 'learned') return this.strings('positions.schemes.about.rotaryNarrow');
    return withoutTable(this.store);
  }

  /** The cell in front in one sentence. */
  #read(compared: Compared): string {
    const { positions, matrix, found } = compared;
    const { row, column } = this.#front(compared);
    const distance = this.#distanceOf({ row, column });
    return this.strings('positions.similarity.read', {
      row,
      column,
      distance,
      value: formatNumber(matrix[row * positions + column]),
      mean: formatNumber(found.mean[distance]),
      deviation: formatNumber(found.deviation[distance]),
    });
  }
}

function comparedAs(scheme: SchemeName): 'table' | 'rotary' | 'alibi' {
  return scheme === 'rotary' || scheme === 'alibi' ? scheme : 'table';
}
