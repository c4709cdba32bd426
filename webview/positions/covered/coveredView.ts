import { html } from 'lit';
import { essaySentence } from '../../../src/positions/essaySentence.ts';
import type { PositionsNavigation } from '../../../src/protocol/positionsPage.ts';
import { prepared } from '../../charts/canvas.ts';
import type { TableCell } from '../../charts/tableViewport.ts';
import { StoreElement } from '../../parts/element.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { cssProperties } from '../../shell/cssProperties.ts';
import { formatMark, formatNumber } from '../../shell/numbers.ts';
import type { PositionsStore } from '../store.ts';
import type { TablePicture } from '../tableDrawing.ts';
import type { PinnedPlace, Placed } from '../tableHeatmap.ts';
import { withoutTable } from '../withoutTable.ts';
import { countBars } from './countBars.ts';
import { coveredStyle } from './coveredStyle.ts';
import { drawNotes } from './notesDrawing.ts';
import { firstColumns, type Puzzle, puzzleOf } from './puzzle.ts';

/** A row that holds its character. */
const rowHeight = 13;

/** The covered sentence: so much of each position is seen; which can still be told apart? */
export class CoveredView extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    pointed: { state: true },
    pinned: { state: true },
    placed: { state: true },
  };
  declare pointed: number | null;
  declare pinned: number | null;
  declare placed: Placed | null;
  #puzzle: { readonly key: readonly unknown[]; readonly made: Puzzle | null } | null = null;
  #picture: { readonly key: readonly unknown[]; readonly made: TablePicture } | null = null;

  static override styles = [...viewStyle, coveredStyle];

  constructor() {
    super();
    this.pointed = null;
    this.pinned = null;
    this.placed = null;
  }

  override willUpdate(): void {
    this.store.needLearned();
  }

  override render() {
    const puzzle = this.#solved();
    return html`<p class="about">${this.strings('positions.covered.about')}</p>
      <underhood-positions-covered-controls .store=${this.store}></underhood-positions-covered-controls>
      ${
        puzzle === null
          ? html`<p>${this.#nothing()}</p>`
          : html`${this.#slider(puzzle)}
              <div class="sides">${this.#picturePart(puzzle)}${this.#answer(puzzle)}</div>`
      }
      <footer><p role="status">${puzzle === null ? this.#nothing() : this.#read(puzzle)}</p></footer>`;
  }

  get #covered(): PositionsNavigation['covered'] {
    return this.store.navigation.covered;
  }

  #set(change: Partial<PositionsNavigation['covered']>): void {
    this.store.navigate({ covered: { ...this.#covered, ...change } });
  }

  /** The same puzzle as long as nothing of it changes. */
  #solved(): Puzzle | null {
    const { navigation, own } = this.store;
    const { positions, uncovered, tolerance } = navigation.covered;
    const key = [navigation.scheme, navigation.width, positions, uncovered, tolerance, own.positions, own.learned];
    if (!this.#puzzle?.key.every((value, i) => value === key[i])) {
      this.#puzzle = { key, made: puzzleOf(navigation.scheme, navigation, own) };
    }
    return this.#puzzle!.made;
  }

  /** The character or token that stands at a position, and the position. */
  #name(position: number): string {
    const own = this.#covered.ownText ? this.store.run?.texts.tokens[position]?.label : undefined;
    const character = this.#isOwn ? (own ?? '') : essaySentence[position % essaySentence.length];
    return `${character} ${position}`;
  }

  get #isOwn(): boolean {
    return this.#covered.ownText && this.store.run !== null;
  }

  #slider({ table, uncovered }: Puzzle) {
    return html`<label class="slider">
      ${this.strings('positions.covered.uncover')}
      <input
        id="uncovered"
        type="range"
        min="0"
        max=${table.columns}
        step="1"
        .value=${String(uncovered)}
        aria-valuetext=${this.strings('positions.covered.uncovered', { count: uncovered, width: table.columns })}
        @input=${(event: Event) => this.#set({ uncovered: (event.target as HTMLInputElement).valueAsNumber })}
      />
      <output>${this.strings('positions.covered.uncovered', { count: uncovered, width: table.columns })}</output>
    </label>`;
  }

  #picturePart(puzzle: Puzzle) {
    const { table, uncovered, apart } = puzzle;
    const picture = this.#shown(puzzle);
    const front = this.#front(puzzle);
    const height = Math.max(200, Math.min(720, table.rows * rowHeight + 40));
    const nearest = apart.nearest[front];
    return html`<div class="picture" ${cssProperties({ '--height': `${height}px` })}>
      <underhood-positions-heatmap
        .store=${this.store}
        .picture=${picture}
        .label=${this.strings('positions.covered.heatmap', { scheme: this.strings(`positions.scheme.${table.scheme}`) })}
        .front=${{ row: front, column: Math.max(0, Math.min(uncovered, picture.columns) - 1) }}
        .isByRows=${true}
        .pinnedRows=${nearest < 0 ? [] : [nearest]}
        .coveredFrom=${uncovered}
        .describe=${({ row }: TableCell) => this.#readRow(puzzle, row)}
        @placed=${(event: CustomEvent<Placed>) => {
          this.placed = event.detail;
        }}
        @point=${({ detail }: CustomEvent<TableCell | null>) => this.#point(detail?.row ?? null)}
        @pin=${({ detail }: CustomEvent<PinnedPlace>) => {
          this.pinned = detail.row;
        }}
        @unpin=${() => {
          this.pinned = null;
        }}
      ></underhood-positions-heatmap>
      <div class="notes"><canvas aria-hidden="true"></canvas></div>
    </div>`;
  }

  #point(row: number | null): void {
    if (row === this.pointed) return;
    this.pointed = row;
    const isToken = row !== null && this.#isOwn && row < this.store.run!.tokens.length;
    this.store.effects.hover(isToken ? row : null);
  }

  /** The row in front: pointed at, or pinned, or the first that is taken for another. */
  #front({ table, apart }: Puzzle): number {
    const confused = apart.distance.findIndex((distance) => !(distance > this.#covered.tolerance));
    return Math.min(table.rows - 1, this.pointed ?? this.pinned ?? Math.max(0, confused));
  }

  #shown({ table, uncovered }: Puzzle): TablePicture {
    const columns = firstColumns(table, uncovered);
    const key = [table, columns.columns, this.#isOwn, this.store.run?.texts, this.store.state?.language];
    if (this.#picture?.key.every((value, i) => value === key[i])) return this.#picture.made;
    const made: TablePicture = {
      rows: columns.rows,
      columns: columns.columns,
      data: columns.data,
      scale: { kind: 'diverging', limit: table.limit },
      rowName: (row) => this.#name(row),
      columnName: String,
      rowTitle: this.strings('positions.schemes.axisPosition'),
      columnTitle: this.strings('positions.covered.axis', { count: columns.columns, width: table.columns }),
    };
    this.#picture = { key, made };
    return made;
  }

  /** How many can be told apart, and how that grows as more is uncovered. */
  #answer({ table, uncovered, apart, counts }: Puzzle) {
    const { scale } = this.#shown({ table, uncovered, apart, counts });
    return html`<div class="answer">
      <p class="count" id="count">
        ${this.strings('positions.covered.count', { count: apart.count, positions: table.rows })}
      </p>
      <p class="dim">${this.strings('positions.covered.rule', { tolerance: formatMark(this.#covered.tolerance) })}</p>
      <h2>${this.strings('positions.covered.counts')}</h2>
      ${countBars(counts, table.rows, uncovered, this.strings, (next) => this.#set({ uncovered: next }))}
      <p class="dim">${this.strings('positions.covered.notes')}</p>
      <underhood-scale-legend .store=${this.store} .scale=${scale}></underhood-scale-legend>
    </div>`;
  }

  /** Why there is nothing to cover. */
  #nothing(): string {
    const { navigation } = this.store;
    if (navigation.scheme !== 'learned') {
      const scheme = this.strings(`positions.scheme.${navigation.scheme}`);
      return this.strings('positions.covered.noRows', { scheme });
    }
    return withoutTable(this.store);
  }

  #read(puzzle: Puzzle): string {
    const { table, uncovered, apart } = puzzle;
    const count = this.strings('positions.covered.readCount', {
      uncovered,
      count: apart.count,
      positions: table.rows,
    });
    return `${count} ${this.#readRow(puzzle, this.#front(puzzle))}`;
  }

  #readRow({ apart }: Puzzle, row: number): string {
    const nearest = apart.nearest[row];
    if (nearest < 0) return this.strings('positions.covered.alone', { position: this.#name(row) });
    const isApart = apart.distance[row] > this.#covered.tolerance;
    return this.strings(isApart ? 'positions.covered.readApart' : 'positions.covered.readConfused', {
      position: this.#name(row),
      nearest: this.#name(nearest),
      distance: formatNumber(apart.distance[row]),
    });
  }

  override updated(): void {
    const puzzle = this.#solved();
    if (puzzle === null || this.placed?.viewport.down.count !== puzzle.table.rows) return;
    const { clientWidth: width, clientHeight: height } = this.find('.notes');
    drawNotes({
      context: prepared(this.find('.notes canvas'), width, height),
      theme: this.theme,
      placed: this.placed,
      width,
      apart: puzzle.apart,
      tolerance: this.#covered.tolerance,
      front: this.#front(puzzle),
      nameOf: (position) => this.#name(position),
    });
  }
}
