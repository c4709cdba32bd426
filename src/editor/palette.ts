import * as vscode from 'vscode';
import { editorShades, type Palette } from '../colours/palettes.ts';

/** The colours that the setting names. */
export function currentPalette(): Palette {
  return vscode.workspace.getConfiguration('underhood').get<Palette>('palette', 'theme');
}

/** Tells when other colours were chosen. */
export function onPalette(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('underhood.palette')) listener();
  });
}

type Shade = Pick<vscode.DecorationRenderOptions, 'backgroundColor' | 'light' | 'dark'>;

/**
 * How places of a text are shaded, weakest first: by contributed colours, which themes and people can change, or by the
 * palette that was chosen.
 * @param name of the contributed colours, which are numbered from 1
 */
export function shadesOf(name: string, count: number): Shade[] {
  const palette = currentPalette();
  if (palette === 'theme') {
    return Array.from({ length: count }, (_, i) => ({ backgroundColor: new vscode.ThemeColor(`${name}${i + 1}`) }));
  }
  const [dark, light] = [editorShades(palette, 'dark', count), editorShades(palette, 'light', count)];
  return dark.map((backgroundColor, i) => ({ dark: { backgroundColor }, light: { backgroundColor: light[i] } }));
}

/** The same as CSS writes them, over a dark or a light ground. */
export function coloursOf(name: string, count: number, ground: 'dark' | 'light'): string[] {
  const palette = currentPalette();
  if (palette !== 'theme') return editorShades(palette, ground, count);
  return Array.from({ length: count }, (_, i) => `var(--vscode-${name.replace('.', '-')}${i + 1})`);
}
