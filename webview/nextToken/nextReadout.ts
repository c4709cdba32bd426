import { html, nothing } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import { readoutStyle } from '../parts/readoutStyle.ts';
import { withTokens } from '../parts/sentence.ts';
import { formatCount, formatNumber, formatProbability } from '../shell/numbers.ts';
import { probabilitiesAfter, stepsOf } from './rankedRows.ts';
import type { NextTokenStore } from './store.ts';

/** The row in front in one sentence; read out as it changes. */
export class NextReadout extends StoreElement<NextTokenStore> {
  static override styles = [controls, readoutStyle];

  override render() {
    if (this.store.run === null) return nothing;
    return html`<p role="status">${this.#sentence()}</p>`;
  }

  #sentence() {
    const { store } = this;
    const { distribution, rankInFront: rank } = store;
    if (distribution === null || rank === null) return nothing;
    const { ranked, keptCount, order } = distribution;
    const parts = [
      this.strings('nextToken.readModel', {
        rank: formatCount(rank + 1),
        size: formatCount(ranked.ids.length),
        logit: formatNumber(ranked.logits[rank]),
        probability: formatProbability(ranked.probabilities[rank]),
      }),
    ];
    for (const step of stepsOf(order).slice(1)) {
      if (step === 'filtered' && rank >= keptCount) {
        parts.push(this.strings('nextToken.readDropped'));
        break;
      }
      const value = formatProbability(probabilitiesAfter(step, distribution)[rank]);
      parts.push(this.strings(`nextToken.read.${step as 'tempered' | 'filtered'}`, { value }));
    }
    const { drawn } = store;
    if (drawn && rank < keptCount) {
      const numbers = { count: formatCount(drawn[rank]), total: formatCount(store.draws.count) };
      parts.push(this.strings('nextToken.readDrawn', numbers));
    }
    const sentence = parts.join(this.strings('nextToken.readSeparator')) + this.strings('nextToken.readEnd');
    return withTokens(sentence, { token: store.textOf(ranked.ids[rank])?.label ?? '…' });
  }
}
