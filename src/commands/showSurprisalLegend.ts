import * as vscode from 'vscode';
import { statisticsText, stepText } from '../editor/surprisal/legend.ts';
import type { Painting } from '../editor/surprisal/painting.ts';
import { stepOf, stepStarts } from '../editor/surprisal/scale.ts';
import { selectionOf, wholeOf } from '../editor/surprisal/target.ts';
import { currentLanguage, say } from '../panels/language.ts';
import type { Parts } from './parts.ts';
import { takeSurprisal } from './takeSurprisal.ts';
import { visibleEditor } from './visibleEditor.ts';

interface Item extends vscode.QuickPickItem {
  choose?(): unknown;
}

/** The legend by keyboard: what is painted, what can be done with it, and the way to the places of each step. */
export async function showSurprisalLegend(parts: Parts): Promise<void> {
  const { surprisal } = parts;
  const editor = visibleEditor();
  const painting = surprisal.of(editor?.document);
  if (!editor || !painting) {
    await vscode.commands.executeCommand('underhood.paintSurprisal');
    return;
  }
  const { legend, error } = painting;
  const statistics = legend && !error && statisticsText(legend, currentLanguage());
  const picked = await vscode.window.showQuickPick<Item>(
    [...actions(parts, editor, painting), ...steps(editor, painting)],
    {
      title: statistics ? say('surprisal.pick.title', { statistics }) : say('surprisal.label'),
      placeHolder: say('surprisal.pick.placeholder'),
    },
  );
  await picked?.choose?.();
}

function actions(parts: Parts, editor: vscode.TextEditor, { document, error, target, reading }: Painting): Item[] {
  const { surprisal } = parts;
  const selection = selectionOf(editor);
  const items: (Item | false)[] = [
    { label: `$(clear-all) ${say('surprisal.pick.clear')}`, choose: () => surprisal.clear(document) },
    error !== undefined && {
      label: `$(refresh) ${say('surprisal.pick.again')}`,
      choose: () => surprisal.paint(document, target),
    },
    selection !== undefined && {
      label: `$(selection) ${say('surprisal.pick.selection')}`,
      choose: () => surprisal.paint(document, selection),
    },
    target.kind !== 'document' && {
      label: `$(file) ${say('surprisal.pick.document')}`,
      choose: () => surprisal.paint(document, wholeOf(document)),
    },
    {
      label: `$(list-ordered) ${say('surprisal.pick.nextToken')}`,
      choose: () => vscode.commands.executeCommand('underhood.showNextToken'),
    },
    reading !== undefined && {
      label: `$(export) ${say('surprisal.pick.take')}`,
      choose: () => takeSurprisal(parts, reading),
    },
  ];
  return items.filter((item) => item !== false);
}

/** The most surprising first: that is what one looks for. */
function steps(editor: vscode.TextEditor, painting: Painting): Item[] {
  const { legend } = painting;
  if (!legend) return [];
  const items = stepStarts.map((_, index) => ({
    label: stepText(legend, index + 1, currentLanguage()),
    choose: () => goToNext(editor, painting, index + 1),
  }));
  return [{ label: say('surprisal.pick.scale'), kind: vscode.QuickPickItemKind.Separator }, ...items.reverse()];
}

/** Selects the next place of a step behind the cursor, or else the first. */
function goToNext(editor: vscode.TextEditor, painting: Painting, step: number): void {
  const ranges = painting.places
    .filter(({ bits }) => !Number.isNaN(bits) && stepOf(bits) === step)
    .map((place) => painting.rangeOf(place));
  const next = ranges.find(({ start }) => start.isAfterOrEqual(editor.selection.end)) ?? ranges[0];
  if (!next) return;
  editor.selection = new vscode.Selection(next.start, next.end);
  editor.revealRange(next, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
