import { codedSentence, type PageKey, translate } from '../../src/localisation.ts';
import type { TrainingNotice } from '../../src/protocol/trainingPage.ts';
import type { ShownNotice } from '../parts/store.ts';
import { formatCount, formatMark } from '../shell/numbers.ts';
import type { TrainingStore } from './store.ts';

/** What the person should know of a run: why it failed first, with what it offers; warnings of its data last. */
export function noticesOf(store: TrainingStore): ShownNotice[] {
  const { state, failure } = store;
  if (state === null) return [];
  const { language, summary } = state;
  const warnings = (summary?.prepared?.warnings ?? []).map(
    ({ code, parameters }): ShownNotice => ({ text: translate(language, code, parameters), severity: 'warning' }),
  );
  return [
    ...failed(store),
    ...state.notices.map((notice) => withButton(store, notice)),
    ...warnings,
    ...(failure === null ? [] : [{ text: failure, severity: 'error' } as const]),
  ];
}

/** Why the run ended, and the button that goes on from before. */
function failed(store: TrainingStore): ShownNotice[] {
  const error = store.status?.error;
  if (!error) return [];
  const text = codedSentence(store.state!.language, error);
  const { offer } = error;
  if (!offer) return [{ text, severity: 'error' }];
  const numbers = { step: formatCount(offer.step), factor: formatMark(offer.rateFactor) };
  const label = store.strings(offerSentence(offer.rateFactor), numbers);
  const press = () => store.ask('start', { anew: false, ...offer });
  return [{ text, severity: 'error', button: { name: 'offer', label, press } }];
}

function offerSentence(factor: number): PageKey {
  if (factor === 1) return 'training.offer';
  return factor === 0.5 ? 'training.offerHalfRate' : 'training.offerRate';
}

function withButton(store: TrainingStore, { action, ...notice }: TrainingNotice): ShownNotice {
  if (action === undefined) return notice;
  const label = store.strings(`training.action.${action}`);
  const press = () => {
    if (action === 'train') store.ask('askNext', { question: 'train' });
    else if (action === 'start') store.ask('start', { anew: false });
    else store.ask(action, {});
  };
  return { ...notice, button: { name: action, label, press } };
}
