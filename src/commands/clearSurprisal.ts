import type { Parts } from './parts.ts';
import { visibleEditor } from './visibleEditor.ts';

/** Takes away what is painted in the document; where nothing is, what is painted anywhere. */
export function clearSurprisal({ surprisal }: Parts): void {
  const here = surprisal.of(visibleEditor()?.document);
  for (const { document } of here ? [here] : surprisal.paintings) surprisal.clear(document);
}
