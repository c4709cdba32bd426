import { css, html, nothing } from 'lit';
import { highestSeed } from '../../src/analysis/samplingSettings.ts';
import { copyText } from '../parts/clipboard.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { withTokens } from '../parts/sentence.ts';
import { icon } from '../shell/icons.ts';
import { formatCount, formatProbability } from '../shell/numbers.ts';
import { isGreedy } from './filterEnd.ts';
import { drawTotal, moreRows } from './navigation.ts';
import { probabilitiesAfter, shownRanks, stepsOf, timesDrawn } from './rankedRows.ts';
import type { NextTokenStore } from './store.ts';

/** What can be done with the list: more of it, a thousand draws from it, a copy of it; and what the draws say. */
export class DrawBar extends StoreElement<NextTokenStore> {
  static override styles = [
    controls,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 8px 0 4px;
      }
      p {
        margin: 0;
        max-width: 84ch;
        min-height: 40px;
        line-height: 20px;
      }
    `,
  ];

  override render() {
    const { store } = this;
    const { distribution } = store;
    if (distribution === null) return nothing;
    const { rows, drawn } = store.navigation;
    const more = moreRows(rows, distribution.ranked.ids.length);
    const { seed } = store.sampling;
    const next = seed === highestSeed ? 0 : seed + 1;
    const isAnimated = !this.theme.reducedMotion;
    return html`<div class="bar">
        <button id="draw" class="primary" @click=${() => store.draw(seed, isAnimated)}>
          ${this.strings('nextToken.draw', { count: formatCount(drawTotal) })}
        </button>
        <button id="draw-next" ?disabled=${!drawn} @click=${() => store.draw(next, isAnimated)}>
          ${this.strings('nextToken.drawNext', { seed: next })}
        </button>
        <button id="draw-clear" ?disabled=${!drawn} @click=${() => store.navigate({ drawn: false })}>
          ${this.strings('nextToken.drawClear')}
        </button>
        <button id="more" ?disabled=${more === null} @click=${() => more && store.navigate({ rows: more })}>
          ${this.strings('nextToken.more', { count: formatCount(more ?? rows) })}
        </button>
        <button id="copy" @click=${() => this.#copy()}>${icon('copy')} ${this.strings('page.copy')}</button>
      </div>
      <p class="explained">${this.#explained()}</p>`;
  }

  /** Why the likeliest token was not always drawn. */
  #explained() {
    const { store } = this;
    const { distribution, drawn } = store;
    if (distribution === null) return nothing;
    const total = store.draws.count;
    if (drawn === null) return this.strings('nextToken.drawInvitation', { count: formatCount(drawTotal) });
    const token = store.textOf(distribution.ranked.ids[0])?.label ?? '…';
    const [first] = distribution.final;
    const numbers = {
      count: formatCount(drawn[0]),
      total: formatCount(total),
      others: formatCount(total - drawn[0]),
      probability: formatProbability(first),
      expected: formatCount(total * first),
      // The standard deviation of a binomial count.
      spread: formatCount(Math.sqrt(total * first * (1 - first))),
    };
    const isCertain = isGreedy(store.sampling) || distribution.keptCount === 1;
    return withTokens(this.strings(isCertain ? 'nextToken.drawnCertain' : 'nextToken.drawnWhy', numbers), { token });
  }

  /** The rows as text that spreadsheets take, every number in full. */
  #copy(): void {
    const { store } = this;
    const distribution = store.distribution!;
    const { ranked, order } = distribution;
    const { drawn, followingRank, navigation } = store;
    const steps = stepsOf(order);
    const head = [
      this.strings('nextToken.rank'),
      this.strings('nextToken.token'),
      'id',
      this.strings('nextToken.logit'),
      ...steps.map((step) => this.strings(`nextToken.step.${step}`)),
      ...(drawn ? [this.strings('nextToken.drawn')] : []),
    ];
    const rows = shownRanks(navigation.rows, ranked.ids.length, followingRank).map((rank) => [
      rank + 1,
      store.textOf(ranked.ids[rank])?.label ?? '',
      ranked.ids[rank],
      ranked.logits[rank],
      ...steps.map((step) => probabilitiesAfter(step, distribution)[rank]),
      ...(drawn ? [timesDrawn(drawn, rank)] : []),
    ]);
    void store.attempt(copyText([head, ...rows].map((row) => row.join('\t')).join('\n')));
  }
}
