import { html, nothing, type TemplateResult } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import { readoutStyle } from '../parts/readoutStyle.ts';
import { withTokens } from '../parts/sentence.ts';
import { formatNumber } from '../shell/numbers.ts';
import type { HeadView } from './headView.ts';
import { readCell, rowEntropy, strongestKeys } from './reading.ts';
import type { AttentionStore } from './store.ts';

/** The answer to the heading, in one sentence; read out as it changes. */
export class Readout extends StoreElement<AttentionStore> {
  static override styles = [controls, readoutStyle];

  override render() {
    if (this.store.run === null) return nothing;
    return html`<p role="status">${this.#sentence()}</p>`;
  }

  #sentence(): TemplateResult | string {
    const { store } = this;
    const view = store.viewOf('pattern');
    if (view === null || store.query === null) return this.strings('attention.readNothing');
    const { labels, unitOf } = view.units;
    const query = unitOf[store.query];
    const place = store.navigation.view === 'arithmetic' ? store.arithmeticPlace : null;
    const key = place?.key ?? store.key;
    if (key === null) return this.#row(view, query);
    const tokens = { query: labels[query], key: labels[unitOf[key]] };
    if (unitOf[key] > query) return withTokens(this.strings('attention.readLater'), tokens);
    return this.#cell(view, query, unitOf[key], tokens);
  }

  #cell(view: HeadView, query: number, key: number, tokens: { query: string; key: string }): TemplateResult {
    const { weight, rank, count } = readCell(view, query, key);
    const raw = this.store.viewOf('raw');
    const numbers = {
      weight: formatNumber(weight),
      rank,
      count,
      raw: raw ? formatNumber(raw.data[query * raw.length + key]) : '',
      entropy: formatNumber(rowEntropy(view, query)),
    };
    const sentence = raw ? 'attention.readCell' : 'attention.readCellWithoutScore';
    return html`${withTokens(this.strings(sentence, numbers), tokens)}${this.#altered(view)}`;
  }

  #row(view: HeadView, query: number): TemplateResult {
    const { labels } = view.units;
    const keys = strongestKeys(view, query, 3);
    const tokens: Record<string, string> = { query: labels[query] };
    const numbers: Record<string, string> = { entropy: formatNumber(rowEntropy(view, query)) };
    keys.forEach((key, place) => {
      tokens[`key${place + 1}`] = labels[key];
      numbers[`weight${place + 1}`] = formatNumber(view.data[query * view.length + key]);
    });
    const sentences = ['readRow0', 'readRow1', 'readRow2', 'readRow3'] as const;
    const sentence = this.strings(`attention.${sentences[keys.length]}`, numbers);
    return html`${withTokens(sentence, tokens)}${this.#altered(view)}`;
  }

  #altered(view: HeadView) {
    return view.isAltered ? html` ${this.strings('attention.readAltered')}` : nothing;
  }
}
