import type { Rgb } from '../../src/colours/oklab.ts';
import type { Theme } from '../shell/theme.ts';

/** How curves that lie over each other are told apart: by colour, and by dashes where colours are not seen. */
export interface CurveStyle {
  readonly colour: Rgb;
  readonly dash: readonly number[];
}

const dashes = [[], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4], [1, 3]] as const;

/** As many curves as can be told apart. */
export const mostCurves = dashes.length;

/** Styles in the colours of the theme, or of the palette that was chosen instead. */
export function curveStyles({ curves }: Theme): readonly CurveStyle[] {
  return curves.map((colour, i) => ({ colour, dash: dashes[i] }));
}

/** Opacity of rules behind curves: a contrast theme's are as loud as the curves. */
export function quiet({ isHighContrast }: Theme): number {
  return isHighContrast ? 0.35 : 1;
}
