import type { Parts } from './parts.ts';

/** Starts the model process anew, after it was stopped or whenever someone wishes. */
export async function restartModelProcess({
  process,
  attention,
  nextToken,
  positions,
  translation,
  surprisal,
}: Parts): Promise<void> {
  await process.restart();
  attention.page?.recover();
  nextToken.page?.recover();
  positions.page?.recover();
  translation.page?.recover();
  await surprisal.repaint();
}
