import type { ValueScale } from '../charts/scale.ts';
import { StoreElement } from './element.ts';
import { ColourLegend } from './legend.ts';
import type { Store } from './store.ts';

/** What colours mean, by their scale. */
export class ScaleLegend extends ColourLegend<Store> {
  static override properties = { ...StoreElement.properties, scale: { attribute: false } };
  declare scale: ValueScale | null;
}
