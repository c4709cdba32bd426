import * as vscode from 'vscode';
import { textInNewDocument } from '../editor/newDocument.ts';
import { UnderhoodError } from '../errors.ts';
import { isWorthIt } from '../panels/roadPage.ts';
import type { Again } from '../panels/savedKinds.ts';
import { useModel } from './chooseModel.ts';
import type { Parts } from './parts.ts';

/** Does once more what a saved view shows, with the models that made it: in a new document, since its own may have changed. */
export async function showAgain(parts: Parts, again: Again): Promise<void> {
  switch (again.page) {
    case 'road':
      await runAgain(parts, again);
      return;
    case 'translate': {
      const page = parts.translation.show();
      await page.translateWith(again.folders, again.beams, await textInNewDocument(again.text));
      return;
    }
    default: {
      const selected = await textInNewDocument(again.text);
      await useModel(parts, again.folder);
      await parts[again.page].show().explain(selected);
    }
  }
}

/** The settings may come from anybody's file, and name files of their own. */
async function runAgain(
  { roadPage, road }: Parts,
  { name, settings, claim }: Extract<Again, { page: 'road' }>,
): Promise<void> {
  if (!vscode.workspace.isTrusted) throw new UnderhoodError('savedView.untrusted');
  if (!(await isWorthIt({ name, settings }))) return;
  roadPage.show();
  await road.runs.run({ name, settings, claim });
}
