import { html, nothing } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import { readoutStyle } from '../parts/readoutStyle.ts';
import { formatCount, formatNumber } from '../shell/numbers.ts';
import { pointOf } from './axis.ts';
import type { TrainingStore } from './store.ts';

/** The moment in one sentence. It is read out at an evaluation and after a gesture, not at every step. */
export class TrainingReadout extends StoreElement<TrainingStore> {
  static override styles = [controls, readoutStyle];
  #said: { readonly about: string; readonly sentence: string } = { about: '', sentence: '' };

  override render() {
    const { state, summary } = this.store;
    if (state === null || summary === undefined) return nothing;
    const { step, head, navigation, strings } = this.store;
    const about = JSON.stringify([state.language, summary.recipe, step, head, navigation.statistic]);
    // The training loss around a moment changes a little as the history is thinned anew: that is no news.
    if (about !== this.#said.about) this.#said = { about, sentence: this.#sentence() };
    return html`<p role="status">${this.#said.sentence || strings('training.readNothing')}</p>`;
  }

  #sentence(): string {
    const { curves, index, step, head, summary, navigation } = this.store;
    if (curves === null || index === null || step === null) return '';
    const { evaluations, points } = curves;
    const point = pointOf(curves, step);
    const losses = {
      step: formatCount(step),
      loss: point === null ? '–' : formatNumber(points.loss[point]),
      heldOut: formatNumber(evaluations.heldOut[index]),
    };
    // No statistics are taken of recurrent networks and of translators.
    if (evaluations.induction.length === 0) return this.strings('training.read.losses', losses);
    if (head === null) return '';
    const place = index * summary!.layers * summary!.heads + head.layer * summary!.heads + head.head;
    return this.strings(`training.read.${navigation.statistic}`, {
      ...losses,
      layer: head.layer,
      head: head.head,
      score: formatNumber(evaluations[navigation.statistic][place]),
    });
  }
}
