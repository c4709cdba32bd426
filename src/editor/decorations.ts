import * as vscode from 'vscode';
import { shadesOf } from './palette.ts';
import { shadeCount } from './tokenRanges.ts';

/** Shades behind tokens, in the colours that are chosen, and the token that is pointed at. */
export class Decorations {
  #shades = shades();
  readonly #hovered = vscode.window.createTextEditorDecorationType({
    borderColor: new vscode.ThemeColor('underhood.hoveredTokenBorder'),
    borderStyle: 'solid',
    borderWidth: '1px',
    overviewRulerColor: new vscode.ThemeColor('underhood.hoveredTokenBorder'),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });

  /** Takes the colours that are chosen now. What was shaded no longer is, and is to be shaded again. */
  restyle(): void {
    for (const type of this.#shades) type.dispose();
    this.#shades = shades();
  }

  /** @param rangesOf those of a depth, 1…8 */
  shade(editor: vscode.TextEditor, rangesOf: (depth: number) => readonly vscode.Range[]): void {
    this.#shades.forEach((type, index) => {
      editor.setDecorations(type, rangesOf(index + 1));
    });
  }

  hover(editor: vscode.TextEditor, range: vscode.Range | undefined): void {
    editor.setDecorations(this.#hovered, range ? [range] : []);
  }

  dispose(): void {
    for (const type of [...this.#shades, this.#hovered]) type.dispose();
  }
}

function shades(): vscode.TextEditorDecorationType[] {
  return shadesOf('underhood.attention', shadeCount).map((shade, index) =>
    vscode.window.createTextEditorDecorationType({
      ...shade,
      // Visible in high contrast only: there, colour alone would not be enough.
      outlineColor: new vscode.ThemeColor(`underhood.attentionOutline${index < shadeCount / 2 ? 'Weak' : 'Strong'}`),
      outlineStyle: index < shadeCount / 2 ? 'dotted' : 'solid',
      outlineWidth: '1px',
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }),
  );
}
