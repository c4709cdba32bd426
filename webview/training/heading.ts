import type { Parameters } from '../../src/errors.ts';
import type { PageKey } from '../../src/localisation.ts';
import type { TrainingStatus, TrainingSummary } from '../../src/protocol/training.ts';
import { formatCount, formatNumber, formatPercentMark } from '../shell/numbers.ts';
import type { Strings } from '../shell/strings.ts';
import { nextEvaluation } from './axis.ts';

/** What is going on, and how well it goes: the sentence over the page. */
export function headingOf(
  summary: TrainingSummary | undefined,
  status: TrainingStatus | undefined,
  strings: Strings,
): string {
  if (summary === undefined || status === undefined) return strings('training.headingEmpty');
  const { name } = summary;
  if (status.phase === 'preparing')
    return strings('training.headingPreparing', { name, what: preparing(status, strings) });
  const { best } = status;
  const isBegun = status.step > 0 || best !== undefined;
  const phase = isBegun || status.phase !== 'idle' ? status.phase : 'new';
  const doing = strings(`training.phase.${phase}`, { name, step: formatCount(status.step) });
  const rest = best === undefined ? awaited(summary, status) : reached(summary, best.loss);
  return rest === null ? doing : strings('training.heading', { doing, how: strings(...rest) });
}

/** What is being prepared, and how far that is. */
function preparing({ preparing }: TrainingStatus, strings: Strings): string {
  const what = strings(`training.preparing.${preparing?.part ?? 'reading'}`);
  if (!preparing || preparing.total === 0) return what;
  const share = Math.floor((100 * preparing.done) / preparing.total) / 100;
  return strings('training.preparingShare', { what, share: formatPercentMark(share) });
}

type Sentence = readonly [key: PageKey, parameters: Parameters];

function reached({ prepared }: TrainingSummary, loss: number): Sentence {
  if (prepared === undefined) return ['training.reachedOnly', { loss: formatNumber(loss) }];
  const { bigram, uniform } = prepared.anchors;
  const numbers = { loss: formatNumber(loss), bigram: formatNumber(bigram), uniform: formatNumber(uniform) };
  return ['training.reached', numbers];
}

function awaited({ evaluateEvery }: TrainingSummary, { phase, step }: TrainingStatus): Sentence | null {
  if (phase !== 'running' && phase !== 'paused') return null;
  return ['training.awaited', { step: formatCount(nextEvaluation(step, evaluateEvery)) }];
}
