import { selectedText } from '../editor/editorSelection.ts';
import { UnderhoodError } from '../errors.ts';
import type { Parts } from './parts.ts';
import { visibleEditor } from './visibleEditor.ts';

/**
 * Translates the selection, or else the paragraph around the cursor, with every chosen system, and shows how each does it.
 * Where there is neither, the page has an example.
 */
export async function translate({ translation }: Parts): Promise<void> {
  const page = translation.show();
  try {
    await page.explain(selectedText(visibleEditor()));
  } catch (error) {
    const isWithout = error instanceof UnderhoodError && ['selection.noEditor', 'selection.blank'].includes(error.code);
    if (!isWithout) page.fail(error);
    else if (!page.state.run) await page.runAgain();
  }
}
