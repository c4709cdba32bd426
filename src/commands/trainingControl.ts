import type { TrainingNode } from '../editor/views/trainingTree.ts';
import { UnderhoodError } from '../errors.ts';
import type { TrainingJob } from '../trainingProcess/trainingJob.ts';
import type { Parts } from './parts.ts';

/** What of the extension trains. */
type AtWork = Pick<Parts, 'jobs' | 'races'>;

/** Pauses what trains, or goes on with it: a run, or else a race. @param node absent: what began first */
export async function pauseTraining(parts: AtWork, node?: TrainingNode): Promise<void> {
  const { races } = parts;
  const job = meant(parts, node);
  if (job) await job.request(job.status?.phase === 'paused' ? 'resume' : 'pause', {});
  else await (races.training?.phase === 'paused' ? races.resume() : races.pause());
}

/** Ends what trains after the step under way: a run, or else a race. @param node absent: what began first */
export async function stopTraining(parts: AtWork, node?: TrainingNode): Promise<void> {
  const job = meant(parts, node);
  if (job) await job.request('stop', {});
  else await parts.races.stop();
}

/** The run that is meant; none where it is the race. Throws UnderhoodError where it does not train, or not any more. */
function meant({ jobs: { training }, races }: AtWork, node: TrainingNode | undefined): TrainingJob | undefined {
  const isRace = node !== undefined && 'race' in node;
  const isRun = node !== undefined && 'recipe' in node;
  const job = isRun ? training.find(({ recipe }) => recipe === node.recipe) : training[0];
  if (job && !isRace) return job;
  if (isRun || !races.isTraining) throw new UnderhoodError('training.none');
  return undefined;
}
