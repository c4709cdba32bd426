import { trainingStart } from '../protocol/trainingPage.ts';
import type { Parts } from './parts.ts';
import { openTraining } from './runRecipe.ts';

/** Shows where back-propagation is compared with finite differences. */
export async function checkGradients(parts: Parts): Promise<void> {
  await openTraining(parts);
  parts.trainingPage.page?.goTo((navigation) => ({ ...(navigation ?? trainingStart), view: 'gradients' }));
}
