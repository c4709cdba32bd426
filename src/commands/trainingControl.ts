import type { TrainingNode } from '../editor/views/trainingTree.ts';
import { UnderhoodError } from '../errors.ts';
import { trainingStart } from '../protocol/trainingPage.ts';
import type { TrainingJob } from '../trainingProcess/trainingJob.ts';
import type { TrainingJobs } from '../trainingProcess/trainingJobs.ts';
import type { Parts } from './parts.ts';
import { openTraining } from './runRecipe.ts';

/** Pauses what trains, or goes on with it: a run, or else a race. @param node absent: what began first */
export async function pauseTraining({ jobs, races }: Parts, node?: TrainingNode): Promise<void> {
  const job = meant(jobs, node);
  if (job) await job.request(job.status?.phase === 'paused' ? 'resume' : 'pause', {});
  else if (!races.training) throw new UnderhoodError('training.none');
  else await (races.training.phase === 'paused' ? races.resume() : races.pause());
}

export async function stopTraining({ jobs, races }: Parts, node?: TrainingNode): Promise<void> {
  const job = meant(jobs, node);
  if (job) await job.request('stop', {});
  else if (!races.isTraining) throw new UnderhoodError('training.none');
  else await races.stop();
}

/** Shows where back-propagation is compared with finite differences. */
export async function checkGradients(parts: Parts): Promise<void> {
  await openTraining(parts);
  parts.trainingPage.page?.goTo((navigation) => ({ ...(navigation ?? trainingStart), view: 'gradients' }));
}

/** The run that is meant; none where it is the race. */
function meant(jobs: TrainingJobs, node: TrainingNode | undefined): TrainingJob | undefined {
  const { training } = jobs;
  if (node && 'race' in node) return undefined;
  return node && 'recipe' in node ? training.find(({ recipe }) => recipe === node.recipe) : training[0];
}
