import { css, html, nothing } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import { withTokens } from '../parts/sentence.ts';
import { formatCount, formatNumber, formatPercent, formatProbability } from '../shell/numbers.ts';
import { isGreedy } from './filterEnd.ts';
import type { NextTokenStore } from './store.ts';

/** What stands at this place of the text, what the model saw before it, and how much of what it says is kept. */
export class KeptSentence extends StoreElement<NextTokenStore> {
  static override styles = [
    controls,
    css`
      p {
        margin: 0;
        min-height: 20px;
        line-height: 20px;
      }
    `,
  ];

  override render() {
    if (this.store.distribution === null) return nothing;
    return html`<p class="here">${this.#here()} ${this.#seen()}</p>
      <p class="kept">${this.#kept()}</p>`;
  }

  #here() {
    const { run, place, followingRank } = this.store;
    if (followingRank === null) return this.strings('nextToken.open');
    const { ids, probabilities } = place!.ranked;
    const probability = probabilities[followingRank];
    const numbers = {
      rank: formatCount(followingRank + 1),
      size: formatCount(ids.length),
      probability: formatProbability(probability),
      bits: formatNumber(Math.max(0, -Math.log2(probability))),
    };
    const { label } = run!.texts.tokens[place!.position];
    return withTokens(this.strings('nextToken.follows', numbers), { token: label });
  }

  /** Said where the model did not see all that stands before the place. */
  #seen() {
    const { place, run } = this.store;
    const { position, given } = place!;
    if (given > 0) {
      return given < position ? this.strings('nextToken.seenSome', { count: formatCount(given) }) : nothing;
    }
    return withTokens(this.strings('nextToken.seenNone'), { token: run!.startToken?.spelling ?? '' });
  }

  #kept() {
    const { sampling, distribution } = this.store;
    const { keptCount, keptMass, ranked } = distribution!;
    const size = formatCount(ranked.ids.length);
    if (isGreedy(sampling)) return this.strings('nextToken.keptGreedy', { size });
    if (keptCount === ranked.ids.length) return this.strings('nextToken.keptAll', { size });
    const count = formatCount(keptCount);
    return this.strings(keptCount === 1 ? 'nextToken.keptOne' : 'nextToken.kept', {
      count,
      size,
      share: formatPercent(Math.min(1, keptMass)),
    });
  }
}
