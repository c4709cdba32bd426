import { UnderhoodError } from '../errors.ts';
import { trainingStart } from '../protocol/trainingPage.ts';
import type { TrainingJob } from '../trainingProcess/trainingJob.ts';
import type { Parts } from './parts.ts';
import { openTraining } from './runRecipe.ts';

/** Pauses what trains, or goes on with it. */
export async function pauseTraining({ jobs }: Parts): Promise<void> {
  const job = trainingJob(jobs);
  await job.request(job.status?.phase === 'paused' ? 'resume' : 'pause', {});
}

export async function stopTraining({ jobs }: Parts): Promise<void> {
  await trainingJob(jobs).request('stop', {});
}

/** Shows where back-propagation is compared with finite differences. */
export async function checkGradients(parts: Parts): Promise<void> {
  await openTraining(parts);
  parts.trainingPage.page?.goTo((navigation) => ({ ...(navigation ?? trainingStart), view: 'gradients' }));
}

function trainingJob(jobs: Parts['jobs']): TrainingJob {
  const [job] = jobs.training;
  if (!job) throw new UnderhoodError('training.none');
  return job;
}
