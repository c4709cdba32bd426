import type { Quantity } from '../../src/protocol/run.ts';
import { type ValueScale, weightScale } from '../charts/scale.ts';
import { StoreElement } from '../parts/element.ts';
import { ColourLegend } from '../parts/legend.ts';
import { scaleOf } from './headView.ts';
import type { AttentionStore } from './store.ts';

/** What the colours of a head's drawing mean. */
export class QuantityLegend extends ColourLegend<AttentionStore> {
  static override properties = { ...StoreElement.properties, quantity: { attribute: false } };
  declare quantity: Quantity;

  protected get scale(): ValueScale | null {
    const { logarithmic } = this.store.navigation;
    if (this.quantity === 'pattern') return weightScale(logarithmic);
    const view = this.store.viewOf(this.quantity);
    return view && scaleOf(view, logarithmic);
  }
}
