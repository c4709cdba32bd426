import * as vscode from 'vscode';
import { shadeCount } from './tokenRanges.ts';

/** The colours are contributed, so that themes and people can change them. */
export class Decorations {
  readonly #shades = Array.from({ length: shadeCount }, (_, index) =>
    vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor(`underhood.attention${index + 1}`),
      // Visible in high contrast only: there, colour alone would not be enough.
      outlineColor: new vscode.ThemeColor(`underhood.attentionOutline${index < shadeCount / 2 ? 'Weak' : 'Strong'}`),
      outlineStyle: index < shadeCount / 2 ? 'dotted' : 'solid',
      outlineWidth: '1px',
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }),
  );
  readonly #hovered = vscode.window.createTextEditorDecorationType({
    borderColor: new vscode.ThemeColor('underhood.hoveredTokenBorder'),
    borderStyle: 'solid',
    borderWidth: '1px',
    overviewRulerColor: new vscode.ThemeColor('underhood.hoveredTokenBorder'),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });

  /** @param ranges those of each depth, 1…8 */
  shade(editor: vscode.TextEditor, ranges: ReadonlyMap<number, readonly vscode.Range[]>): void {
    this.#shades.forEach((type, index) => {
      editor.setDecorations(type, ranges.get(index + 1) ?? []);
    });
  }

  hover(editor: vscode.TextEditor, range: vscode.Range | undefined): void {
    editor.setDecorations(this.#hovered, range ? [range] : []);
  }

  dispose(): void {
    for (const type of [...this.#shades, this.#hovered]) type.dispose();
  }
}
