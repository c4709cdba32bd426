import { selectedText } from '../editor/editorSelection.ts';
import { UnderhoodError } from '../errors.ts';
import type { Parts } from './parts.ts';
import { visibleEditor } from './visibleEditor.ts';

/**
 * Shows the schemes, and what positions do to the selection, or else to the paragraph around the cursor. Where there is
 * neither, the page has an example.
 */
export async function showPositions({ positions }: Parts): Promise<void> {
  const page = positions.show();
  try {
    await page.explain(selectedText(visibleEditor()));
  } catch (error) {
    const isWithout = error instanceof UnderhoodError && ['selection.noEditor', 'selection.blank'].includes(error.code);
    if (!isWithout) page.fail(error);
    else if (!page.state.run) await page.runAgain();
  }
}
