import { selectedText } from '../editor/editorSelection.ts';
import type { Parts } from './parts.ts';
import { visibleEditor } from './visibleEditor.ts';

/** Runs the selection, or the paragraph around the cursor, and shows every head of the model. */
export async function explainAttention({ attention }: Parts): Promise<void> {
  const { page } = attention;
  try {
    const selected = selectedText(visibleEditor());
    await attention.show().explain(selected);
  } catch (error) {
    if (!page?.isVisible) throw error;
    page.fail(error);
  }
}
