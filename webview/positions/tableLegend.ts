import type { ValueScale } from '../charts/scale.ts';
import { StoreElement } from '../parts/element.ts';
import { ColourLegend } from '../parts/legend.ts';
import type { PositionsStore } from './store.ts';

/** What the colours of a table mean. */
export class TableLegend extends ColourLegend<PositionsStore> {
  static override properties = { ...StoreElement.properties, scale: { attribute: false } };
  declare scale: ValueScale | null;
}
