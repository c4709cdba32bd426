import { explainOrExample } from './explainOrExample.ts';
import type { Parts } from './parts.ts';

/** Shows the schemes, and what positions do to the text that is meant, or to an example. */
export async function showPositions({ positions }: Parts): Promise<void> {
  await explainOrExample(positions.show());
}
