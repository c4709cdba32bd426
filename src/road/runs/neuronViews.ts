import { tokenTexts } from '../gpt/tokenTexts.ts';
import { literal, type Message, message } from '../message.ts';
import type { Explanation } from '../neurons/explanation.ts';
import type { Feature } from '../neurons/features.ts';
import type { Passage, Recording } from '../neurons/recording.ts';
import { fixed } from '../numbers.ts';
import type { OpenModel } from '../openModel.ts';
import type { BarsView, TableView, TextView } from '../view.ts';

/** How often the control is shuffled. */
export const shuffles = 20;
const sampleCorpora = ['english-stories', 'chinese-stories'] as const;
const unseenShown = 3;
const othersShown = 12;

/** How tokens and features are written. */
export class Wording {
  readonly #spelled: (id: number) => string;

  constructor(private readonly model: OpenModel) {
    this.#spelled = tokenTexts(model.tokenizer);
  }

  feature(feature: Feature): Message {
    if (feature.kind === 'class') return message(`neuron.class.${feature.name}`);
    return message(`neuron.feature.${feature.kind}`, { token: this.#spelled(feature.id) });
  }

  /** As they stand in the text; a token that is part of a character, in hex. */
  text(id: number): string {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(this.model.tokenizer.bytesOf(id));
    } catch {
      return this.#spelled(id);
    }
  }
}

/** The words that another language model answered. */
export function askedView(words: string): TableView {
  const columns = [message('neuron.asked')];
  return {
    kind: 'table',
    title: message('neuron.askedView'),
    columns,
    rows: words.split(' ').map((word) => [literal(word)]),
  };
}

/** Passages shaded by what a neuron does in them. @param neurons of the layer: the width of the activations */
export function passagesView(
  title: 'neuron.strongestView' | 'neuron.doneView',
  passages: readonly Passage[],
  neurons: number,
  neuron: number,
  wording: Wording,
): TextView {
  const values = passages.map(({ ids, activations }) => ids.map((_, t) => activations[t * neurons + neuron]));
  return shaded(message(title), passages, values, wording);
}

/** Passages shaded by numbers, the largest size among all of them being full. */
function shaded(
  title: Message,
  passages: readonly Passage[],
  values: readonly (readonly number[])[],
  wording: Wording,
): TextView {
  const reach = Math.max(1e-9, ...values.flat().map(Math.abs));
  return {
    kind: 'text',
    title,
    value: message('neuron.activation'),
    range: 'signed',
    passages: passages.map(({ source, ids }, p) => ({
      name: sourceName(source),
      pieces: ids.map((id, t) => ({
        text: wording.text(id),
        value: values[p][t] / reach,
        note: literal(fixed(values[p][t], 2)),
      })),
    })),
  };
}

/** A sample by its title, a file by its path. */
function sourceName(source: string): Message {
  const sample = sampleCorpora.find((name) => name === source);
  return sample ? message(`dialogue-tuning.${sample}`) : literal(source);
}

/** What the explanation adds up, term by term. */
export function explanationView({ base, terms }: Explanation, wording: Wording): TableView {
  return {
    kind: 'table',
    title: message('neuron.explanationView'),
    columns: [message('neuron.where'), message('neuron.adds')],
    rows: [
      [message('neuron.anywhere'), base],
      ...terms.map(({ feature, weight }) => [wording.feature(feature), weight]),
    ],
  };
}

/** Correlations with what the neuron does, of every explanation that there is. */
export function scoresView(score: number, control: number, guessed?: number, byModel?: number): BarsView {
  return {
    kind: 'bars',
    title: message('neuron.scoresView'),
    value: { title: message('neuron.correlation'), from: Math.min(0, score, guessed ?? 0, byModel ?? 0), to: 1 },
    bars: [
      { name: message('neuron.byExplanation'), value: score, isMarked: true },
      ...(byModel === undefined ? [] : [{ name: message('neuron.byModel'), value: byModel }]),
      ...(guessed === undefined ? [] : [{ name: message('neuron.byGuess'), value: guessed }]),
      { name: message('neuron.byShuffle', { shuffles }), value: control },
    ],
  };
}

/** Unseen passages in which the neuron does most, by what it does, and by what the explanation says that it does. */
export function simulatedViews(
  { unseen, neurons }: Recording,
  neuron: number,
  said: Float64Array,
  wording: Wording,
): TextView[] {
  let place = 0;
  const all = unseen.map((passage) => {
    const own = [...said.subarray(place, place + passage.ids.length)];
    place += passage.ids.length;
    const done = passage.ids.map((_, t) => passage.activations[t * neurons + neuron]);
    return { passage, said: own, done };
  });
  const shown = all.sort((a, b) => Math.max(...b.done) - Math.max(...a.done)).slice(0, unseenShown);
  const passages = shown.map(({ passage }) => passage);
  return [
    shaded(
      message('neuron.doneView'),
      passages,
      shown.map(({ done }) => done),
      wording,
    ),
    shaded(
      message('neuron.saidView'),
      passages,
      shown.map(({ said }) => said),
      wording,
    ),
  ];
}

/** How well others of the layer can be explained, the best first. */
export function othersView(others: readonly { readonly index: number; readonly score: number }[]): TableView {
  const sorted = [...others].sort((a, b) => b.score - a.score);
  return {
    kind: 'table',
    title: message('neuron.othersView', {
      count: others.length,
      median: fixed(sorted[Math.floor(sorted.length / 2)].score, 3),
    }),
    columns: [message('neuron.number'), message('neuron.correlation')],
    rows: sorted.slice(0, othersShown).map(({ index, score }) => [index, score]),
  };
}
