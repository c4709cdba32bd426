import { css, html, nothing } from 'lit';
import { type StatisticName, statisticNames } from '../../src/protocol/run.ts';
import { choice } from '../parts/choice.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { formatCount, formatNumber } from '../shell/numbers.ts';
import { formatOrder, type Order, orderedHeads, orders, parseOrder } from './navigation.ts';
import type { AttentionStore } from './store.ts';

/** Steps of the filter, from the least to the greatest value of the statistic. */
const steps = 100;

/** Which statistic the heads are labelled, ordered and filtered by, and what it means. */
export class HeadOrder extends StoreElement<AttentionStore> {
  static override styles = [
    controls,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        align-items: center;
      }
      p {
        margin: 4px 0 8px;
      }
      input {
        width: 96px;
      }
    `,
  ];

  override render() {
    if (this.store.run === null) return nothing;
    const order = parseOrder(this.store.navigation.sort);
    return html`<div>${this.#statistic(order)}${order.statistic === null ? nothing : this.#rest(order, order.statistic)}</div>
      ${
        order.statistic === null
          ? nothing
          : html`<p class="dim">${this.strings(`attention.define.${order.statistic}`)}</p>`
      }`;
  }

  #choose(order: Order): void {
    this.store.navigate({ sort: formatOrder(order), threshold: null });
  }

  #statistic(order: Order) {
    const choose = ({ target }: Event) => {
      const statistic = ((target as HTMLSelectElement).value || null) as StatisticName | null;
      this.#choose({ statistic, by: statistic === null ? 'place' : order.by });
    };
    return html`<label>
      ${this.strings('attention.statistic')}
      <select id="statistic" @change=${choose}>
        <option value="" ?selected=${order.statistic === null}>${this.strings('attention.statisticNone')}</option>
        ${statisticNames.map(
          (name) => html`<option value=${name} ?selected=${order.statistic === name}>
            ${this.strings(`attention.name.${name}`)}
          </option>`,
        )}
      </select>
    </label>`;
  }

  #rest(order: Order, statistic: StatisticName) {
    const { run, navigation } = this.store;
    const values = [...run!.statistics[statistic]].filter((value) => !Number.isNaN(value));
    const least = Math.min(...values);
    const range = values.length === 0 ? 0 : Math.max(...values) - least;
    const { threshold } = navigation;
    const filter = ({ target }: Event) => {
      const step = Number((target as HTMLInputElement).value);
      this.store.navigate({ threshold: step === 0 ? null : least + (step / steps) * range });
    };
    const step = threshold === null || range === 0 ? 0 : Math.round(((threshold - least) / range) * steps);
    return html`${choice({
      id: 'order',
      label: this.strings('attention.order'),
      values: orders,
      chosen: order.by,
      nameOf: (by) => this.strings(`attention.order.${by}`),
      choose: (by) => this.#choose({ ...order, by }),
    })}
      <label>
        ${this.strings('attention.filter')}
        <input id="filter" type="range" max=${steps} .value=${String(step)} ?disabled=${range === 0} @input=${filter} />
        <span>${this.#count(order)}</span>
      </label>`;
  }

  #count(order: Order): string {
    const { run, navigation } = this.store;
    const all = formatCount(run!.model.layers * run!.model.heads);
    if (navigation.threshold === null) return this.strings('attention.allHeads', { count: all });
    const count = formatCount(orderedHeads(run!, order, navigation.threshold).length);
    return this.strings('attention.someHeads', { value: formatNumber(navigation.threshold), count, all });
  }
}
