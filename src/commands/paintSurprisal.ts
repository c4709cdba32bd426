import { isReadable } from '../editor/editorSelection.ts';
import type { Painting } from '../editor/surprisal/painting.ts';
import { selectionOf, type Target, wholeOf } from '../editor/surprisal/target.ts';
import { UnderhoodError } from '../errors.ts';
import type { Parts } from './parts.ts';
import { visibleEditor } from './visibleEditor.ts';

/** Paints the selection, or else the document, by surprisal; where that is painted already, takes it away. */
export async function paintSurprisal({ surprisal }: Parts): Promise<void> {
  const editor = visibleEditor();
  if (!editor || !isReadable(editor.document)) throw new UnderhoodError('selection.noEditor');
  const { document } = editor;
  const selected = selectionOf(editor);
  const painting = surprisal.of(document);
  if (painting && isMeant(painting, selected)) surprisal.clear(document);
  else await surprisal.paint(document, selected ?? wholeOf(document));
}

/** Without a selection, whatever is painted in the document is meant. */
function isMeant({ target }: Painting, selected: Target | undefined): boolean {
  if (!selected) return true;
  return target.range.start === selected.range.start && target.range.end === selected.range.end;
}
