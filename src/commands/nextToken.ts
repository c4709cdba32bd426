import { textToContinue } from '../editor/editorSelection.ts';
import type { NextTokenPage } from '../panels/nextTokenPage.ts';
import type { Parts } from './parts.ts';
import { visibleEditor } from './visibleEditor.ts';

/** Shows what follows the selection, or else the cursor. */
export async function showNextToken(parts: Parts): Promise<void> {
  await read(parts);
}

/** Writes on after the selection, or else after the cursor. */
export async function continueText(parts: Parts): Promise<void> {
  const page = await read(parts);
  page?.beginWriting();
}

/** The page, with its reading; nothing where the person was told why there is none. */
async function read({ nextToken }: Parts): Promise<NextTokenPage | undefined> {
  const { page } = nextToken;
  try {
    const text = textToContinue(visibleEditor());
    const shown = nextToken.show();
    return (await shown.explain(text, 'end')) && shown;
  } catch (error) {
    if (!page?.isVisible) throw error;
    page.fail(error);
    return undefined;
  }
}
