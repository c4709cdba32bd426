import { ColourLegend } from '../parts/legend.ts';
import type { NextTokenStore } from './store.ts';
import { surprisalScale } from './surprisalScale.ts';

/** What the shades of tokens mean. */
export class SurprisalLegend extends ColourLegend<NextTokenStore> {
  protected readonly scale = surprisalScale;
}
