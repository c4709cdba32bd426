import { selectedText } from '../editor/editorSelection.ts';
import { UnderhoodError } from '../errors.ts';
import type { PositionsPage } from '../panels/positionsPage.ts';
import type { TranslatePage } from '../panels/translatePage.ts';
import { visibleEditor } from './visibleEditor.ts';

/** Runs the selection, or else the paragraph around the cursor; where there is neither, the example of the page. */
export async function explainOrExample(page: PositionsPage | TranslatePage): Promise<void> {
  try {
    await page.explain(selectedText(visibleEditor()));
  } catch (error) {
    const isWithout = error instanceof UnderhoodError && ['selection.noEditor', 'selection.blank'].includes(error.code);
    if (!isWithout) page.fail(error);
    else if (!page.state.run) await page.runAgain();
  }
}
