import { color } from 'd3-color';
import type { Rgb } from '../../src/colours/oklab.ts';
import { curveColours, type Palette } from '../../src/colours/palettes.ts';
import { buildRamps, colourAt, cssColour, paletteRamps, poles, type Ramps } from '../charts/ramps.ts';

type ThemeKind = 'dark' | 'light' | 'highContrast' | 'highContrastLight';

/** What canvases draw with: the theme's own colours and fonts. Everything else uses the CSS variables. */
export interface Theme {
  readonly kind: ThemeKind;
  readonly isHighContrast: boolean;
  readonly background: Rgb;
  readonly foreground: Rgb;
  /** Second in importance; still readable on the background. */
  readonly dim: Rgb;
  readonly rule: Rgb;
  readonly focus: Rgb;
  readonly cold: Rgb;
  readonly warm: Rgb;
  readonly ramps: Ramps;
  /** Of curves that lie over each other. */
  readonly curves: readonly Rgb[];
  readonly font: string;
  readonly codeFont: string;
  readonly reducedMotion: boolean;
}

/** VS Code's own defaults, for variables that a theme leaves out. */
const fallbacks: Readonly<Record<ThemeKind, Readonly<Record<string, string>>>> = {
  dark: {
    background: '#1f1f1f',
    foreground: '#cccccc',
    dim: '#9d9d9d',
    rule: '#2b2b2b',
    focus: '#0078d4',
    blue: '#3794ff',
    orange: '#d18616',
  },
  light: {
    background: '#ffffff',
    foreground: '#3b3b3b',
    dim: '#616161',
    rule: '#e5e5e5',
    focus: '#005fb8',
    blue: '#1a85ff',
    orange: '#d18616',
  },
  highContrast: {
    background: '#000000',
    foreground: '#ffffff',
    dim: '#ffffff',
    rule: '#6fc3df',
    focus: '#f38518',
    blue: '#3794ff',
    orange: '#d18616',
  },
  highContrastLight: {
    background: '#ffffff',
    foreground: '#292929',
    dim: '#292929',
    rule: '#0f4a85',
    focus: '#006bbd',
    blue: '#1a85ff',
    orange: '#b5590b',
  },
};

/** The theme's colours for charts, in the order in which curves take them. */
const curveNames = ['blue', 'orange', 'green', 'purple', 'red', 'yellow'] as const;
const curveFallbacks = ['#3794ff', '#d18616', '#89d185', '#b180d7', '#f14c4c', '#cca700'] as const;

let palette: Palette = 'theme';
const listeners = new Set<(theme: Theme) => void>();

/** Takes other colours for numbers than those of the theme, or these again. */
export function choosePalette(chosen: Palette): void {
  if (chosen === palette) return;
  palette = chosen;
  const theme = readTheme();
  nameColours(theme);
  for (const listener of listeners) listener(theme);
}

/** The theme now, and again whenever the person chooses another one, or other colours. */
export function observeTheme(listener: (theme: Theme) => void): Theme {
  const theme = readTheme();
  listeners.add(listener);
  let last = fingerprint();
  const reread = () => {
    const now = fingerprint();
    if (now === last) return;
    last = now;
    const next = readTheme();
    nameColours(next);
    listener(next);
  };
  const observer = new MutationObserver(reread);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  matchMedia('(prefers-reduced-motion: reduce)').addEventListener('change', () => listener(readTheme()));
  return theme;
}

/** Tells style sheets a palette's colours: with those of the theme they know VS Code's own variables. */
function nameColours({ cold, warm, curves }: Theme): void {
  const colours = { cold, warm, ...Object.fromEntries(curves.map((colour, i) => [`curve-${i}`, colour])) };
  for (const [name, colour] of Object.entries(colours)) {
    if (palette === 'theme') document.body.style.removeProperty(`--${name}`);
    else document.body.style.setProperty(`--${name}`, cssColour(colour));
  }
}

/** VS Code writes the theme into the style of the root and the class of the body. */
function fingerprint(): string {
  const { documentElement: root, body } = document;
  return `${root.className} ${body.className} ${root.getAttribute('style') ?? ''}`;
}

function readTheme(): Theme {
  const kind = themeKind();
  const style = getComputedStyle(document.documentElement);
  const variable = (name: string, fallback: string) => style.getPropertyValue(`--vscode-${name}`).trim() || fallback;
  const defaults = fallbacks[kind];
  const background = rgb(variable('editor-background', defaults.background), [0, 0, 0]);
  const read = (name: string, fallback: string) => rgb(variable(name, defaults[fallback]), background);
  // Some themes define these as a veil over something else; a ramp needs the hue only.
  const hue = (name: string, fallback: string) => rgb(opaque(variable(name, defaults[fallback])), background);
  const own = [hue('charts-blue', 'blue'), hue('charts-orange', 'orange')] as const;
  const ramps =
    palette === 'theme' ? buildRamps(background, own[0], ...own) : paletteRamps(palette, background, ...poles(palette));
  // A palette's own dark end would be lost on a dark background: curves have the ends of the ramp.
  const ends = [colourAt(ramps.diverging, 0), colourAt(ramps.diverging, 1)] as const;
  const [cold, warm] = palette === 'theme' ? own : ends;
  return {
    kind,
    isHighContrast: kind === 'highContrast' || kind === 'highContrastLight',
    background,
    foreground: read('editor-foreground', 'foreground'),
    dim: read('descriptionForeground', 'dim'),
    rule: read(kind.startsWith('high') ? 'contrastBorder' : 'panel-border', 'rule'),
    focus: read('focusBorder', 'focus'),
    cold,
    warm,
    ramps,
    curves:
      palette === 'theme'
        ? curveNames.map((name, i) => rgb(opaque(variable(`charts-${name}`, curveFallbacks[i])), background))
        : curveColours(palette, background, curveNames.length),
    font: variable('font-family', 'system-ui, sans-serif'),
    codeFont: variable('editor-font-family', 'ui-monospace, monospace'),
    reducedMotion:
      document.documentElement.classList.contains('vscode-reduce-motion') ||
      document.body.classList.contains('vscode-reduce-motion') ||
      matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
}

function themeKind(): ThemeKind {
  const { classList } = document.body;
  if (classList.contains('vscode-high-contrast-light')) return 'highContrastLight';
  if (classList.contains('vscode-high-contrast')) return 'highContrast';
  return classList.contains('vscode-light') ? 'light' : 'dark';
}

function opaque(css: string): string {
  return color(css)?.rgb().copy({ opacity: 1 }).formatRgb() ?? css;
}

/** A CSS colour as it looks over `under`. */
function rgb(css: string, under: Rgb): Rgb {
  const parsed = color(css)?.rgb();
  if (!parsed) return under;
  const over = (channel: number, below: number) => channel * parsed.opacity + below * (1 - parsed.opacity);
  return [over(parsed.r, under[0]), over(parsed.g, under[1]), over(parsed.b, under[2])];
}
