import { color } from 'd3-color';
import type { Rgb } from '../../src/colours/oklab.ts';
import type { Theme } from '../shell/theme.ts';

/** How curves that lie over each other are told apart: by colour, and by dashes where colours are not seen. */
export interface CurveStyle {
  readonly colour: Rgb;
  readonly dash: readonly number[];
}

/** As many curves as can be told apart. */
export const mostCurves = 6;

const names = ['blue', 'orange', 'green', 'purple', 'red', 'yellow'] as const;
const fallbacks = ['#3794ff', '#d18616', '#89d185', '#b180d7', '#f14c4c', '#cca700'] as const;
const dashes = [[], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4], [1, 3]] as const;
const read = new WeakMap<Theme, readonly CurveStyle[]>();

/** The theme's own colours for charts. */
export function curveStyles(theme: Theme): readonly CurveStyle[] {
  const known = read.get(theme);
  if (known) return known;
  const style = getComputedStyle(document.documentElement);
  const styles = names.map((name, i) => {
    const own = color(style.getPropertyValue(`--vscode-charts-${name}`).trim()) ?? color(fallbacks[i])!;
    const { r, g, b } = own.rgb();
    return { colour: [r, g, b] as const, dash: dashes[i] };
  });
  read.set(theme, styles);
  return styles;
}

/** Opacity of rules behind curves: a contrast theme's are as loud as the curves. */
export function quiet({ isHighContrast }: Theme): number {
  return isHighContrast ? 0.35 : 1;
}
