import { type ValueScale, weightScale } from '../charts/scale.ts';
import { ColourLegend } from '../parts/legend.ts';
import type { TrainingStore } from './store.ts';

/** What the colours of attention mean. */
export class WeightLegend extends ColourLegend<TrainingStore> {
  protected get scale(): ValueScale {
    return weightScale(false);
  }
}
