import * as vscode from 'vscode';
import { shadesOf } from '../palette.ts';
import type { TextRange } from '../selectedText.ts';
import { type Place, placesWithin } from './places.ts';
import { outlineOf, stepOf, stepStarts } from './scale.ts';

/**
 * Lines that are painted above and below what is seen. A long text has a hundred thousand tokens, and to give them all
 * to the workbench after every edit would hold it up.
 */
const margin = 200;

/** Places painted in the editors that show them, in the colours that are chosen, as those of attention. */
export class SurprisalDecorations {
  #steps = steps();

  /**
   * Paints what an editor shows, and its surroundings.
   * @param origin from which places count, in the document
   * @return what is painted, by step
   */
  paint(editor: vscode.TextEditor, places: readonly Place[], origin: number): vscode.Range[][] {
    const { document } = editor;
    const steps: vscode.Range[][] = stepStarts.map(() => []);
    const seen = surroundings(editor);
    for (const { start, end, bits } of placesWithin(places, { start: seen.start - origin, end: seen.end - origin })) {
      if (Number.isNaN(bits)) continue;
      const range = new vscode.Range(document.positionAt(origin + start), document.positionAt(origin + end));
      steps[stepOf(bits) - 1].push(range);
    }
    this.#steps.forEach((type, index) => {
      editor.setDecorations(type, steps[index]);
    });
    return steps;
  }

  /** Takes the colours that are chosen now. What was painted is gone, and to be painted again. */
  restyle(): void {
    this.dispose();
    this.#steps = steps();
  }

  clear(editor: vscode.TextEditor): void {
    for (const type of this.#steps) editor.setDecorations(type, []);
  }

  dispose(): void {
    for (const type of this.#steps) type.dispose();
  }
}

function steps(): vscode.TextEditorDecorationType[] {
  return shadesOf('underhood.surprisal', stepStarts.length).map((shade, index) => {
    const outline = outlineOf(index + 1);
    return vscode.window.createTextEditorDecorationType({
      ...shade,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      // Visible in high contrast only.
      ...(outline !== 'none' && {
        outlineColor: new vscode.ThemeColor('underhood.surprisalOutline'),
        outlineStyle: outline,
        outlineWidth: '1px',
      }),
    });
  });
}

function surroundings({ document, visibleRanges }: vscode.TextEditor): TextRange {
  // An editor that was just opened does not know yet what it shows.
  const first = visibleRanges[0]?.start.line ?? 0;
  const last = visibleRanges.at(-1)?.end.line ?? 0;
  return {
    start: document.offsetAt(new vscode.Position(Math.max(0, first - margin), 0)),
    end: document.offsetAt(document.validatePosition(new vscode.Position(last + margin + 1, 0))),
  };
}
