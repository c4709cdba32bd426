import { explainOrExample } from './explainOrExample.ts';
import type { Parts } from './parts.ts';

/** Translates the text that is meant, or an example, with every chosen system, and shows how each does it. */
export async function translate({ translation }: Parts): Promise<void> {
  await explainOrExample(translation.show());
}
