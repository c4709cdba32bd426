import { UnderhoodError } from '../errors.ts';
import { trainingStart } from '../protocol/trainingPage.ts';
import type { Parts } from './parts.ts';
import { openTraining } from './runRecipe.ts';

/** Pauses what trains, or goes on with it: a run, or else a race. */
export async function pauseTraining({ jobs, races }: Parts): Promise<void> {
  const [job] = jobs.training;
  if (job) await job.request(job.status?.phase === 'paused' ? 'resume' : 'pause', {});
  else if (!races.training) throw new UnderhoodError('training.none');
  else await (races.training.phase === 'paused' ? races.resume() : races.pause());
}

export async function stopTraining({ jobs, races }: Parts): Promise<void> {
  const [job] = jobs.training;
  if (job) await job.request('stop', {});
  else if (!races.isTraining) throw new UnderhoodError('training.none');
  else await races.stop();
}

/** Shows where back-propagation is compared with finite differences. */
export async function checkGradients(parts: Parts): Promise<void> {
  await openTraining(parts);
  parts.trainingPage.page?.goTo((navigation) => ({ ...(navigation ?? trainingStart), view: 'gradients' }));
}
