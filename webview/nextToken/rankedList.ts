import { html, nothing } from 'lit';
import type { Distribution } from '../../src/analysis/sampling.ts';
import type { Table } from '../../src/export/table.ts';
import { barStyle } from '../parts/barStyle.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { cssProperties } from '../shell/cssProperties.ts';
import { formatCount, formatMark, formatNumber, formatPercent, formatProbability } from '../shell/numbers.ts';
import { filterEnd } from './filterEnd.ts';
import { rankedListStyle } from './rankedListStyle.ts';
import { probabilitiesAfter, restOf, type Step, shownRanks, stepsOf, timesDrawn } from './rankedRows.ts';
import type { NextTokenStore } from './store.ts';

/** All that the rows of one drawing have in common. */
interface Drawing {
  readonly distribution: Distribution;
  readonly steps: readonly Step[];
  readonly ranks: readonly number[];
  /** Probabilities after each step, by rank. */
  readonly columns: readonly Float64Array[];
  /** What a bar of full length stands for. */
  readonly limit: number;
  readonly drawn: Uint32Array | null;
  readonly following: number | null;
  readonly focused: number;
}

/** What may follow, the likeliest first: a row for each token, a column for each step from logit to draw. */
export class RankedList extends StoreElement<NextTokenStore> {
  static override styles = [controls, barStyle, rankedListStyle];

  override render() {
    const drawing = this.#drawing();
    if (drawing === null) return nothing;
    const { ranks, steps, focused } = drawing;
    return html`<table
      role="grid"
      tabindex="0"
      aria-label=${this.strings('nextToken.list')}
      aria-activedescendant="row-${focused}"
      @keydown=${this.#onKey}
      @pointerover=${this.#onPointer}
      @pointerleave=${this.#leave}
      @click=${this.#onClick}
      @focus=${this.#onFocus}
      @blur=${this.#leave}
    >
      <thead>
        <tr>
          <th scope="col" class="rank">${this.strings('nextToken.rank')}</th>
          <th scope="col" class="name">${this.strings('nextToken.token')}</th>
          <th scope="col" class="logit" title=${this.strings('nextToken.logitMeaning')}>${this.strings('nextToken.logit')}</th>
          ${steps.map(
            (step) => html`<th scope="col" class="step" title=${this.strings(`nextToken.stepMeaning.${step}`)}>
              ${this.strings(`nextToken.step.${step}`)}
            </th>`,
          )}
          <th scope="col" class="step drawn" title=${this.strings('nextToken.drawnMeaning')}>
            ${this.strings('nextToken.drawn')}
          </th>
        </tr>
      </thead>
      <tbody>
        ${ranks.map((rank) => this.#row(rank, drawing))}${this.#rest(drawing)}
      </tbody>
    </table>`;
  }

  override tables(): readonly Table[] {
    const drawing = this.#drawing();
    if (drawing === null) return [];
    const { ranks, steps, columns, drawn, distribution } = drawing;
    const { ids, logits } = distribution.ranked;
    return [
      {
        name: 'next',
        columns: ['rank', 'id', 'token', 'logit', ...steps, ...(drawn ? ['drawn'] : [])],
        rows: ranks.map((rank) => [
          ...[rank + 1, ids[rank], this.store.textOf(ids[rank])?.label ?? null, logits[rank]],
          ...columns.map((column) => column[rank]),
          ...(drawn ? [timesDrawn(drawn, rank)] : []),
        ]),
      },
    ];
  }

  #drawing(): Drawing | null {
    const { store } = this;
    const { distribution, followingRank: following } = store;
    if (distribution === null) return null;
    const steps = stepsOf(distribution.order);
    const columns = steps.map((step) => probabilitiesAfter(step, distribution));
    const ranks = shownRanks(store.navigation.rows, distribution.ranked.ids.length, following);
    const front = store.rankInFront ?? 0;
    return {
      distribution,
      steps,
      ranks,
      columns,
      // One scale for all columns, so that their bars can be compared.
      limit: Math.max(...columns.map(([first]) => first)),
      drawn: store.drawn,
      following,
      focused: ranks.includes(front) ? front : 0,
    };
  }

  #row(rank: number, drawing: Drawing) {
    const { store } = this;
    const { distribution, columns, drawn, ranks, following, steps } = drawing;
    const { ranked, keptCount } = distribution;
    const isDropped = rank >= keptCount;
    const isCut = rank === keptCount;
    const text = store.textOf(ranked.ids[rank]);
    const classes = [
      isDropped ? 'dropped' : '',
      isCut ? 'cut' : '',
      rank === following ? 'following' : '',
      rank >= ranks.length ? 'apart' : '',
      rank === drawing.focused ? 'focused' : '',
      rank === store.pinnedRank ? 'pinned' : '',
      rank === store.previewedRank ? 'previewed' : '',
    ].join(' ');
    return html`<tr id="row-${rank}" data-rank=${rank} class=${classes} aria-selected=${rank === store.pinnedRank}>
      <td class="rank">${rank === following ? html`<span class="sign" aria-hidden="true">▸</span>` : nothing}${formatCount(rank + 1)}</td>
      <th scope="row" class="name">
        <span class="token">${text?.label ?? '…'}</span>${
          rank === following ? html`<span class="hidden">${this.strings('nextToken.followsHere')}</span>` : nothing
        }
      </th>
      <td class="logit">${formatNumber(ranked.logits[rank])}</td>
      ${columns.map((column, place) =>
        isDropped && this.#isAfterFilters(steps, place)
          ? this.#dropped(steps[place] === 'filtered' ? this.#reason(isCut, drawing) : '')
          : this.#bar(formatProbability(column[rank]), column[rank] / drawing.limit),
      )}
      ${
        isDropped || drawn === null
          ? this.#bar('', 0)
          : this.#bar(formatCount(drawn[rank]), drawn[rank] / store.draws.count / drawing.limit)
      }
    </tr>`;
  }

  /** Nothing is left of a dropped token from the filters on. */
  #isAfterFilters(steps: readonly Step[], place: number): boolean {
    return place >= steps.indexOf('filtered');
  }

  #bar(number: string, share: number) {
    return html`<td class="step">
      <div class="cell">
        <span class="number">${number}</span>
        <span class="track"><i ${cssProperties({ '--share': String(share) })}></i></span>
      </div>
    </td>`;
  }

  #dropped(reason: string) {
    return html`<td class="step">
      <div class="cell reason">${reason}</div>
    </td>`;
  }

  /** The sign of a dropped token; the first of them says what ended the list above it. */
  #reason(isCut: boolean, { distribution }: Drawing): string {
    const { sampling } = this.store;
    const end = isCut ? filterEnd(distribution, sampling) : null;
    if (end === null) return '✕';
    const value = end === 'greedy' ? '' : formatMark(sampling[end]);
    return `✕ ${this.strings(`nextToken.ends.${end}`, { value })}`;
  }

  /** Everything without a row, together: always the last line. */
  #rest({ distribution, columns, ranks, drawn, limit }: Drawing) {
    const count = distribution.ranked.ids.length - ranks.length;
    const share = restOf(columns[0], ranks);
    return html`<tr class="rest">
      <th scope="row" colspan="3">
        ${this.strings(count === 1 ? 'nextToken.restOne' : 'nextToken.rest', {
          count: formatCount(count),
          share: formatPercent(share),
        })}
      </th>
      ${columns.map((column) => {
        const mass = restOf(column, ranks);
        return this.#bar(formatProbability(mass), Math.min(1, mass / limit));
      })}
      ${
        drawn === null
          ? this.#bar('', 0)
          : this.#bar(
              formatCount(restOf(drawn, ranks)),
              Math.min(1, restOf(drawn, ranks) / this.store.draws.count / limit),
            )
      }
    </tr>`;
  }

  readonly #leave = () => this.store.preview(null);

  readonly #onFocus = () => {
    if (this.find('table').matches(':focus-visible')) this.store.preview(this.#drawing()?.focused ?? null);
  };

  readonly #onPointer = (event: PointerEvent) => this.store.preview(rankUnder(event));

  readonly #onClick = (event: MouseEvent) => {
    const rank = rankUnder(event);
    if (rank !== null) this.store.pin(rank);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const { ranks, focused } = this.#drawing()!;
    const place = ranks.indexOf(focused);
    const last = ranks.length - 1;
    const moves: Record<string, number> = {
      ArrowUp: Math.max(0, place - 1),
      ArrowDown: Math.min(last, place + 1),
      PageUp: Math.max(0, place - 10),
      PageDown: Math.min(last, place + 10),
      Home: 0,
      End: last,
    };
    if (event.key in moves) {
      const rank = ranks[moves[event.key]];
      this.store.preview(rank);
      this.renderRoot.querySelector(`[data-rank="${rank}"]`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' || event.key === ' ') this.store.pin(focused);
    else if (event.key === 'Escape') this.store.pin(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function rankUnder(event: Event): number | null {
  const row = (event.target as Element).closest<HTMLElement>('[data-rank]');
  return row ? Number(row.dataset.rank) : null;
}
